"""Webhooks end to end: real receivers, and processes killed in the middle of it."""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import httpx
import orjson
import pytest
from standardwebhooks.webhooks import Webhook

from tests import pdfs
from tests.servers.deployments import DEPLOYMENTS, temporary_folder
from tests.servers.process import wait_for
from tests.servers.service import Service
from tests.servers.tenant import Tenant
from tests.webhooks.receiver import Receiver, running

ROUTE = "/v1/webhook-endpoints"
Json = dict[str, Any]


@pytest.fixture(scope="module", params=tuple(DEPLOYMENTS))
def inside(request: pytest.FixtureRequest) -> Iterator[Service]:
    """A service that may call private addresses."""
    settings = {"WEBHOOK_ALLOW_PRIVATE": "1"}
    with temporary_folder() as folder, DEPLOYMENTS[request.param](folder, settings) as service:
        with Tenant(service) as first:
            first.done()  # the worker starts behind the web: no test is to wait for that
        yield service


@pytest.fixture
def caller(inside: Service) -> Iterator[Tenant]:
    with Tenant(inside) as tenant:
        yield tenant


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running() as server:
        yield server


def _endpoint(caller: Tenant, receiver: Receiver) -> Json:
    made: Json = caller.http.post(ROUTE, json={"url": receiver.url}).json()
    return made


def _bodies(receiver: Receiver) -> list[Json]:
    return [orjson.loads(seen.body) for seen in receiver.requests]


def _told(receiver: Receiver) -> set[str]:
    """The jobs that the receiver has heard of."""
    return {body["job_id"] for body in _bodies(receiver)}


def _accepted(caller: Tenant, text: str) -> str:
    """The id of a job that was accepted, however often the web went away meanwhile."""
    while True:
        with contextlib.suppress(httpx.TransportError):
            answer = caller.submit(pdfs.resume(text), key=text)
            if answer.status_code == 202:
                job_id: str = answer.json()["job_id"]
                return job_id
        time.sleep(0.2)


def _deliveries(caller: Tenant, query: str = "") -> list[Json]:
    rows: list[Json] = caller.http.get(f"/v1/webhook-deliveries?limit=100&{query}").json()["data"]
    return rows


def test_an_endpoint_is_told_of_the_end(caller: Tenant, receiver: Receiver) -> None:
    endpoint = _endpoint(caller, receiver)
    done, failed = caller.done(), caller.submitted(pdfs.font_without_text())
    assert wait_for(lambda: len(receiver.requests) == 2, 90)
    told = {body["job_id"]: body for body in _bodies(receiver)}
    body = told[done]
    assert (body["event"], body["status"], body["service"]) == (
        *("job.completed", "done", "resume-parse"),
    )
    assert set(body) == {
        *("event", "id", "created_at", "job_id", "status", "service", "request_id", "links"),
    }
    assert caller.http.get(body["links"]["download"]).status_code == 200
    assert told[failed]["error"]["code"] == "ocr_required"
    for seen in receiver.requests:
        Webhook(endpoint["secret"]).verify(seen.body.decode(), dict(seen.headers))
    assert wait_for(lambda: {row["status"] for row in _deliveries(caller)} == {"delivered"})


def test_a_job_may_bring_its_own_address(caller: Tenant, receiver: Receiver) -> None:
    secret = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0NTY3ODk="
    fields = {
        "webhook_url": receiver.url,
        "webhook_secret": secret,
        "webhook_events": "job.completed",
    }
    job_id = caller.done(fields=fields)
    assert wait_for(lambda: len(receiver.requests) == 1, 90)
    [seen] = receiver.requests
    assert Webhook(secret).verify(seen.body.decode(), dict(seen.headers))["job_id"] == job_id
    assert caller.http.get(ROUTE).json()["data"] == []
    [row] = _deliveries(caller, f"job_id={job_id}")
    assert (row["endpoint_id"], row["url"]) == (None, receiver.url)


def test_a_batch_is_told_of_once(caller: Tenant, receiver: Receiver) -> None:
    files = [("files", (f"{n}.pdf", pdfs.resume(str(n)), "application/pdf")) for n in range(6)]
    batch = caller.http.post(
        "/v1/resume/parse/batch",
        files=files,
        data={"webhook_url": receiver.url, "webhook_events": "batch.completed"},
        headers={"Idempotency-Key": "batch"},
    ).json()
    assert wait_for(lambda: len(receiver.requests) == 1, 90)
    time.sleep(1)
    [body] = _bodies(receiver)
    assert (body["event"], body["batch_id"], body["job_id"]) == (
        *("batch.completed", batch["batch_id"], None),
    )
    assert body["status"] == "done"


def test_ping_and_redelivery(caller: Tenant, receiver: Receiver) -> None:
    endpoint = _endpoint(caller, receiver)
    ping = caller.http.post(f"{ROUTE}/{endpoint['id']}/ping", json={})
    assert ping.status_code == 202
    assert wait_for(lambda: len(receiver.requests) == 1, 90)
    assert _bodies(receiver)[0]["event"] == "ping"
    again = f"/v1/webhook-deliveries/{ping.json()['id']}/redeliver"
    assert wait_for(lambda: _deliveries(caller)[0]["status"] == "delivered")
    assert caller.http.post(again, json={}).status_code == 202
    assert wait_for(lambda: len(receiver.requests) == 2, 90)
    ids = {seen.headers["webhook-id"] for seen in receiver.requests}
    assert ids == {ping.json()["event_id"]}


def test_two_secrets_sign_through_a_rotation(caller: Tenant, receiver: Receiver) -> None:
    endpoint = _endpoint(caller, receiver)
    path = f"{ROUTE}/{endpoint['id']}"
    fresh = caller.http.post(f"{path}/rotate", json={"overlap_seconds": 600}).json()
    caller.http.post(f"{path}/ping", json={})
    assert wait_for(lambda: len(receiver.requests) == 1, 90)
    [seen] = receiver.requests
    for secret in (endpoint["secret"], fresh["secret"]):
        Webhook(secret).verify(seen.body.decode(), dict(seen.headers))


def test_a_receiver_that_hangs_stops_no_parsing(caller: Tenant) -> None:
    with running() as slow:
        slow.hang_seconds = 9.0  # less than an attempt may take: these will be delivered
        endpoint = _endpoint(caller, slow)
        for _ in range(4):
            caller.http.post(f"{ROUTE}/{endpoint['id']}/ping", json={})
        assert wait_for(lambda: len(slow.requests) >= 1)
        caller.done()
        assert {row["status"] for row in _deliveries(caller, f"endpoint_id={endpoint['id']}")} == {
            "pending"
        }


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_each_event_arrives_though_processes_are_killed(inside: Service) -> None:
    """Worker, courier and web die while jobs end; every event arrives at least once."""
    with Tenant(inside) as caller, running() as receiver:
        receiver.answers = [(500, b""), (200, b""), (500, b""), (200, b"")]
        _endpoint(caller, receiver)
        jobs = []
        for number, part in enumerate(("worker", "courier", "web", "courier", "worker")):
            jobs += [_accepted(caller, f"{number} {n}") for n in range(3)]
            with contextlib.suppress(IndexError):
                inside.processes(part)[0].kill()
            assert wait_for(lambda p=part: bool(inside.processes(p)), 60)  # type: ignore[misc]
            assert wait_for(inside.is_healthy, 60)
        assert wait_for(lambda: _told(receiver) == set(jobs), 200), set(jobs) - _told(receiver)
        ids = {seen.headers["webhook-id"]: orjson.loads(seen.body)["job_id"]
               for seen in receiver.requests}  # fmt: skip
        assert len(ids) == len(jobs)
        assert "add up" in inside.manage("audit_ledger")
