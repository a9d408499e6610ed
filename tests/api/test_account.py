"""`/v1/account` and `/v1/usage`: the plan, what is left of it, and what was done with it."""

from typing import Any

import pytest

from tests.api.conftest import MakeTenant
from tests.contract import PLANS, RESUME_COST
from tests.servers.process import wait_for
from tests.servers.service import Service
from tests.servers.tenant import Tenant, code_of


@pytest.mark.parametrize("plan", PLANS)
def test_tells_the_plan_and_what_is_left(make_tenant: MakeTenant, plan: str) -> None:
    credits, per_minute, webhooks, hours, megabytes = PLANS[plan]
    account = make_tenant(plan).http.get("/v1/account").json()
    assert account == {
        "plan": plan,
        "credits_total": credits,
        "credits_used": 0,
        "credits_remaining": credits,
        "requests_per_minute": per_minute,
        "webhooks": webhooks,
        "retention_seconds": hours * 3600,
        "max_file_bytes": megabytes * 1_000_000,
        "period_start": account["period_start"],
        "resets_at": account["resets_at"],
    }
    assert account["period_start"] < account["resets_at"]


def test_what_is_held_is_not_left(make_tenant: MakeTenant, service: Service) -> None:
    free = make_tenant("free")
    with service.paused("worker"):
        free.submitted()
        account = free.http.get("/v1/account").json()
    assert (account["credits_used"], account["credits_remaining"]) == (RESUME_COST, 9000)


def test_another_plan_counts_at_once(make_tenant: MakeTenant, service: Service) -> None:
    free = make_tenant("free")
    free.done()
    service.manage("set_plan", free.name, "starter")
    account = free.http.get("/v1/account").json()
    assert (account["plan"], account["credits_remaining"]) == ("starter", 499_000)
    assert free.http.get("/v1/audit").json()["data"][0]["target"] == "free to starter"


def test_usage_counts_calls_and_jobs(tenant: Tenant, service: Service) -> None:
    for _ in range(2):
        tenant.done()
    key = tenant.key.split("_")[1]

    def by_service() -> dict[str | None, dict[str, Any]]:
        return {row["service"]: row for row in tenant.http.get("/v1/usage").json()["data"]}

    def counted() -> bool:
        calls = {service: row["calls"] for service, row in by_service().items()}
        return calls.get("resume-parse") == 2 and calls.get(None, 0) >= 2

    assert wait_for(counted, 30)
    rows = by_service()
    row = rows["resume-parse"]
    assert (row["key_id"], row["jobs"], row["credits"]) == (key, 2, 2 * RESUME_COST)
    assert tenant.http.get("/v1/usage?from=2090-01-01").json()["data"] == []
    assert len(tenant.http.get(f"/v1/usage?to={row['day']}").json()["data"]) == len(rows)


@pytest.mark.parametrize("query", ["from=x", "to=2026-02-30", "from="])
def test_refuses_what_is_no_day(tenant: Tenant, query: str) -> None:
    assert code_of(tenant.http.get(f"/v1/usage?{query}")) == "invalid_request"


def test_others_see_nothing_of_it(tenant: Tenant, charlie: Tenant) -> None:
    tenant.done()
    assert all(row["jobs"] == 0 for row in charlie.http.get("/v1/usage").json()["data"])
    assert all("plan" not in row["action"] for row in charlie.http.get("/v1/audit").json()["data"])
