"""What runs by the clock: rings again, gives up, expires, and finds what nobody owns."""

import itertools
import os
from datetime import datetime, timedelta

import pytest

from apps.accounts.audit import OPERATOR
from apps.core.ids import new_id
from apps.core.storage import StorageUnavailable, store
from apps.jobs import housekeeping
from apps.jobs import services as jobs
from apps.jobs.models import MAX_ATTEMPTS, Job
from apps.jobs.queues import Queue
from apps.jobs.services import FIRST_RING, LAST_RING, LEASE
from apps.jobs.states import State
from tests.conftest import NOW
from tests.rows import claim_job, job_in, make_result, movements, stored, submit_job

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def _again(job: Job) -> Job:
    return Job.objects.get(id=job.id)


def test_rings_again_for_a_job_nobody_came_for(db: None, rings: list[str]) -> None:
    job = submit_job(NOW)
    housekeeping.sweep(now=NOW + FIRST_RING)
    assert rings == []
    housekeeping.sweep(now=NOW + FIRST_RING + SECOND)
    assert rings == [job.id]


def test_tells_where_jobs_wait_long(db: None) -> None:
    """Not of those at work, which have ended, or have only come."""
    late = NOW - housekeeping.LONG_WAIT - SECOND
    submit_job(NOW)
    for state in (State.PROCESSING, State.DONE, State.FAILED):
        job_in(state, late)
    assert housekeeping.watch(now=NOW) == []
    submit_job(late)
    submit_job(late + SECOND / 2)
    submit_job(late - SECOND, waits_in=Queue.OCR)
    assert housekeeping.watch(now=NOW) == [("ocr", 1, 302), ("text", 2, 301)]


def test_rings_less_and_less_often(db: None, rings: list[str]) -> None:
    """The pause is the age of the job, from ten seconds to five minutes."""
    job = submit_job(NOW)
    moments, now = [], NOW
    while now < NOW + timedelta(minutes=30):
        now += SECOND
        heard = len(rings)
        housekeeping.sweep(now=now)
        if len(rings) > heard:
            moments.append(now)
    pauses = [after - before for before, after in itertools.pairwise(moments)]
    assert moments[0] == NOW + FIRST_RING + SECOND
    assert pauses == sorted(pauses)
    assert all(FIRST_RING <= pause <= LAST_RING + SECOND for pause in pauses)
    assert pauses[-1] == LAST_RING + SECOND
    assert 5 < len(moments) < 15
    assert set(rings) == {job.id}


@pytest.mark.parametrize("state", [State.PROCESSING, State.DONE, State.FAILED, State.EXPIRED])
def test_rings_for_nobody_who_is_served(db: None, rings: list[str], state: State) -> None:
    job = job_in(state, NOW)
    if state == State.PROCESSING:
        assert jobs.renew(job=job, now=NOW + DAY)
    housekeeping.sweep(now=NOW + DAY)
    assert rings == []


def test_rings_for_a_job_whose_worker_died(db: None, rings: list[str]) -> None:
    job = claim_job(NOW)
    housekeeping.sweep(now=NOW + LEASE)
    assert rings == []
    housekeeping.sweep(now=NOW + LEASE + SECOND)
    assert rings == [job.id]
    assert _again(job).status == "processing"


def _dead(attempts: int) -> tuple[Job, datetime]:
    """A job whose workers died so many times, and the moment its last lease has run out."""
    job, now = submit_job(NOW), NOW
    for _ in range(attempts):
        job = claim_job(now, job)
        now += LEASE + SECOND
    return job, now


def test_gives_up_after_the_last_attempt(db: None, rings: list[str]) -> None:
    job, now = _dead(MAX_ATTEMPTS)
    housekeeping.sweep(now=now)
    assert (_again(job).status, _again(job).error_code) == ("failed", "backend_unavailable")
    assert movements(job) == [("hold", -1000), ("release", 1000)]
    assert rings == []
    housekeeping.sweep(now=now + DAY)
    assert len(movements(job)) == 2


def test_does_not_give_up_before(db: None, rings: list[str]) -> None:
    job, now = _dead(MAX_ATTEMPTS - 1)
    housekeeping.sweep(now=now)
    assert _again(job).status == "processing"
    assert rings == [job.id]


@pytest.mark.parametrize("state", [State.DONE, State.FAILED])
def test_erases_when_the_retention_is_over(db: None, state: State) -> None:
    job = job_in(state, NOW)
    end = _again(job).expires_at
    assert housekeeping.expire(now=end) == 0
    assert stored(job.folder)
    before = movements(job)
    assert housekeeping.expire(now=end + SECOND) == 1
    gone = _again(job)
    assert (gone.status, gone.deleted_at, gone.upload.file_name) == ("expired", None, "")
    assert stored(job.folder) == []
    assert movements(job) == before
    assert housekeeping.expire(now=end + SECOND) == 0


def _overdue_jobs(count: int) -> tuple[list[Job], datetime]:
    found = [job_in(State.DONE, NOW) for _ in range(count)]
    return found, max(_again(job).expires_at for job in found) + SECOND


def test_erases_all_that_is_overdue_in_one_run(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "SWEEP_ROWS", 2)
    _, late = _overdue_jobs(5)
    assert housekeeping.expire(now=late) == 5
    assert stored() == []


def test_stops_when_its_time_is_over(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "EXPIRE_SECONDS", 0.0)
    _, late = _overdue_jobs(3)
    assert [housekeeping.expire(now=late) for _ in range(4)] == [1, 1, 1, 0]


def test_a_job_that_cannot_be_erased_keeps_no_other_waiting(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "SWEEP_ROWS", 1)
    (stuck, *others), late = _overdue_jobs(3)
    really = store().delete_prefix

    def delete_prefix(prefix: str) -> int:
        if prefix == stuck.folder:
            raise StorageUnavailable("the store answered SlowDown")
        return really(prefix)

    monkeypatch.setattr(store(), "delete_prefix", delete_prefix)
    assert housekeeping.expire(now=late) == 2
    assert [_again(job).status for job in (stuck, *others)] == ["done", "expired", "expired"]
    monkeypatch.setattr(store(), "delete_prefix", really)
    assert housekeeping.expire(now=late) == 1


@pytest.mark.parametrize("state", [State.QUEUED, State.PROCESSING])
def test_never_erases_what_is_not_done(db: None, state: State) -> None:
    job = job_in(state, NOW)
    assert housekeeping.expire(now=NOW + 365 * DAY) == 0
    assert stored(job.folder) == [job.upload.key]


AGE = timedelta(minutes=15)


def test_removes_files_without_a_job(db: None) -> None:
    """Whoever stored them died before the row was there."""
    now = datetime.now(NOW.tzinfo)
    lost = new_id("job")
    store().put(jobs.source_key(lost), b"x")
    kept = submit_job(now)
    make_result(kept)
    assert housekeeping.remove_orphans(now=now + AGE - SECOND) == 0
    assert stored(f"jobs/{lost}/") == [f"jobs/{lost}/source"]
    assert housekeeping.remove_orphans(now=now + AGE + SECOND) == 1
    assert stored(f"jobs/{lost}/") == []
    assert len(stored(kept.folder)) == 2


def test_removes_what_an_erased_job_left(db: None) -> None:
    """A worker may store an attempt's files after its job was deleted."""
    now = datetime.now(NOW.tzinfo)
    job = claim_job(now)
    assert jobs.delete(job=_again(job), now=now, actor=OPERATOR)
    make_result(job)
    assert housekeeping.remove_orphans(now=now + AGE + SECOND) == 1
    assert stored() == []


def test_leaves_alone_what_it_does_not_know(db: None) -> None:
    store().put("jobs/readme", b"x")
    store().put("backups/old", b"x")
    assert housekeeping.remove_orphans(now=datetime.now(NOW.tzinfo) + DAY / 2) == 0
    assert stored() == ["backups/old", "jobs/readme"]


def test_empties_the_spool_of_uploads_that_never_ended(db: None) -> None:
    now = datetime.now(NOW.tzinfo)
    old, young = store().spool / "old", store().spool / "young"
    for path in (old, young):
        path.write_bytes(b"half an upload")
    os.utime(old, times=(now.timestamp() - 2000, now.timestamp() - 2000))
    os.utime(young, times=(now.timestamp() - 1000, now.timestamp() - 1000))  # may be at work
    assert housekeeping.remove_orphans(now=now) == 1
    assert (old.exists(), young.exists()) == (False, True)
