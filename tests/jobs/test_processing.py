"""One attempt at a job, in the real sandbox: to its end, or without a trace."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import orjson
import pytest

from apps import sandbox
from apps.accounts.audit import OPERATOR
from apps.core.storage import ObjectMissing, store
from apps.jobs import housekeeping
from apps.jobs import services as jobs
from apps.jobs.models import MAX_ATTEMPTS, Artifact, Job
from apps.jobs.processing import process
from apps.jobs.queues import Queue
from apps.jobs.services import LEASE
from tests import pdfs
from tests.conftest import NOW
from tests.rows import movements, stored, submit_job
from tests.scans import scan

SECOND = timedelta(seconds=1)
MADE = {"json", "markdown", "text", "resume", "result"}


@pytest.fixture(scope="module", autouse=True)
def parser() -> Iterator[None]:
    """The sandbox that this process shares, ended after the last test."""
    yield
    sandbox.get_sandbox("parse").close()
    sandbox._sandboxes.pop("parse", None)


def _submit(data: bytes) -> Job:
    job = submit_job(NOW)
    store().put(jobs.source_key(job.id), data)
    return job


def _clock(meanwhile: Callable[[], object], later: timedelta = SECOND) -> Callable[[], datetime]:
    """A clock that is asked at the claim and at the end, and what happens in between."""
    moments = iter([NOW, NOW + later])

    def clock() -> datetime:
        moment = next(moments)
        if moment != NOW:
            meanwhile()
        return moment

    return clock


def _again(job: Job) -> Job:
    return Job.objects.select_related("organisation", "upload").get(id=job.id)


def test_carries_a_job_to_its_end(db: None) -> None:
    job = _submit(pdfs.resume())
    process(job_id=job.id, clock=_clock(lambda: None))
    done = _again(job)
    assert (done.status, done.attempts, done.page_count) == ("done", 1, 1)
    assert (done.started_at, done.finished_at) == (NOW, NOW + SECOND)
    assert movements(job) == [("hold", -1000), ("settle", 0)]
    artifacts = {artifact.format: artifact for artifact in Artifact.objects.filter(job=job)}
    assert set(artifacts) == MADE
    for artifact in artifacts.values():
        assert len(store().read(artifact.key)) == artifact.size
    result = orjson.loads(store().read(artifacts["result"].key))
    assert result["resume"]["candidate"]["name"] == pdfs.NAME
    assert result["metadata"]["as_of"] == NOW.date().isoformat()


def test_a_second_ring_finds_nothing_to_do(db: None) -> None:
    job = _submit(pdfs.resume())
    for _ in range(2):
        process(job_id=job.id, clock=_clock(lambda: None))
    assert _again(job).attempts == 1
    assert len(movements(job)) == 2


def test_a_file_without_text_ends_the_job(db: None) -> None:
    job = _submit(pdfs.font_without_text())
    process(job_id=job.id, clock=_clock(lambda: None))
    assert (_again(job).status, _again(job).error_code) == ("failed", "ocr_required")
    assert movements(job) == [("hold", -1000), ("release", 1000)]
    assert stored(job.folder) == [job.upload.key]


def test_a_file_that_breaks_the_reader_is_corrupt(db: None) -> None:
    job = _submit(pdfs.noise())
    process(job_id=job.id, clock=_clock(lambda: None))
    assert _again(job).error_code == "corrupt_pdf"


def test_nothing_stays_of_a_job_that_was_deleted_meanwhile(db: None) -> None:
    job = _submit(pdfs.resume())

    def delete() -> None:
        jobs.delete(job=_again(job), now=NOW, actor=OPERATOR)

    process(job_id=job.id, clock=_clock(delete))
    assert _again(job).status == "expired"
    assert movements(job) == [("hold", -1000), ("release", 1000)]
    assert stored(job.folder) == []
    assert not Artifact.objects.filter(job=job).exists()


def test_who_was_too_slow_leaves_the_job_to_the_next(db: None) -> None:
    job = _submit(pdfs.resume())
    late = LEASE + SECOND

    def taken() -> None:
        assert jobs.claim(job_id=job.id, now=NOW + late)

    process(job_id=job.id, clock=_clock(taken, late))
    assert (_again(job).status, _again(job).attempts) == ("processing", 2)
    assert movements(job) == [("hold", -1000)]
    assert stored(job.folder) == [job.upload.key]


def test_the_next_clears_up_after_the_dead(db: None) -> None:
    job = _submit(pdfs.resume())
    dead = jobs.claim(job_id=job.id, now=NOW - LEASE - SECOND)
    assert dead
    store().put(f"{dead.attempt_folder}text", b"half")
    process(job_id=job.id, clock=_clock(lambda: None))
    assert (_again(job).status, _again(job).attempts) == ("done", 2)
    keys = {artifact.key for artifact in Artifact.objects.filter(job=job)}
    assert set(stored(job.folder)) == keys | {job.upload.key}
    assert all(key.startswith(f"{job.folder}2/") for key in keys)


def test_a_lost_source_is_our_fault_and_costs_nothing(db: None) -> None:
    job = submit_job(NOW)
    store().delete_prefix(job.folder)
    now = NOW
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(ObjectMissing):
            process(job_id=job.id, clock=lambda: now)  # noqa: B023  # called at once
        now += LEASE + SECOND
    housekeeping.sweep(now=now)
    assert _again(job).error_code == "backend_unavailable"
    assert movements(job) == [("hold", -1000), ("release", 1000)]


def _scan(data: bytes) -> Job:
    """A job for a scan that is to be read, in the queue of files that seem to have text."""
    job = _submit(data)
    job.options |= {"ocr": "auto"}
    job.save()
    return job


def test_a_scan_is_handed_over_and_read_by_the_other_queue(db: None) -> None:
    job = _scan(scan(pdfs.resume()))
    process(job_id=job.id, clock=_clock(lambda: None))
    waiting = _again(job)
    assert (waiting.status, waiting.queue, waiting.attempts) == ("queued", "ocr", 1)
    assert movements(job) == [("hold", -1000)]
    assert stored(job.folder) == [job.upload.key]
    process(job_id=job.id, clock=_clock(lambda: None), waits_in=Queue.OCR)
    done = _again(job)
    assert (done.status, done.attempts) == ("done", 2)
    assert movements(job) == [("hold", -1000), ("settle", 0)]
    result = orjson.loads(store().read(Artifact.objects.get(job=job, format="result").key))
    assert result["metadata"]["ocr"]["pages"] == [1]
    assert result["resume"]["contact"]["emails"] == [pdfs.EMAIL]


def test_text_stays_where_it_is(db: None) -> None:
    job = _scan(pdfs.resume())
    process(job_id=job.id, clock=_clock(lambda: None))
    assert (_again(job).status, _again(job).queue) == ("done", "text")
    result = orjson.loads(store().read(Artifact.objects.get(job=job, format="result").key))
    assert result["metadata"]["ocr"] is None


def test_a_scan_that_nobody_wants_read_is_refused(db: None) -> None:
    job = _submit(scan(pdfs.resume()))
    process(job_id=job.id, clock=_clock(lambda: None))
    assert (_again(job).status, _again(job).error_code) == ("failed", "ocr_required")


def test_a_worker_that_dies_over_a_scan_costs_one_attempt_of_its_queue(db: None) -> None:
    """Handed over, then the other worker dies: the next one of that queue takes over."""
    job = _scan(scan(pdfs.resume()))
    process(job_id=job.id, clock=_clock(lambda: None))
    dead = jobs.claim(job_id=job.id, now=NOW - LEASE - SECOND, waits_in=Queue.OCR)
    assert dead is not None
    process(job_id=job.id, clock=_clock(lambda: None))  # a late ring in the old queue
    assert _again(job).attempts == 2
    process(job_id=job.id, clock=_clock(lambda: None), waits_in=Queue.OCR)
    assert (_again(job).status, _again(job).attempts) == ("done", 3)
    assert movements(job) == [("hold", -1000), ("settle", 0)]
