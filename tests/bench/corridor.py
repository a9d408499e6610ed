"""Measured from inside a deployment: what a submit costs beside its file, and work by the clock."""

import time
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.models import Organisation
from apps.api import idempotency, rate_limits
from apps.api.rate_limits import Bucket
from apps.core.ids import new_id
from apps.core.storage import store
from apps.intake.models import Upload
from apps.jobs import housekeeping
from apps.jobs.kinds import RESUME
from apps.jobs.models import Artifact, Job, folder_of
from apps.jobs.states import State
from apps.usage import ledger
from apps.webhooks.events import SUBSCRIBABLE
from apps.webhooks.models import Delivery, Endpoint, Event, Status

ARTIFACTS = ("json", "markdown", "text", "result")
BATCH = 1000
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def submit_cost(key: str, rounds: int) -> tuple[float, int]:
    """Milliseconds of a submit's authentication, limit, idempotency and ledger; its queries.

    The organisation has a plan with credits: the unlimited one has less to do.
    """
    _one_submit(key)
    began = time.perf_counter()
    for _ in range(rounds):
        _one_submit(key)
    milliseconds = (time.perf_counter() - began) * 1000 / rounds
    with CaptureQueriesContext(connection) as captured:
        _one_submit(key)
    queries = [query for query in captured if not query["sql"].startswith(NOT_COUNTED)]
    return milliseconds, len(queries)


def _one_submit(key: str) -> None:
    now = timezone.now()
    stored = accounts.authenticate(key=key, now=now)
    assert stored is not None
    rate_limits.hit(Bucket.WRITE, stored.prefix, 1_000_000)
    holder, retry = new_id("req"), new_id("req")
    organisation = stored.organisation
    assert idempotency._reserve(organisation, retry, "0" * 64, holder, now) is None
    mine = idempotency.Reservation(idempotency._mine(organisation, retry, holder), None)
    with transaction.atomic():
        ledger.hold(organisation=organisation, job_id=new_id("job"), credits=1, now=now)
        mine.store(202, {"job_id": "job", "status": "queued"})


def make_deliveries(organisation: str, url: str, count: int) -> None:
    """So many deliveries to one endpoint, all due now."""
    now = timezone.now()
    owner = Organisation.objects.get(name=organisation)
    endpoint = Endpoint.objects.create(
        organisation=owner, url=url, events=list(SUBSCRIBABLE), secret="", created_at=now
    )
    for start in range(0, count, BATCH):
        events = [
            Event(
                id=new_id("evt"),
                organisation=owner,
                type="job.completed",
                body=b"{}",
                created_at=now,
            )
            for _ in range(start, min(start + BATCH, count))
        ]
        Event.objects.bulk_create(events)
        Delivery.objects.bulk_create(
            Delivery(event=event, endpoint=endpoint, next_attempt_at=now, ring_at=now)
            for event in events
        )


def undelivered() -> int:
    """How many deliveries still wait."""
    return Delivery.objects.filter(status=Status.PENDING).count()


def make_expired(organisation: str, count: int) -> None:
    """So many done jobs, with their files, whose retention is over."""
    past = timezone.now() - timedelta(days=1)
    owner = Organisation.objects.get(name=organisation)
    for start in range(0, count, BATCH):
        with transaction.atomic():
            for _ in range(start, min(start + BATCH, count)):
                _expired_job(owner, past)


def _expired_job(owner: Organisation, past: datetime) -> None:
    job_id = new_id("job")
    folder = folder_of(job_id)
    _put(f"{folder}source")
    upload = Upload.objects.create(
        organisation=owner,
        key=f"{folder}source",
        file_name="resume.pdf",
        sha256="a" * 64,
        size=5,
        media_type="application/pdf",
        created_at=past,
    )
    job = Job.objects.create(
        id=job_id,
        organisation=owner,
        upload=upload,
        service=RESUME.service,
        status=State.DONE,
        request_id=new_id("req"),
        cost=0,
        options={},
        formats=[],
        attempts=1,
        ring_at=past,
        created_at=past,
        expires_at=past,
    )
    for name in ARTIFACTS:
        _put(f"{folder}1/{name}")
        Artifact.objects.create(
            job=job, format=name, key=f"{folder}1/{name}", size=5, sha256="b" * 64
        )


def _put(key: str) -> None:
    """Write a file as the disk store does, without waiting for the disk."""
    path = store().spool.parent / key
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"bytes")


def expire_all() -> float:
    """Seconds until the sweeper has erased everything that is overdue."""
    began = time.perf_counter()
    while housekeeping.expire(now=timezone.now()):
        pass
    return time.perf_counter() - began
