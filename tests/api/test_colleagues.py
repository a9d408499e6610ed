"""A colleague may, by the role, what the owner may with the same things; a stranger finds none."""

from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest

from tests import pdfs
from tests.servers.tenant import Tenant, code_of

ROLES = ("admin", "member", "read_only")
READERS, SUBMITTERS, MANAGERS = ROLES, ("admin", "member"), ("admin",)


@dataclass(frozen=True, slots=True)
class Things:
    """The paths of what the owner has made."""

    key: str
    member: str
    endpoint: str
    job: str
    batch: str


@pytest.fixture
def things(tenant: Tenant) -> Things:
    key = tenant.http.post("/v1/keys", json={"name": "a", "scopes": ["read"]}).json()
    url = {"url": "https://hooks.example.com/"}
    endpoint = tenant.http.post("/v1/webhook-endpoints", json=url).json()
    files = [("files", (f"{n}.pdf", pdfs.resume(str(n)), "application/pdf")) for n in range(2)]
    headers = {"Idempotency-Key": "batch"}
    batch = tenant.http.post("/v1/resume/parse/batch", files=files, headers=headers).json()
    body = {"email": "guest@example.com", "role": "read_only"}
    member = tenant.http.post("/v1/members", json=body).json()
    return Things(
        key=f"/v1/keys/{key['id']}",
        member=f"/v1/members/{member['id']}",
        endpoint=f"/v1/webhook-endpoints/{endpoint['id']}",
        job=batch["files"][0]["links"]["status"],
        batch=batch["links"]["status"],
    )


Call = tuple[str, Callable[[Things], str], object, tuple[str, ...]]
CALLS: dict[str, Call] = {
    # method, path, body, the roles that may
    "see a job": ("GET", lambda made: made.job, None, READERS),
    "list jobs": ("GET", lambda made: "/v1/jobs", None, READERS),
    "see a batch": ("GET", lambda made: made.batch, None, READERS),
    "see the account": ("GET", lambda made: "/v1/account", None, READERS),
    "see the usage": ("GET", lambda made: "/v1/usage", None, READERS),
    "erase a job": ("DELETE", lambda made: made.job, None, SUBMITTERS),
    "see a key": ("GET", lambda made: made.key, None, MANAGERS),
    "list members": ("GET", lambda made: "/v1/members", None, MANAGERS),
    "change a member": ("PATCH", lambda made: made.member, {"role": "member"}, MANAGERS),
    "see the audit log": ("GET", lambda made: "/v1/audit", None, MANAGERS),
    "see an endpoint": ("GET", lambda made: made.endpoint, None, MANAGERS),
    "change an endpoint": ("PATCH", lambda made: made.endpoint, {"enabled": False}, MANAGERS),
    "rotate a secret": ("POST", lambda made: f"{made.endpoint}/rotate", {}, MANAGERS),
    "list deliveries": ("GET", lambda made: "/v1/webhook-deliveries", None, MANAGERS),
}


def _colleague(tenant: Tenant, role: str) -> str:
    """The key of a colleague with all scopes that the role has."""
    body = {"email": f"{role}@example.com", "role": role}
    member = tenant.http.post("/v1/members", json=body).json()["id"]
    made = tenant.http.post("/v1/keys", json={"name": "hers", "member_id": member}).json()
    return str(made["key"])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_colleague_may_what_the_role_may(
    tenant: Tenant, things: Things, call: Call, role: str
) -> None:
    method, path, body, roles = call
    headers = {"Authorization": f"Bearer {_colleague(tenant, role)}"}
    answer = tenant.http.request(method, path(things), json=body, headers=headers)
    if role in roles:
        assert answer.status_code < 300, answer.text
    else:
        assert code_of(answer) == "api_access_disabled"


def _of_one(call: Call, things: Things) -> bool:
    return call[1](things).count("/") > 2


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_stranger_finds_none_of_it(
    tenant: Tenant, charlie: Tenant, things: Things, call: Call
) -> None:
    method, path, body, _ = call
    answer: httpx.Response = charlie.http.request(method, path(things), json=body)
    if _of_one(call, things):
        assert answer.status_code == 404
        assert tenant.http.get(things.endpoint).json()["enabled"] is True
    else:
        assert all(part.rsplit("/", 1)[-1] not in answer.text for part in _paths(things))


def _paths(things: Things) -> list[str]:
    return [things.key, things.member, things.endpoint, things.job, things.batch]
