"""Rate limits: exact under load, told in every answer, and no reason to stop when they fail."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.api.conftest import MakeTenant
from tests.servers.process import wait_for
from tests.servers.service import Service
from tests.servers.tenant import Tenant, code_of

HEADERS = ("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset")
POLL = "/v1/jobs/job_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT"

BUCKETS = {
    # plan, method, path, calls a minute
    "read": ("free", "GET", "/v1/jobs", 20),
    "write": ("free", "POST", "/v1/keys", 10),
    "bulk": ("free", "POST", "/v1/parse/batch", 3),
    "a larger plan": ("free_trial", "POST", "/v1/keys", 60),
}


def _counts(answers: list[httpx.Response]) -> tuple[int, int]:
    limited = [answer for answer in answers if answer.status_code == 429]
    return len(answers) - len(limited), len(limited)


@pytest.mark.parametrize(("plan", "method", "path", "most"), BUCKETS.values(), ids=BUCKETS)
def test_exactly_as_many_as_the_plan_grants(
    make_tenant: MakeTenant, plan: str, method: str, path: str, most: int
) -> None:
    tenant = make_tenant(plan)
    with ThreadPoolExecutor(16) as pool:
        calls = pool.map(lambda _: tenant.http.request(method, path), range(most + 20))
        answers = list(calls)
    assert _counts(answers) == (most, 20)
    for answer in answers:
        assert [int(answer.headers[name]) >= 0 for name in HEADERS] == [True] * 3
        assert answer.headers["x-ratelimit-limit"] == str(most)
        if answer.status_code == 429:
            assert code_of(answer) == "rate_limit_exceeded"
            assert answer.headers["x-ratelimit-remaining"] == "0"
            assert 0 < int(answer.headers["retry-after"]) <= 60
            assert 0 < int(answer.headers["x-ratelimit-reset"]) - time.time() <= 61


@pytest.mark.slow
def test_exact_under_four_hundred_calls_at_once(make_tenant: MakeTenant) -> None:
    """Two hundred and forty are granted to growth; forty callers, both processes."""
    tenant = make_tenant("growth")
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda _: tenant.http.get("/v1/jobs"), range(400)))
    assert _counts(answers) == (240, 160)


def test_buckets_do_not_share(make_tenant: MakeTenant) -> None:
    tenant = make_tenant("free")
    answers = [tenant.http.get("/v1/jobs") for _ in range(21)]
    assert answers[-1].status_code == 429
    assert tenant.http.post("/v1/keys", json={"name": "a"}).status_code == 201
    assert code_of(tenant.http.get(POLL)) == "job_not_found"


def test_one_may_poll_once_a_second_on_the_smallest_plan(make_tenant: MakeTenant) -> None:
    tenant = make_tenant("free")
    answers = [tenant.http.get(POLL) for _ in range(60)]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].headers["x-ratelimit-limit"] == "120"


def test_keys_of_one_organisation_count_each_for_itself(make_tenant: MakeTenant) -> None:
    tenant = make_tenant("free")
    other = tenant.http.post("/v1/keys", json={"name": "other"}).json()["key"]
    for _ in range(21):
        tenant.http.get("/v1/jobs")
    headers = {"Authorization": f"Bearer {other}"}
    assert tenant.http.get("/v1/jobs", headers=headers).status_code == 200


def test_callers_without_a_key_are_counted_by_address(service: Service) -> None:
    url = f"{service.base_url}/v1/jobs"
    here, there = {"X-Forwarded-For": "203.0.113.5"}, {"X-Forwarded-For": "203.0.113.6"}
    answers = [httpx.get(url, headers=here) for _ in range(12)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 2
    assert answers[0].headers["x-ratelimit-limit"] == "10"
    assert httpx.get(url, headers=there).status_code == 401
    lies = {"X-Forwarded-For": "203.0.113.99, 203.0.113.5"}  # only the right end is believed
    assert httpx.get(url, headers=lies).status_code == 429


@pytest.mark.parametrize("path", ["/v1/openapi.json", "/v1/nothing", "/"])
def test_addresses_that_need_no_key_are_counted_too(service: Service, path: str) -> None:
    here = {"X-Forwarded-For": f"203.0.113.{20 + len(path)}"}
    answers = [httpx.get(service.base_url + path, headers=here) for _ in range(12)]
    assert _counts(answers) == (10, 2)
    assert all(answer.headers["x-ratelimit-limit"] == "10" for answer in answers)
    assert answers[-1].json()["error"]["code"] == "rate_limit_exceeded"
    assert int(answers[-1].headers["retry-after"]) > 0


def test_whether_the_service_lives_may_always_be_asked(service: Service) -> None:
    assert {httpx.get(f"{service.base_url}/healthz").status_code for _ in range(15)} == {200}


def test_refusals_count_and_say_where_one_stands(tenant: Tenant) -> None:
    first, second = (tenant.http.get("/v1/jobs?page=x") for _ in range(2))
    assert code_of(second) == "invalid_request"
    remaining = [int(answer.headers["x-ratelimit-remaining"]) for answer in (first, second)]
    assert remaining[0] - remaining[1] == 1


def test_without_counters_calls_pass(make_tenant: MakeTenant, service: Service) -> None:
    tenant = make_tenant("free")
    with service.broker.paused() if service.broker else service.paused("broker"):
        answers = [tenant.http.get("/v1/account") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert "x-ratelimit-limit" not in answers[-1].headers
    health = f"{service.base_url}/healthz"
    assert any(httpx.get(health).json()["rate_limits_unavailable"] for _ in range(20))

    def all_count_again() -> bool:
        more = [tenant.http.get("/v1/jobs/none") for _ in range(8)]  # whichever process answers
        return all("x-ratelimit-limit" in answer.headers for answer in more)

    assert wait_for(all_count_again)
