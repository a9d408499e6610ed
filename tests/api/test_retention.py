"""How long files stay: as the plan says, shorter when asked, gone once fetched when asked."""

import pytest

from tests.api.conftest import MakeTenant
from tests.contract import RESUME_COST
from tests.servers.process import wait_for
from tests.servers.service import Service
from tests.servers.tenant import Tenant, code_of

EXPIRE = "housekeeping.expire(now=timezone.now() + timedelta(seconds={}))"


def test_a_request_may_shorten_the_stay(tenant: Tenant, service: Service) -> None:
    job_id = tenant.done(fields={"retention_seconds": "120"})
    service.ask(EXPIRE.format(110))
    assert tenant.http.get(f"/v1/jobs/{job_id}").json()["status"] == "done"
    service.ask(EXPIRE.format(130))
    assert tenant.http.get(f"/v1/jobs/{job_id}").json()["status"] == "expired"
    assert tenant.stored(job_id) == []


def test_it_begins_when_the_job_ends(tenant: Tenant) -> None:
    status = tenant.http.get(f"/v1/jobs/{tenant.done(fields={'retention_seconds': '60'})}").json()
    assert status["finished_at"][:16] <= status["expires_at"][:16]
    assert status["expires_at"] > status["finished_at"]


@pytest.mark.parametrize("plan", ["free", "pro"])
def test_nobody_stays_longer_than_the_plan(make_tenant: MakeTenant, plan: str) -> None:
    hours = {"free": 1, "pro": 72}[plan]
    tenant = make_tenant(plan)
    refused = tenant.submit(fields={"retention_seconds": str(hours * 3600 + 1)})
    assert code_of(refused) == "invalid_request"
    assert str(hours * 3600) in refused.json()["error"]["message"]


def test_what_was_fetched_is_gone_soon(tenant: Tenant, service: Service) -> None:
    job_id = tenant.done(fields={"delete_after_download": "true"})
    link = f"/v1/jobs/{job_id}/download?format=markdown"
    assert tenant.http.get(f"/v1/jobs/{job_id}").json()["result"]  # looking is not fetching
    part = tenant.http.get(link, headers={"Range": "bytes=0-3"})
    assert part.status_code == 206
    status = f"/v1/jobs/{job_id}"
    stay = tenant.http.get(status).json()["expires_at"]
    whole = tenant.http.get(link)
    assert whole.status_code == 200
    assert whole.content.startswith(part.content)
    assert wait_for(lambda: tenant.http.get(status).json()["expires_at"] < stay)
    service.ask(EXPIRE.format(280))
    assert tenant.http.get(link).content == whole.content  # it may not have arrived
    service.ask(EXPIRE.format(320))
    assert tenant.stored(job_id) == []
    assert tenant.http.get(status).json()["status"] == "expired"
    assert code_of(tenant.http.get(link)) == "artifact_expired"
    assert tenant.http.delete(status).status_code == 204
    assert code_of(tenant.http.get(status)) == "job_not_found"
    assert tenant.movements(job_id) == [["hold", -RESUME_COST], ["settle", 0]]


def test_an_erasure_leaves_a_row_without_contents_and_an_entry(
    tenant: Tenant, service: Service
) -> None:
    job_id = tenant.done()
    tenant.http.delete(f"/v1/jobs/{job_id}").raise_for_status()
    facts = service.ask(
        "list(Job.objects.filter(id=job).values_list('status', 'upload__file_name', "
        "'upload__sha256')[0])",
        job=job_id,
    )
    assert facts == ["expired", "", ""]
    entry = tenant.http.get("/v1/audit").json()["data"][0]
    assert (entry["action"], entry["target"]) == ("job.erased", job_id)
    assert entry["actor"] == f"key {tenant.key.split('_')[1]}"


def test_the_sweeper_leaves_an_entry_too(tenant: Tenant, service: Service) -> None:
    job_id = tenant.done(fields={"retention_seconds": "60"})
    service.ask(EXPIRE.format(70))
    entry = tenant.http.get("/v1/audit").json()["data"][0]
    assert (entry["actor"], entry["action"], entry["target"]) == ("service", "job.erased", job_id)
    assert entry["address"] is None
