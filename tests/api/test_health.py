"""`GET /healthz` and `/api/health`: open to everybody, honest about every part."""

import httpx
import pytest

from tests.servers.process import wait_for
from tests.servers.service import Service
from tests.servers.tenant import Tenant, check_answer

PATHS = ("/healthz", "/api/health")
CHECKS = ("database", "storage", "sandbox", "broker", "rate_limits")


@pytest.mark.parametrize("path", PATHS)
def test_says_that_all_is_well(nobody: httpx.Client, path: str) -> None:
    response = nobody.get(path)
    body = response.json()
    assert (response.status_code, body["status"]) == (200, "ok")
    assert body["checks"] == dict.fromkeys(CHECKS, "ok")
    assert body["engine_version"]
    assert set(body["sandbox"]) >= {"network_isolated", "landlock"}
    assert body["ocr"]["enabled"] is True
    assert {"eng", "deu"} <= set(body["ocr"]["languages"])


@pytest.mark.parametrize("service", ["production"], indirect=True)  # the other comes back at once
def test_without_a_broker_jobs_are_taken_and_done_later(tenant: Tenant, service: Service) -> None:
    """The table is the truth: a lost ring is rung again."""
    assert service.broker
    service.broker.kill()
    try:
        body = httpx.get(f"{service.base_url}/healthz", timeout=30)
        check_answer(body)
        assert (body.status_code, body.json()["status"]) == (200, "degraded")
        assert body.json()["checks"]["broker"] == "failed"
        assert body.json()["checks"]["rate_limits"] == "failed"
        job_id = tenant.submitted()
    finally:
        service.broker.start()
    assert tenant.ended(job_id)["status"] == "done"
    assert wait_for(service.is_healthy)
