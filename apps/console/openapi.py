"""What the OpenAPI description says of the routes about the organisation itself."""

from typing import Any

from apps.accounts.access import ALL_SCOPES, Role
from apps.accounts.audit import ACTIONS
from apps.api.openapi import (
    BOOLEAN,
    INTEGER,
    MOMENT,
    PAGING,
    RETRY_KEY,
    STRING,
    JsonSchema,
    answers,
    body,
    id_of,
    list_of,
    nullable,
    page_of,
    query,
    record,
    ref,
    text,
    whole,
)

SCOPE: JsonSchema = {"type": "string", "enum": sorted(ALL_SCOPES)}
ROLE: JsonSchema = {"type": "string", "enum": list(Role)}
KEY_ID: JsonSchema = {"type": "string", "pattern": "^[0-9a-f]{12}$"}
NETWORK: JsonSchema = {"type": "string", "format": "ip-network"}  # or a single address
KEY = record(
    {
        "id": KEY_ID,
        "name": STRING,
        "scopes": list_of(SCOPE),
        "networks": list_of(STRING),
        "member_id": nullable("string"),
        **dict.fromkeys(("created_at", "expires_at", "revoked_at", "last_used_at"), MOMENT),
    }
)
MEMBER = record({"id": id_of("mem"), "email": STRING, "role": ROLE, "created_at": MOMENT})
AUDIT_ENTRY = record(
    {
        "at": MOMENT,
        "actor": STRING,
        "action": {"type": "string", "enum": list(ACTIONS)},
        "target": STRING,
        "address": nullable("string"),
    }
)
ACCOUNT = record(
    {
        "plan": STRING,
        **dict.fromkeys(
            ("credits_total", "credits_used", "credits_remaining"), nullable("integer")
        ),
        "requests_per_minute": INTEGER,
        "webhooks": BOOLEAN,
        "retention_seconds": INTEGER,
        "max_file_bytes": INTEGER,
        "period_start": MOMENT,
        "resets_at": MOMENT,
    }
)
USAGE = record(
    {
        "day": {"type": "string", "format": "date"},
        "service": nullable("string"),
        "key_id": nullable("string"),
        **dict.fromkeys(("calls", "jobs", "credits"), INTEGER),
    }
)
COMPONENTS: dict[str, JsonSchema] = {
    "Key": KEY,
    "KeyWithSecret": {"allOf": [ref("Key"), record({"key": nullable("string")})]},
    "Member": MEMBER,
    "Account": ACCOUNT,
    "KeyPage": page_of(ref("Key")),
    "MemberPage": page_of(ref("Member")),
    "AuditPage": page_of(AUDIT_ENTRY),
    "UsagePage": page_of(USAGE),
}


def _route(operation: str, summary: str, **more: Any) -> dict[str, Any]:
    return {"operation_id": operation, "summary": summary, "tags": ["organisation"], **more}


LIST_KEYS = _route(
    "listKeys",
    "List your API keys, newest first",
    parameters=PAGING,
    responses=answers({200: ref("KeyPage")}, 400),
)
CREATE_KEY = _route(
    "createKey",
    "Make an API key; it is shown this once",
    parameters=[RETRY_KEY],
    request=body(
        {"name": text(100)},
        scopes={**list_of(SCOPE), "minItems": 1, "maxItems": len(ALL_SCOPES)},
        networks={**list_of(NETWORK), "maxItems": 50},
        expires_at=MOMENT,
        member_id={**id_of("mem"), "type": ["string", "null"]},
    ),
    responses=answers({201: ref("KeyWithSecret")}, 400, 404, 409, 413, 415),
)
GET_KEY = _route("getKey", "One API key", responses=answers({200: ref("Key")}, 404))
REVOKE_KEY = _route("revokeKey", "End an API key at once", responses=answers({204: None}, 404))
ROTATE_KEY = _route(
    "rotateKey",
    "Replace an API key; the old one ends after the overlap",
    parameters=[RETRY_KEY],
    request=body({}, overlap_seconds=whole(0, 30 * 24 * 3600)),
    responses=answers({201: ref("KeyWithSecret")}, 400, 404, 409, 413, 415),
)
LIST_MEMBERS = _route(
    "listMembers",
    "List the members, oldest first",
    parameters=PAGING,
    responses=answers({200: ref("MemberPage")}, 400),
)
ADD_MEMBER = _route(
    "addMember",
    "Make somebody a member",
    parameters=[RETRY_KEY],
    request=body({"email": {"type": "string", "format": "email"}, "role": ROLE}),
    responses=answers({201: ref("Member")}, 400, 409, 413, 415),
)
CHANGE_MEMBER = _route(
    "changeMember",
    "Give a member another role",
    request=body({"role": ROLE}),
    responses=answers({200: ref("Member")}, 400, 404, 409, 413, 415),
)
REMOVE_MEMBER = _route(
    "removeMember",
    "Remove a member with all its keys",
    responses=answers({204: None}, 404, 409),
)
LIST_AUDIT = _route(
    "listAudit",
    "List what was done, the latest first",
    parameters=PAGING,
    responses=answers({200: ref("AuditPage")}, 400),
)
GET_ACCOUNT = _route(
    "getAccount",
    "Your plan, and what is left of it",
    responses=answers({200: ref("Account")}),
)
LIST_USAGE = _route(
    "listUsage",
    "Calls, jobs and credits, day by day",
    parameters=[
        query("from", "First day, as in 2026-03-14 (UTC).", format="date"),
        query("to", "Last day.", format="date"),
        *PAGING,
    ],
    responses=answers({200: ref("UsagePage")}, 400),
)
