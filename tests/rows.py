"""Rows for the tests that work on the database: an organisation, a stored upload, a job."""

import itertools
from datetime import datetime, timedelta

from apps.accounts.models import Organisation
from apps.accounts.services import ensure_organisation
from apps.core.ids import new_id
from apps.core.storage import store
from apps.intake.models import Upload
from apps.jobs import services as jobs
from apps.jobs.kinds import RESUME
from apps.jobs.models import Artifact, Job
from apps.jobs.queues import Queue
from apps.jobs.states import State
from apps.usage.models import LedgerEntry

_numbers = itertools.count(1)
SOURCE = b"%PDF-1.7 a source"
LONG_AGO = timedelta(days=40)
"""How long before the present organisations were made: longer than a billing period."""


def make_organisation(now: datetime, plan: str = "enterprise") -> Organisation:
    """An organisation with a name of its own."""
    return ensure_organisation(
        name=f"organisation {next(_numbers)}", plan_name=plan, now=now - LONG_AGO
    )


def make_upload(organisation: Organisation, job_id: str, now: datetime) -> Upload:
    """A stored source whose row is not saved yet."""
    store().put(jobs.source_key(job_id), SOURCE)
    return Upload(
        organisation=organisation,
        key=jobs.source_key(job_id),
        file_name="resume.pdf",
        sha256="a" * 64,
        size=len(SOURCE),
        media_type="application/pdf",
        created_at=now,
    )


def make_order() -> jobs.Order:
    """An order without any wishes."""
    return jobs.Order(RESUME, RESUME.always, RESUME.options, new_id("req"))


def submit_job(
    now: datetime, organisation: Organisation | None = None, waits_in: Queue = Queue.TEXT
) -> Job:
    """A job that has just been submitted."""
    organisation = organisation or make_organisation(now)
    job_id = jobs.new_job_id()
    return jobs.submit(
        job_id=job_id,
        organisation=organisation,
        upload=make_upload(organisation, job_id, now),
        order=make_order(),
        now=now,
        waits_in=waits_in,
    )


def claim_job(now: datetime, job: Job | None = None) -> Job:
    """A job that a worker has taken."""
    job = job or submit_job(now)
    claimed = jobs.claim(job_id=job.id, now=now, waits_in=Queue(job.queue))
    assert claimed is not None
    return claimed


def make_result(job: Job) -> jobs.Result:
    """What an attempt stored: one artifact."""
    key = f"{job.attempt_folder}text"
    store().put(key, b"words")
    artifact = Artifact(job=job, format="text", key=key, size=5, sha256="b" * 64)
    return jobs.Result(artifacts=(artifact,), engine_version="1", page_count=1)


def job_in(state: State, now: datetime) -> Job:
    """A job that came into this state by the verbs, as it is in the table."""
    job = submit_job(now)
    if state in {State.PROCESSING, State.DONE, State.FAILED, State.EXPIRED}:
        job = claim_job(now, job)
    if state in {State.DONE, State.EXPIRED}:
        assert jobs.finish(job=job, result=make_result(job), now=now)
    if state == State.FAILED:
        assert jobs.fail(job=job, code="corrupt_pdf", now=now)
    if state == State.EXPIRED:
        assert jobs.expire(job=job, now=now)
    found = Job.objects.select_related("organisation", "upload").get(id=job.id)
    assert found.status == state
    return found


def movements(job: Job) -> list[tuple[str, int]]:
    """The ledger of a job: kind and credits, in order."""
    rows = LedgerEntry.objects.filter(job_id=job.id).order_by("id")
    return [(row.kind, row.credits) for row in rows]


def stored(prefix: str = "") -> list[str]:
    """The keys of all stored objects below a prefix."""
    return [item.key for item in store().list(prefix)]
