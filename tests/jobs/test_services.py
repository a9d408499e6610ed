"""The verbs on jobs: each moves the row, the ledger and the files together, and once."""

from datetime import timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from apps.accounts.audit import OPERATOR
from apps.api.models import IdempotencyRecord
from apps.core.errors import ApiError
from apps.core.ids import new_id
from apps.intake.models import Upload
from apps.jobs import services as jobs
from apps.jobs.models import MAX_ATTEMPTS, Artifact, Job
from apps.jobs.services import FETCHED_GRACE, FIRST_RING, LEASE
from apps.jobs.states import State
from tests.conftest import NOW
from tests.rows import (
    claim_job,
    job_in,
    make_order,
    make_organisation,
    make_result,
    make_upload,
    movements,
    stored,
    submit_job,
)

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
HELD = ("hold", -1000)
SETTLED = ("settle", 0)
RELEASED = ("release", 1000)

CHARGE = {
    State.QUEUED: [HELD],
    State.PROCESSING: [HELD],
    State.DONE: [HELD, SETTLED],
    State.FAILED: [HELD, RELEASED],
}
"""The ledger of a job in each state that nobody has deleted."""


def _again(job: Job) -> Job:
    return Job.objects.get(id=job.id)


@pytest.mark.parametrize("state", CHARGE)
def test_the_ledger_follows_the_state(db: None, state: State) -> None:
    assert movements(job_in(state, NOW)) == CHARGE[state]


def test_submit_rings_after_the_commit(
    db: None, rings: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        job = submit_job(NOW)
    assert rings == []
    for callback in callbacks:
        callback()
    assert rings == [job.id]


def test_submit_makes_a_queued_job(db: None) -> None:
    organisation = make_organisation(NOW, "pro")
    job = _again(submit_job(NOW, organisation))
    assert (job.status, job.attempts, job.cost) == ("queued", 0, 1000)
    assert job.organisation == organisation
    assert job.expires_at == NOW + timedelta(hours=72)
    assert job.ring_at == NOW + FIRST_RING
    assert stored() == [job.upload.key]


def test_submit_without_credits_makes_nothing(db: None) -> None:
    organisation = make_organisation(NOW, "free")
    for _ in range(10):
        submit_job(NOW, organisation)
    job_id = jobs.new_job_id()
    upload = make_upload(organisation, job_id, NOW)
    with pytest.raises(ApiError, match="insufficient_credits"):
        jobs.submit(
            job_id=job_id, organisation=organisation, upload=upload, order=make_order(), now=NOW
        )
    assert not Job.objects.filter(id=job_id).exists()
    assert Upload.objects.count() == 10
    jobs.abandon(job_id=job_id)
    assert stored(f"jobs/{job_id}/") == []


def test_abandon_keeps_the_source_of_a_job_that_exists(db: None) -> None:
    job = submit_job(NOW)
    jobs.abandon(job_id=job.id)
    assert stored(job.folder) == [job.upload.key]


def test_a_claim_takes_the_job_under_a_lease(db: None) -> None:
    job = _again(claim_job(NOW))
    assert (job.status, job.attempts) == ("processing", 1)
    assert (job.started_at, job.lease_until) == (NOW, NOW + LEASE)


def test_a_job_is_claimed_once_while_the_lease_lasts(db: None) -> None:
    job = claim_job(NOW)
    assert jobs.claim(job_id=job.id, now=NOW) is None
    assert jobs.claim(job_id=job.id, now=NOW + LEASE) is None
    second = jobs.claim(job_id=job.id, now=NOW + LEASE + SECOND)
    assert second is not None
    assert second.attempts == 2


def test_two_claims_at_once_have_one_winner(db: None) -> None:
    """The second read the row before the first wrote it."""
    job = submit_job(NOW)
    late = _again(job)
    claim_job(NOW, job)
    assert not jobs._move(late, State.PROCESSING, attempts=1, lease_until=NOW + LEASE)


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.EXPIRED])
def test_an_ended_job_is_never_claimed(db: None, state: State) -> None:
    job = job_in(state, NOW)
    assert jobs.claim(job_id=job.id, now=NOW + timedelta(days=1)) is None


def test_an_unknown_job_is_no_claim(db: None) -> None:
    assert jobs.claim(job_id=new_id("job"), now=NOW) is None


def test_the_last_attempt_is_the_last(db: None) -> None:
    job, now = submit_job(NOW), NOW
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert claim_job(now, job).attempts == attempt
        now += LEASE + SECOND
    assert jobs.claim(job_id=job.id, now=now) is None


def test_a_heartbeat_lengthens_the_lease(db: None) -> None:
    job = claim_job(NOW)
    assert jobs.renew(job=job, now=NOW + 20 * SECOND)
    assert jobs.claim(job_id=job.id, now=NOW + LEASE + SECOND) is None
    assert _again(job).lease_until == NOW + 20 * SECOND + LEASE


def test_a_worker_that_lost_its_job_learns_it_in_every_verb(db: None) -> None:
    slow = claim_job(NOW)
    quick = claim_job(NOW + LEASE + SECOND, slow)
    late = NOW + LEASE + 2 * SECOND
    assert not jobs.renew(job=slow, now=late)
    assert not jobs.finish(job=slow, result=make_result(slow), now=late)
    assert not jobs.fail(job=slow, code="corrupt_pdf", now=late)
    assert _again(quick).status == "processing"
    assert movements(quick) == [HELD]
    assert Artifact.objects.count() == 0
    assert jobs.finish(job=quick, result=make_result(quick), now=late)
    assert movements(quick) == [HELD, SETTLED]


def test_finish_charges_and_stores_once(db: None) -> None:
    job = claim_job(NOW)
    twin = _again(job)
    later = NOW + 5 * SECOND
    assert jobs.finish(job=job, result=make_result(job), now=later)
    assert not jobs.finish(job=twin, result=make_result(twin), now=later)
    assert not jobs.fail(job=_again_as(twin, State.PROCESSING), code="corrupt_pdf", now=later)
    done = _again(job)
    assert (done.status, done.lease_until, done.finished_at) == ("done", None, later)
    assert (done.engine_version, done.page_count) == ("1", 1)
    assert done.expires_at == later + job.organisation.plan.retention
    assert movements(job) == [HELD, SETTLED]
    assert Artifact.objects.filter(job=job).count() == 1


def _again_as(job: Job, state: State) -> Job:
    job.status = state
    return job


def test_fail_gives_the_credits_back_once(db: None) -> None:
    job = claim_job(NOW)
    twin = _again(job)
    assert jobs.fail(job=job, code="corrupt_pdf", now=NOW)
    assert not jobs.fail(job=twin, code="ocr_required", now=NOW)
    assert _again(job).error_code == "corrupt_pdf"
    assert movements(job) == [HELD, RELEASED]


def test_files_of_a_lost_attempt_are_discarded(db: None) -> None:
    slow = claim_job(NOW)
    make_result(slow)
    quick = claim_job(NOW + LEASE + SECOND, slow)
    result = make_result(quick)
    assert len(stored(slow.folder)) == 3  # the source and a file of each attempt
    jobs.finish(job=quick, result=result, now=NOW)
    jobs.discard_earlier(job=quick)
    assert stored(slow.folder) == [f"{slow.folder}2/text", slow.upload.key]
    make_result(slow)
    jobs.discard(job=slow)
    assert stored(slow.folder) == [f"{slow.folder}2/text", slow.upload.key]


DELETED = {
    State.QUEUED: [HELD, RELEASED],
    State.PROCESSING: [HELD, RELEASED],
    State.DONE: [HELD, SETTLED],
    State.FAILED: [HELD, RELEASED],
}


@pytest.mark.parametrize("state", DELETED)
def test_delete_erases_in_every_state(db: None, state: State) -> None:
    job = job_in(state, NOW)
    assert jobs.delete(job=job, now=NOW + SECOND, actor=OPERATOR)
    assert movements(job) == DELETED[state]
    gone = _again(job)
    assert (gone.status, gone.deleted_at) == ("expired", NOW + SECOND)
    assert (gone.upload.file_name, gone.upload.sha256) == ("", "")
    assert not Artifact.objects.filter(job=job).exists()
    assert stored(job.folder) == []
    assert not Job.objects.of(job.organisation).exists()


def test_delete_hides_what_retention_erased(db: None) -> None:
    job = job_in(State.EXPIRED, NOW)
    before = movements(job)
    assert jobs.delete(job=job, now=NOW + SECOND, actor=OPERATOR)
    assert (_again(job).status, _again(job).deleted_at) == ("expired", NOW + SECOND)
    assert not Job.objects.of(job.organisation).exists()
    assert movements(job) == before


STAYS = {  # state, goes when fetched, stays for -> stays for once it was fetched
    "goes": (State.DONE, True, 72 * HOUR, FETCHED_GRACE),
    "goes earlier anyway": (State.DONE, True, SECOND, SECOND),
    "stays": (State.DONE, False, 72 * HOUR, 72 * HOUR),
    "made nothing": (State.FAILED, True, 72 * HOUR, 72 * HOUR),
}


@pytest.mark.parametrize(("state", "goes", "before", "after"), STAYS.values(), ids=STAYS)
def test_a_fetched_job_stays_for_a_moment(
    db: None, state: State, goes: bool, before: timedelta, after: timedelta
) -> None:
    """What was handed over may never have arrived."""
    mine = Job.objects.filter(id=job_in(state, NOW).id)
    mine.update(delete_after_download=goes, expires_at=NOW + before)
    jobs.fetched(jobs=mine, now=NOW)
    job = mine.get()
    assert (job.status, job.expires_at) == (state, NOW + after)
    assert stored(job.folder)


def test_a_job_that_moved_meanwhile_is_not_deleted(db: None) -> None:
    job = submit_job(NOW)
    claim_job(NOW, job)
    assert not jobs.delete(job=job, now=NOW, actor=OPERATOR)
    assert _again(job).status == "processing"
    assert movements(job) == [HELD]
    assert stored(job.folder) == [job.upload.key]


def test_a_worker_cannot_finish_what_was_deleted(db: None) -> None:
    job = claim_job(NOW)
    assert jobs.delete(job=_again(job), now=NOW, actor=OPERATOR)
    assert not jobs.renew(job=job, now=NOW)
    assert not jobs.finish(job=job, result=make_result(job), now=NOW)
    assert movements(job) == [HELD, RELEASED]


def test_nobody_but_its_organisation_has_the_job(db: None) -> None:
    job = submit_job(NOW)
    assert list(Job.objects.of(job.organisation)) == [job]
    assert not Job.objects.of(make_organisation(NOW)).exists()
    assert IdempotencyRecord.objects.count() == 0
