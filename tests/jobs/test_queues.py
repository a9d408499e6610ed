"""A job waits in one queue, is taken from there only, and may be handed to another."""

from datetime import timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from apps.accounts.audit import OPERATOR
from apps.core import queue
from apps.core.queue import TASKS
from apps.jobs import housekeeping
from apps.jobs import services as jobs
from apps.jobs.models import MAX_ATTEMPTS, Job
from apps.jobs.queues import TASK_OF, Queue
from apps.jobs.services import FIRST_RING, LEASE
from apps.jobs.states import State
from tests.conftest import NOW
from tests.rows import claim_job, make_result, movements, stored, submit_job

SECOND = timedelta(seconds=1)
HELD, SETTLED, RELEASED = ("hold", -1000), ("settle", 0), ("release", 1000)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks that somebody rang for."""
    tasks: list[str] = []
    monkeypatch.setattr(queue, "ring", lambda name, *, job_id: tasks.append(name))
    return tasks


def _again(job: Job) -> Job:
    return Job.objects.select_related("organisation", "upload").get(id=job.id)


def _handed_over() -> Job:
    job = claim_job(NOW)
    assert jobs.hand_over(job=job, to=Queue.OCR, now=NOW)
    return _again(job)


def test_every_queue_has_its_task() -> None:
    assert {TASKS[TASK_OF[name]].queue: name for name in Queue} == {str(q): q for q in Queue}


@pytest.mark.parametrize("waits_in", Queue)
def test_a_submit_rings_in_its_queue(
    db: None,
    heard: list[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    waits_in: Queue,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = submit_job(NOW, waits_in=waits_in)
    assert heard == [TASK_OF[waits_in]]
    assert _again(job).queue == waits_in


@pytest.mark.parametrize("waits_in", Queue)
def test_the_sweeper_rings_in_the_queue_of_the_job(
    db: None, heard: list[str], waits_in: Queue
) -> None:
    submit_job(NOW, waits_in=waits_in)
    housekeeping.sweep(now=NOW + FIRST_RING + SECOND)
    assert heard == [TASK_OF[waits_in]]


@pytest.mark.parametrize("waits_in", Queue)
def test_only_its_queue_takes_a_job(db: None, waits_in: Queue) -> None:
    job = submit_job(NOW, waits_in=waits_in)
    for other in set(Queue) - {waits_in}:
        assert jobs.claim(job_id=job.id, now=NOW, waits_in=other) is None
    assert jobs.claim(job_id=job.id, now=NOW, waits_in=waits_in)


def test_a_job_handed_over_waits_again_and_is_rung_for(
    db: None, heard: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = claim_job(NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.hand_over(job=job, to=Queue.OCR, now=NOW + SECOND)
    job = _again(job)
    assert (job.status, job.queue, job.lease_until, job.started_at) == ("queued", "ocr", None, None)
    assert job.ring_at == NOW + SECOND + FIRST_RING
    assert heard == ["parse.ocr"]


def test_a_ring_for_the_old_queue_comes_too_late(db: None) -> None:
    job = _handed_over()
    assert jobs.claim(job_id=job.id, now=NOW, waits_in=Queue.TEXT) is None
    assert claim_job(NOW, job).attempts == 2


def test_a_job_handed_over_is_paid_for_once(db: None) -> None:
    job = claim_job(NOW, _handed_over())
    assert movements(job) == [HELD]
    assert jobs.finish(job=job, result=make_result(job), now=NOW)
    assert movements(job) == [HELD, SETTLED]


def test_a_job_handed_over_and_failed_is_paid_back_once(db: None) -> None:
    job = claim_job(NOW, _handed_over())
    assert jobs.fail(job=job, code="ocr_required", now=NOW)
    assert movements(job) == [HELD, RELEASED]


def test_the_new_queue_has_all_its_attempts(db: None) -> None:
    """A worker died over it first, and the one that handed it over counts as little."""
    claimed = claim_job(NOW)
    now = NOW + LEASE + SECOND
    assert jobs.hand_over(job=claim_job(now, claimed), to=Queue.OCR, now=now)
    for number in range(MAX_ATTEMPTS):
        assert claim_job(now, _again(claimed)).attempts == 3 + number
        now += LEASE + SECOND
    assert jobs.claim(job_id=claimed.id, now=now, waits_in=Queue.OCR) is None
    housekeeping.sweep(now=now)
    assert (_again(claimed).status, _again(claimed).error_code) == ("failed", housekeeping.GIVEN_UP)
    assert movements(claimed) == [HELD, RELEASED]


def test_a_worker_that_lost_the_job_hands_nothing_over(db: None) -> None:
    late = claim_job(NOW)
    claim_job(NOW + LEASE + SECOND, late)
    assert not jobs.hand_over(job=late, to=Queue.OCR, now=NOW)
    assert _again(late).queue == Queue.TEXT


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.EXPIRED])
def test_an_ended_job_cannot_be_handed_over(db: None, state: State) -> None:
    job = claim_job(NOW)
    Job.objects.filter(id=job.id).update(status=state)
    assert not jobs.hand_over(job=job, to=Queue.OCR, now=NOW)
    assert (_again(job).status, _again(job).queue) == (state, Queue.TEXT)


def test_whoever_handed_a_job_over_holds_it_no_longer(db: None) -> None:
    giver = claim_job(NOW)
    stale = Job.objects.get(id=giver.id)
    assert jobs.hand_over(job=giver, to=Queue.OCR, now=NOW)
    assert not jobs.renew(job=stale, now=NOW)
    claim_job(NOW, _again(giver))
    assert not jobs.renew(job=stale, now=NOW)
    assert not jobs.finish(job=stale, result=make_result(stale), now=NOW)


def test_what_dead_attempts_of_both_queues_stored_is_removed(db: None) -> None:
    first = claim_job(NOW)
    make_result(first)
    now = NOW + LEASE + SECOND
    assert jobs.hand_over(job=claim_job(now, first), to=Queue.OCR, now=now)
    last = claim_job(now, _again(first))
    assert jobs.finish(job=last, result=make_result(last), now=now)
    jobs.discard_earlier(job=last)
    assert stored(last.folder) == [f"{last.attempt_folder}text", last.upload.key]


def test_deleting_a_job_handed_over_pays_it_back(db: None) -> None:
    job = _handed_over()
    assert jobs.delete(job=job, now=NOW, actor=OPERATOR)
    assert movements(job) == [HELD, RELEASED]
