"""`/v1/webhook-endpoints`: made, changed, rotated, deleted; and what may not be called."""

from collections.abc import Mapping

import pytest

from tests.api.conftest import MakeTenant
from tests.contract import SENTENCES
from tests.servers.tenant import Tenant, code_of

ROUTE = "/v1/webhook-endpoints"
URL = "https://hooks.example.com/parselane"
SHOWN = {
    *("id", "url", "description", "events", "enabled", "disabled_reason"),
    *("failing_since", "created_at"),
}
ALL = ["job.completed", "job.failed", "batch.completed"]
Json = dict[str, object]


def _made(tenant: Tenant, **facts: object) -> Json:
    response = tenant.http.post(ROUTE, json={"url": URL, **facts})
    assert response.status_code == 201, response.text
    made: Json = response.json()
    return made


def test_an_endpoint_shows_its_secret_once(tenant: Tenant) -> None:
    made = _made(tenant)
    assert set(made) == {*SHOWN, "secret", "previous_secret_until"}
    assert str(made["secret"]).startswith("whsec_")
    assert (made["events"], made["enabled"]) == (ALL, True)
    one = tenant.http.get(f"{ROUTE}/{made['id']}")
    assert set(one.json()) == SHOWN
    assert str(made["secret"]) not in one.text + tenant.http.get(ROUTE).text


def test_changes(tenant: Tenant) -> None:
    path = f"{ROUTE}/{_made(tenant)['id']}"
    body = {"events": ["job.failed"], "description": "for the team", "url": URL + "/2"}
    assert tenant.http.patch(path, json=body).json().items() >= body.items()
    off = tenant.http.patch(path, json={"enabled": False}).json()
    assert (off["enabled"], off["disabled_reason"]) == (False, "by_request")
    assert code_of(tenant.http.post(f"{path}/ping", json={})) == "conflict"
    on = tenant.http.patch(path, json={"enabled": True}).json()
    assert (on["enabled"], on["disabled_reason"]) == (True, None)
    assert tenant.http.delete(path).status_code == 204
    assert code_of(tenant.http.get(path)) == "not_found"
    actions = [entry["action"] for entry in tenant.http.get("/v1/audit").json()["data"]]
    assert actions[:5] == ["endpoint.deleted", *["endpoint.changed"] * 3, "endpoint.created"]


def test_rotation_shows_a_new_secret(tenant: Tenant) -> None:
    made = _made(tenant)
    rotated = tenant.http.post(f"{ROUTE}/{made['id']}/rotate", json={"overlap_seconds": 60})
    assert rotated.json()["secret"] != made["secret"]
    assert rotated.json()["previous_secret_until"] is not None


BAD: Mapping[str, Json] = {
    "no URL": {},
    "plain": {"url": "http://hooks.example.com/"},
    "loopback": {"url": "https://127.0.0.1/"},
    "decimal loopback": {"url": "https://2130706433/"},
    "private": {"url": "https://192.168.0.1/"},
    "another port": {"url": "https://hooks.example.com:8443/"},
    "a password": {"url": "https://a:b@hooks.example.com/"},
    "an unknown event": {"url": URL, "events": ["job.started"]},
    "events in words": {"url": URL, "events": "job.failed"},
    "a ping cannot be asked for": {"url": URL, "events": ["ping"]},
    "a long description": {"url": URL, "description": "a" * 201},
    "a secret of one's own": {"url": URL, "secret": "whsec_" + "a" * 32},
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_refuses_bad_bodies(tenant: Tenant, body: Json) -> None:
    assert code_of(tenant.http.post(ROUTE, json=body)) == "invalid_request"
    assert tenant.http.get(ROUTE).json()["data"] == []


@pytest.mark.parametrize("plan", ["free", "free_trial", "starter"])
def test_small_plans_have_no_webhooks(make_tenant: MakeTenant, plan: str) -> None:
    small = make_tenant(plan)
    for method, path in (("GET", ROUTE), ("POST", ROUTE), ("GET", "/v1/webhook-deliveries")):
        answer = small.http.request(method, path)
        assert code_of(answer) == "webhook_access_disabled"
        assert answer.json()["error"]["message"] == SENTENCES["webhook_access_disabled"]


def test_the_endpoints_of_others_do_not_exist(tenant: Tenant, charlie: Tenant) -> None:
    path = f"{ROUTE}/{_made(tenant)['id']}"
    calls = [("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/rotate"), ("POST", "/ping")]
    for method, rest in calls:
        body: Json | None = None if method in {"GET", "DELETE"} else {}
        assert code_of(charlie.http.request(method, path + rest, json=body)) == "not_found"
    assert charlie.http.get(ROUTE).json()["data"] == []
    assert tenant.http.get(path).json()["enabled"] is True


def test_only_keys_that_manage_see_endpoints(tenant: Tenant) -> None:
    body = {"name": "a", "scopes": ["submit", "read"]}
    key = tenant.http.post("/v1/keys", json=body).json()["key"]
    headers = {"Authorization": f"Bearer {key}"}
    for path in (ROUTE, "/v1/webhook-deliveries"):
        assert code_of(tenant.http.get(path, headers=headers)) == "api_access_disabled"


def test_twenty_endpoints_are_the_most(tenant: Tenant) -> None:
    for _ in range(20):
        _made(tenant)
    assert code_of(tenant.http.post(ROUTE, json={"url": URL})) == "plan_limit_exceeded"


@pytest.mark.parametrize("query", ["status=sent", "page=0", "limit=x"])
def test_refuses_bad_queries(tenant: Tenant, query: str) -> None:
    assert code_of(tenant.http.get(f"/v1/webhook-deliveries?{query}")) == "invalid_request"


@pytest.mark.parametrize("name", ["endpoint_id", "job_id"])
@pytest.mark.parametrize("value", ["%00", "1", ""])
def test_what_is_no_id_finds_nothing(tenant: Tenant, name: str, value: str) -> None:
    answer = tenant.http.get(f"/v1/webhook-deliveries?{name}={value}")
    assert (answer.status_code, answer.json()["data"]) == (200, [])
