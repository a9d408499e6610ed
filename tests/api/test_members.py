"""`/v1/members`: who belongs to the organisation, and as what."""

import pytest

from tests.servers.tenant import Tenant, code_of

Json = dict[str, str]


def _added(tenant: Tenant, name: str, role: str) -> Json:
    body = {"email": f"{name}@example.com", "role": role}
    response = tenant.http.post("/v1/members", json=body)
    assert response.status_code == 201, response.text
    member: Json = response.json()
    return member


def test_members_come_change_and_go(tenant: Tenant) -> None:
    owner, member = _added(tenant, "ada", "owner"), _added(tenant, "bo", "member")
    assert set(owner) == {"id", "email", "role", "created_at"}
    listed = tenant.http.get("/v1/members").json()["data"]
    assert [(one["email"], one["role"]) for one in listed] == [
        ("ada@example.com", "owner"),
        ("bo@example.com", "member"),
    ]
    changed = tenant.http.patch(f"/v1/members/{member['id']}", json={"role": "admin"})
    assert changed.json()["role"] == "admin"
    assert tenant.http.delete(f"/v1/members/{member['id']}").status_code == 204
    assert tenant.http.get("/v1/members").json()["meta"]["total"] == 1
    assert code_of(tenant.http.delete(f"/v1/members/{owner['id']}")) == "conflict"
    assert code_of(tenant.http.post("/v1/members", json={
        "email": "ADA@example.com", "role": "member"})) == "conflict"  # fmt: skip


def test_the_members_of_others_do_not_exist(tenant: Tenant, charlie: Tenant) -> None:
    path = f"/v1/members/{_added(tenant, 'ada', 'member')['id']}"
    assert code_of(charlie.http.patch(path, json={"role": "owner"})) == "not_found"
    assert code_of(charlie.http.delete(path)) == "not_found"
    assert charlie.http.get("/v1/members").json()["data"] == []


def test_only_keys_that_manage_see_members(tenant: Tenant) -> None:
    body = {"name": "a", "scopes": ["submit", "read"]}
    key = tenant.http.post("/v1/keys", json=body).json()["key"]
    headers = {"Authorization": f"Bearer {key}"}
    for method in ("GET", "POST"):
        answer = tenant.http.request(method, "/v1/members", headers=headers)
        assert code_of(answer) == "api_access_disabled"


BAD = {
    "no role": {"email": "a@example.com"},
    "no e-mail": {"role": "member"},
    "no such role": {"email": "a@example.com", "role": "boss"},
    "no address": {"email": "a.example.com", "role": "member"},
    "no domain": {"email": "a@example", "role": "member"},
    "too long": {"email": "a" * 250 + "@example.com", "role": "member"},
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_refuses_bad_bodies(tenant: Tenant, body: dict[str, str]) -> None:
    assert code_of(tenant.http.post("/v1/members", json=body)) == "invalid_request"
    assert tenant.http.get("/v1/members").json()["data"] == []
