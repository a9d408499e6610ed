"""`/v1/keys`: made, listed, rotated, revoked; by whom, with which scopes and from where."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.api.conftest import MakeTenant
from tests.servers.service import Service
from tests.servers.tenant import Tenant, code_of


def _made(tenant: Tenant, **facts: object) -> dict[str, Any]:
    response = tenant.http.post("/v1/keys", json={"name": "made", **facts})
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def _as(tenant: Tenant, key: object, method: str, path: str, **more: object) -> httpx.Response:
    headers = {"Authorization": f"Bearer {key}"}
    return tenant.http.request(method, path, headers=headers, **more)  # type: ignore[arg-type]


def test_a_key_is_shown_once_and_works(tenant: Tenant) -> None:
    made = _made(tenant)
    assert set(made) == {*SHOWN, "key"}
    assert _as(tenant, made["key"], "GET", "/v1/jobs").status_code == 200
    listed = tenant.http.get("/v1/keys").json()["data"]
    assert [key["id"] for key in listed] == [made["id"], tenant.key.split("_")[1]]
    assert all(set(key) == SHOWN for key in listed)
    one = tenant.http.get(f"/v1/keys/{made['id']}")
    assert one.json()["name"] == "made"
    assert str(made["key"]) not in one.text


SHOWN = {
    *("id", "name", "scopes", "networks", "member_id"),
    *("created_at", "expires_at", "revoked_at", "last_used_at"),
}

CALLS: Mapping[str, tuple[str, str]] = {
    "submit": ("POST", "/v1/resume/parse"),
    "read": ("GET", "/v1/jobs"),
    "manage": ("GET", "/v1/keys"),
}


@pytest.mark.parametrize("scope", CALLS)
def test_a_scope_opens_its_routes_and_no_others(tenant: Tenant, scope: str) -> None:
    key = _made(tenant, scopes=[scope])["key"]
    for name, call in CALLS.items():
        answer = _as(tenant, key, *call)
        refused = answer.status_code == 403
        assert refused is (name != scope), (name, answer.text)
        if refused:
            assert code_of(answer) == "api_access_disabled"
            assert name in answer.json()["error"]["message"]


def test_nobody_gives_what_they_lack(tenant: Tenant) -> None:
    key = _made(tenant, scopes=["manage"])["key"]
    answer = _as(tenant, key, "POST", "/v1/keys", json={"name": "a", "scopes": ["submit"]})
    assert code_of(answer) == "api_access_disabled"
    same = _as(tenant, key, "POST", "/v1/keys", json={"name": "a"})
    assert same.json()["scopes"] == ["manage"]


def test_revocation_holds_at_once(tenant: Tenant) -> None:
    made = _made(tenant)
    assert tenant.http.delete(f"/v1/keys/{made['id']}").status_code == 204
    for _ in range(8):  # whichever process answers
        assert code_of(_as(tenant, made["key"], "GET", "/v1/jobs")) == "invalid_api_key"
    assert tenant.http.delete(f"/v1/keys/{made['id']}").status_code == 204


def test_rotation_overlaps(tenant: Tenant) -> None:
    made = _made(tenant, scopes=["read"])
    path = f"/v1/keys/{made['id']}/rotate"
    fresh = tenant.http.post(path, json={"overlap_seconds": 60})
    assert fresh.status_code == 201
    assert fresh.json()["scopes"] == ["read"]
    for key in (made["key"], fresh.json()["key"]):
        assert _as(tenant, key, "GET", "/v1/jobs").status_code == 200
    at_once = tenant.http.post(f"/v1/keys/{fresh.json()['id']}/rotate", json={"overlap_seconds": 0})
    assert at_once.status_code == 201
    assert code_of(_as(tenant, fresh.json()["key"], "GET", "/v1/jobs")) == "invalid_api_key"
    again = tenant.http.post(f"/v1/keys/{fresh.json()['id']}/rotate", json={})
    assert code_of(again) == "conflict"


def test_a_key_is_refused_from_elsewhere(tenant: Tenant) -> None:
    made = _made(tenant, networks=["203.0.113.0/24", "2001:db8::7"])
    assert made["networks"] == ["203.0.113.0/24", "2001:db8::7/128"]
    answer = _as(tenant, made["key"], "GET", "/v1/jobs")  # from 198.51.0.0/16
    assert code_of(answer) == "api_access_disabled"


def test_a_retry_makes_no_second_key(tenant: Tenant) -> None:
    facts = {"json": {"name": "once"}, "headers": {"Idempotency-Key": "k"}}
    first, second = (tenant.http.post("/v1/keys", **facts) for _ in range(2))  # type: ignore[arg-type]
    assert second.json() == {**first.json(), "key": None}
    assert second.headers["idempotent-replayed"] == "true"
    other = tenant.http.post("/v1/keys", json={"name": "other"}, headers={"Idempotency-Key": "k"})
    assert code_of(other) == "idempotency_key_reused"


BAD: Mapping[str, object] = {
    "no name": {},
    "an empty name": {"name": " "},
    "a long name": {"name": "a" * 101},
    "a name with a control": {"name": "a\x00b"},
    "a number": {"name": 1},
    "an unknown scope": {"name": "a", "scopes": ["all"]},
    "scopes in words": {"name": "a", "scopes": "read"},
    "no network": {"name": "a", "networks": ["here"]},
    "host bits": {"name": "a", "networks": ["192.0.2.7/24"]},
    "an unknown field": {"name": "a", "admin": True},
    "a past end": {"name": "a", "expires_at": "2020-01-01T00:00:00Z"},
    "an end nobody sees": {"name": "a", "expires_at": "9999-12-31T00:00:00Z"},
    "an end without a zone": {"name": "a", "expires_at": "2090-01-01T00:00:00"},
    "a list": ["a"],
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_refuses_bad_bodies(tenant: Tenant, body: object) -> None:
    assert code_of(tenant.http.post("/v1/keys", json=body)) == "invalid_request"
    assert tenant.http.get("/v1/keys").json()["meta"]["total"] == 1


def test_no_scope_at_all_is_no_key(tenant: Tenant) -> None:
    answer = tenant.http.post("/v1/keys", json={"name": "a", "scopes": []})
    assert code_of(answer) == "api_access_disabled"


def _member(tenant: Tenant, role: str) -> str:
    body = {"email": f"{role}@example.com", "role": role}
    member: str = tenant.http.post("/v1/members", json=body).json()["id"]
    return member


def test_a_key_acts_for_its_member(tenant: Tenant) -> None:
    member = _member(tenant, "read_only")
    key = _made(tenant, member_id=member)["key"]
    assert _as(tenant, key, "GET", "/v1/jobs").status_code == 200
    assert code_of(_as(tenant, key, "POST", "/v1/resume/parse")) == "api_access_disabled"
    tenant.http.delete(f"/v1/members/{member}").raise_for_status()
    assert code_of(_as(tenant, key, "GET", "/v1/jobs")) == "invalid_api_key"


def test_nobody_gets_a_greater_key_by_rotation_or_for_a_greater_member(tenant: Tenant) -> None:
    owner, admin = _member(tenant, "owner"), _member(tenant, "admin")
    small = _made(tenant, scopes=["manage"])["key"]
    admins = _made(tenant, member_id=admin)["key"]
    owners = _made(tenant, member_id=owner)
    operators = tenant.key.split("_")[1]
    for key, target in ((small, operators), (admins, operators), (admins, owners["id"])):
        answer = _as(tenant, key, "POST", f"/v1/keys/{target}/rotate", json={})
        assert code_of(answer) == "api_access_disabled"
    body = {"name": "a", "member_id": owner}
    assert code_of(_as(tenant, admins, "POST", "/v1/keys", json=body)) == "api_access_disabled"
    own = _as(tenant, admins, "POST", f"/v1/keys/{admins.split('_')[1]}/rotate", json={})
    assert own.status_code == 201


def test_the_keys_of_others_do_not_exist(tenant: Tenant, charlie: Tenant) -> None:
    path = f"/v1/keys/{_made(tenant)['id']}"
    assert code_of(charlie.http.get(path)) == "not_found"
    assert code_of(charlie.http.delete(path)) == "not_found"
    assert code_of(charlie.http.post(f"{path}/rotate", json={})) == "not_found"
    assert tenant.http.get(path).json()["revoked_at"] is None


def test_a_colleagues_key_can_be_ended(tenant: Tenant, make_tenant: MakeTenant) -> None:
    """Whoever may manage sees all keys of the organisation, whoever made them."""
    colleague = _made(tenant)["key"]
    hers = _as(tenant, colleague, "POST", "/v1/keys", json={"name": "hers"}).json()
    assert tenant.http.delete(f"/v1/keys/{hers['id']}").status_code == 204


def test_the_audit_log_tells_who_and_from_where(tenant: Tenant, service: Service) -> None:
    made = _made(tenant)
    tenant.http.delete(f"/v1/keys/{made['id']}")
    entries = tenant.http.get("/v1/audit").json()["data"]
    assert [entry["action"] for entry in entries] == ["key.revoked", "key.created", "key.created"]
    latest = entries[0]
    assert (latest["actor"], latest["target"]) == (f"key {tenant.key.split('_')[1]}", made["id"])
    assert latest["address"].startswith("198.51.")
    assert str(made["key"]) not in str(entries)
