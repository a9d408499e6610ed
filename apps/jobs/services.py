"""Verbs on jobs: submit, claim, finish, fail, delete. Every state changes here and only here."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from apps.accounts import audit
from apps.accounts.audit import SERVICE, Actor
from apps.accounts.models import Organisation
from apps.core import log, queue
from apps.core.ids import new_id
from apps.core.storage import store
from apps.engine.options import Options
from apps.intake.models import Upload
from apps.jobs.announcing import announce, close_batch
from apps.jobs.kinds import PDF_ONLY, Kind
from apps.jobs.models import MAX_ATTEMPTS, Artifact, Batch, Job, JobQuerySet, folder_of
from apps.jobs.queues import TASK_OF, Queue
from apps.jobs.states import WAITING, State, allowed
from apps.usage import ledger
from apps.usage.counting import count_job
from apps.webhooks.services import Wish, listen_once

LEASE = timedelta(seconds=30)
"""How long a job stays with a worker that is no longer heard of."""

FIRST_RING, LAST_RING = timedelta(seconds=10), timedelta(minutes=5)
"""Bounds of the time between two rings for a waiting job. It doubles with the job's age: a ring
is lost rarely, and in a long queue every needless one is work."""

FETCHED_GRACE = timedelta(minutes=5)
"""How long files that go when fetched stay after their last byte was handed over. The server, and
what stands before it, take an answer faster than it travels: whether it arrived is not known here,
and whoever did not get it may ask again."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for in one request: a service, its formats, the options chosen.

    `api_key` is the prefix of the key it came with. `accept` names the media types that the file
    may be of. `retention_seconds` may shorten the plan's.
    """

    kind: Kind
    formats: tuple[str, ...]
    options: Options
    request_id: str
    api_key: str = ""
    accept: tuple[str, ...] = PDF_ONLY
    retention_seconds: int | None = None
    delete_after_download: bool = False
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What an attempt brought: its artifacts (stored, rows unsaved) and facts about the file."""

    artifacts: tuple[Artifact, ...]
    engine_version: str
    page_count: int
    then: Callable[[], object] = lambda: None  # what else is done in the transaction of the finish


def new_job_id() -> str:
    """The id of a job to be: its files are stored under it before its row exists."""
    return new_id("job")


def source_key(job_id: str) -> str:
    """Where the source file of a job is stored."""
    return f"{folder_of(job_id)}source"


@transaction.atomic
def submit(
    *,
    job_id: str,
    organisation: Organisation,
    upload: Upload,
    order: Order,
    now: datetime,
    batch: Batch | None = None,
    position: int = 0,
    waits_in: Queue = Queue.TEXT,
) -> Job:
    """Accept a stored upload. Its credits are held until the job ends.

    Raises ApiError `insufficient_credits`.
    """
    upload.save(force_insert=True)
    job = Job(
        id=job_id,
        organisation=organisation,
        upload=upload,
        batch=batch,
        position=position,
        service=order.kind.service,
        status=State.QUEUED,
        request_id=order.request_id,
        api_key=order.api_key,
        cost=order.kind.cost,
        options=asdict(order.options),
        formats=list(order.formats),
        queue=waits_in,
        ring_at=now + FIRST_RING,
        created_at=now,
        expires_at=now,
        retention_seconds=order.retention_seconds,
        delete_after_download=order.delete_after_download,
    )
    job.expires_at = now + job.retention
    job.save(force_insert=True)
    ledger.hold(organisation=organisation, job_id=job_id, credits=job.cost, now=now)
    if order.wish is not None:
        listen_once(organisation=organisation, subject=job.id, wish=order.wish, now=now)
    queue.send(TASK_OF[waits_in], job_id=job.id)
    return job


def claim(*, job_id: str, now: datetime, waits_in: Queue = Queue.TEXT) -> Job | None:
    """Take a job of a queue under a lease, or None when somebody else has it, when it needs nobody
    or when it waits in another queue by now."""
    waiting = Job.objects.select_related("upload", "organisation")
    waiting = waiting.filter(id=job_id, queue=waits_in)
    job = waiting.claimable(now).first()
    if job is None:
        return None
    taken = _move(
        job, State.PROCESSING, attempts=job.attempts + 1, lease_until=now + LEASE, started_at=now
    )
    return job if taken else None


def renew(*, job: Job, now: datetime) -> bool:
    """Lengthen the lease of a job we hold; False when we hold it no longer."""
    held = Job.objects.filter(id=job.id, status=State.PROCESSING, attempts=job.attempts)
    return held.update(lease_until=now + LEASE) == 1


@transaction.atomic
def hand_over(*, job: Job, to: Queue, now: datetime) -> bool:
    """Let a worker of another queue do it; False when the job was no longer ours.

    It stays the same job, paid for once. Attempts go on counting, so that nobody takes the next
    one for ours; but the new queue has as many as any.
    """
    handed = _move(
        job,
        State.QUEUED,
        queue=to,
        last_attempt=job.attempts + MAX_ATTEMPTS,
        started_at=None,
        lease_until=None,
        ring_at=now + FIRST_RING,
    )
    if handed:
        queue.send(TASK_OF[to], job_id=job.id)
    return handed


@transaction.atomic
def finish(*, job: Job, result: Result, now: datetime) -> bool:
    """The job is done and charged, once; False when it was no longer ours to finish."""
    done = _move(
        job,
        State.DONE,
        finished_at=now,
        expires_at=now + job.retention,
        engine_version=result.engine_version,
        page_count=result.page_count,
        lease_until=None,
    )
    if done:
        Artifact.objects.bulk_create(result.artifacts)
        ledger.settle(organisation=job.organisation, job_id=job.id, now=now)
        count_job(
            organisation=job.organisation,
            service=job.service,
            key=job.api_key,
            credits=job.cost,
            now=now,
        )
        result.then()
        announce(job=job, now=now)
    return done


@transaction.atomic
def fail(*, job: Job, code: str, now: datetime) -> bool:
    """The job has ended with an error of the catalogue; its credits go back."""
    failed = _move(
        job,
        State.FAILED,
        finished_at=now,
        expires_at=now + job.retention,
        error_code=code,
        lease_until=None,
    )
    if failed:
        ledger.release(organisation=job.organisation, job_id=job.id, credits=job.cost, now=now)
        announce(job=job, now=now)
    return failed


def delete(*, job: Job, now: datetime, actor: Actor) -> bool:
    """Erase a job at its owner's wish, in whatever state; False when its state just changed.

    What waits is cancelled and not charged. A worker at it loses its claim and clears up. Of what
    was erased before, its row is hidden.
    """
    if job.status == State.EXPIRED:
        Job.objects.filter(id=job.id, deleted_at=None).update(deleted_at=now)
        return True
    with transaction.atomic():
        unpaid = job.status in WAITING
        erased = _erase(job, deleted_at=now)
        if erased and unpaid:
            ledger.release(organisation=job.organisation, job_id=job.id, credits=job.cost, now=now)
        if erased:
            _note_erasure(job, actor, now)
            close_batch(batch=job.batch, now=now)
    if erased:
        store().delete_prefix(job.folder)
    return erased


def fetched(*, jobs: JobQuerySet, now: datetime) -> None:
    """Somebody took all that was made: of the jobs that go when fetched, the stay is cut short."""
    soon = now + FETCHED_GRACE
    going = jobs.filter(delete_after_download=True, status=State.DONE, expires_at__gt=soon)
    going.update(expires_at=soon)


def expire(*, job: Job, now: datetime) -> bool:
    """Erase the files of an ended job whose retention is over."""
    store().delete_prefix(job.folder)
    with transaction.atomic():
        erased = _erase(job)
        if erased:
            _note_erasure(job, SERVICE, now)
    return erased


def _note_erasure(job: Job, actor: Actor, now: datetime) -> None:
    audit.record(
        organisation=job.organisation, actor=actor, action="job.erased", target=job.id, now=now
    )


def discard(*, job: Job) -> None:
    """Remove what an attempt stored for a job it could not finish."""
    store().delete_prefix(job.attempt_folder)


def discard_earlier(*, job: Job) -> None:
    """Remove what dead attempts before this one may have stored."""
    for attempt in range(1, job.attempts):
        store().delete_prefix(f"{job.folder}{attempt}/")


def abandon(*, job_id: str) -> None:
    """Remove the source of a submit that was refused after it was stored.

    A commit may have succeeded although its answer was lost: a job that exists keeps its source.
    """
    if not Job.objects.filter(id=job_id).exists():
        store().delete_prefix(folder_of(job_id))


def ring_again(*, jobs: Iterable[Job], now: datetime) -> int:
    """Ring the doorbell for jobs that nobody has come for; the number rung."""
    rung = 0
    for job in jobs:
        pause = min(max(now - job.created_at, FIRST_RING), LAST_RING)
        Job.objects.filter(id=job.id).update(ring_at=now + pause)
        queue.ring(TASK_OF[Queue(job.queue)], job_id=job.id)
        rung += 1
    return rung


def _erase(job: Job, deleted_at: datetime | None = None) -> bool:
    """Move to expired and forget what the file said: name, hash and artifacts."""
    with transaction.atomic():
        erased = _move(job, State.EXPIRED, deleted_at=deleted_at, lease_until=None)
        if erased:
            Artifact.objects.filter(job=job).delete()
            Upload.objects.filter(pk=job.upload_id).update(file_name="", sha256="")
    return erased


def _move(job: Job, to: State, **values: object) -> bool:
    """Move the job from the state and attempt we know it in, unless somebody was quicker."""
    before = State(job.status)
    assert allowed(before, to), f"{before} -> {to}"
    known = Job.objects.filter(id=job.id, status=before, attempts=job.attempts)
    moved = known.update(status=to, **values) == 1
    if moved:
        job.status = to
        for name, value in values.items():
            setattr(job, name, value)
        log.info("job_moved", job_id=job.id, before=before, after=to, attempt=job.attempts)
    return moved
