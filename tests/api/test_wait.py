"""`GET /v1/jobs/{id}?wait=SECONDS`: the answer is held until the job ends."""

import asyncio
from contextlib import ExitStack

import httpx
import pytest

from tests import pdfs
from tests.servers.service import Service
from tests.servers.tenant import SUBMIT, TIMEOUT, Tenant, check_answer, code_of

WAITERS = 200
SUBMITS = 20
CONNECTIONS_MOST = 60
"""Far below the number of waiters, above what all processes' pools may hold together."""

INVALID = ["-1", "61", "1.5", "soon", "", "1e1", "٣", "9" * 40, "0" * 9 + "99"]


@pytest.mark.parametrize("wait", INVALID)
def test_refuses_other_times(tenant: Tenant, wait: str) -> None:
    response = tenant.http.get("/v1/jobs/job_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT", params={"wait": wait})
    assert code_of(response) == "invalid_request"
    assert "wait" in response.json()["error"]["message"]


@pytest.mark.parametrize("wait", ["0", "60"])
def test_answers_at_once_when_the_job_has_ended(finished: tuple[Tenant, str], wait: str) -> None:
    owner, job_id = finished
    status = owner.http.get(f"/v1/jobs/{job_id}", params={"wait": wait}, timeout=30).json()
    assert status["status"] == "done"


def test_answers_with_the_present_state_when_the_time_is_over(
    tenant: Tenant, service: Service
) -> None:
    with service.paused("worker"):
        job_id = tenant.submitted()
        assert tenant.http.get(f"/v1/jobs/{job_id}?wait=1").json()["status"] == "queued"


def test_answers_when_the_job_fails(tenant: Tenant) -> None:
    job_id = tenant.submitted(pdfs.font_without_text())
    assert tenant.http.get(f"/v1/jobs/{job_id}?wait=60").json()["status"] == "failed"


def test_a_waiter_hears_that_the_job_was_deleted(tenant: Tenant, service: Service) -> None:
    async def run() -> httpx.Response:
        async with _client(tenant) as client:
            job_id = tenant.submitted()
            waiter = asyncio.create_task(client.get(f"/v1/jobs/{job_id}?wait=60"))
            await asyncio.sleep(0.2)
            (await client.delete(f"/v1/jobs/{job_id}")).raise_for_status()
            return await waiter

    with service.paused("worker"):
        assert code_of(asyncio.run(run())) == "job_not_found"


def test_two_hundred_waiters_keep_nobody_from_submitting(tenant: Tenant, service: Service) -> None:
    """They wait all the while, hold few connections, and all hear of the end."""

    async def run(pause: ExitStack, job_id: str) -> list[httpx.Response]:
        async with _client(tenant) as client:
            path = f"/v1/jobs/{job_id}?wait=60"
            waiters = [asyncio.create_task(client.get(path)) for _ in range(WAITERS)]
            await asyncio.sleep(1)  # for all of them to be at it
            submits = await asyncio.gather(*(_submit(client, n) for n in range(SUBMITS)))
            assert {answer.status_code for answer in submits} == {202}
            assert not any(waiter.done() for waiter in waiters)
            if service.uses_postgres:
                [[connections]] = service.ask("query(sql)", sql=CONNECTIONS)
                assert connections < CONNECTIONS_MOST
            pause.close()
            return await asyncio.gather(*waiters)

    with ExitStack() as pause:
        pause.enter_context(service.paused("worker"))
        answers = asyncio.run(run(pause, tenant.submitted()))
    assert {answer.json()["status"] for answer in answers} == {"done"}


CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"


async def _submit(client: httpx.AsyncClient, number: int) -> httpx.Response:
    files = {"file": ("resume.pdf", pdfs.resume(str(number)), "application/pdf")}
    return await client.post(SUBMIT, files=files)


async def _check(response: httpx.Response) -> None:
    await response.aread()
    check_answer(response)


def _client(tenant: Tenant) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=tenant.service.base_url,
        headers=tenant.http.headers,
        event_hooks={"response": [_check]},
        limits=httpx.Limits(max_connections=None),
        timeout=TIMEOUT,
    )
