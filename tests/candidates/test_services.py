"""Verbs on candidates: filled once, with their job; corrected; erased with all they left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.audit import SERVICE, Actor
from apps.accounts.models import AuditEntry
from apps.candidates import housekeeping
from apps.candidates import services as candidates
from apps.candidates.models import Candidate, CandidateSkill, CandidateWords, ParsingStatus
from apps.core.errors import ApiError
from apps.core.ids import new_uuid
from apps.core.storage import store
from apps.jobs import housekeeping as job_housekeeping
from apps.jobs import services as jobs
from apps.jobs.models import Job
from tests.candidates.rows import NORA, claimed, finish, read, resume, submitted
from tests.conftest import NOW
from tests.rows import make_organisation, movements, stored

pytestmark = pytest.mark.django_db(transaction=True)
ALICE = Actor("key alice")


def test_columns_keys_and_revision_of_what_was_read() -> None:
    candidate = read(NOW)
    assert (candidate.full_name, candidate.email) == ("Nora Feldweg", "Nora@Example.com")
    assert candidate.skills == ["Python", "SQL"]
    assert candidate.github_url == "https://github.com/nora"
    assert (candidate.email_key, candidate.phone_key) == ("nora@example.com", "+14155550123")
    assert (candidate.parsing_confidence, candidate.language) == (0.5, "en")
    assert (candidate.revision, candidate.parsed_at, candidate.as_of) == (1, NOW, NOW.date())
    assert candidate.resume == NORA
    assert set(candidate.skill_rows.values_list("key", flat=True)) == {"python", "sql"}


def test_the_status_is_that_of_the_job() -> None:
    candidate = submitted(NOW)
    states = [candidate.parsing_status]
    job = claimed(candidate, NOW)
    states.append(_again(candidate).parsing_status)
    finish(job, NORA, NOW)
    states.append(_again(candidate).parsing_status)
    jobs.expire(job=_again(candidate).job, now=NOW)
    states.append(_again(candidate).parsing_status)
    assert states == ["pending", "processing", "completed", "completed"]


def test_what_failed_or_was_erased_before_it_was_read_has_failed() -> None:
    failed, erased = submitted(NOW), submitted(NOW)
    jobs.fail(job=claimed(failed, NOW), code="corrupt_pdf", now=NOW)
    jobs.delete(job=erased.job, now=NOW, actor=SERVICE)
    for candidate in (_again(failed), _again(erased)):
        assert candidate.parsing_status == ParsingStatus.FAILED
        assert Candidate.objects.parsing(ParsingStatus.FAILED).contains(candidate)


def test_each_status_finds_its_own() -> None:
    organisation = make_organisation(NOW)
    waiting, working = submitted(NOW, organisation), submitted(NOW, organisation)
    claimed(working, NOW)
    done, failed = read(NOW, organisation), submitted(NOW, organisation)
    jobs.fail(job=claimed(failed, NOW), code="corrupt_pdf", now=NOW)
    for status, one in zip(ParsingStatus, (waiting, working, done, failed), strict=True):
        assert list(Candidate.objects.of(organisation).parsing(status)) == [_again(one)]
        assert _again(one).parsing_status == status


def test_a_worker_that_lost_its_lease_fills_nothing() -> None:
    candidate = submitted(NOW)
    late = claimed(candidate, NOW)
    again = claimed(candidate, NOW + timedelta(minutes=5))
    assert finish(again, NORA, NOW)
    assert not finish(late, resume(candidate={"name": "Late"}), NOW)
    row = _again(candidate)
    assert (row.full_name, row.revision) == ("Nora Feldweg", 1)


def test_a_record_that_cannot_be_kept_leaves_the_job_as_it_was() -> None:
    candidate = submitted(NOW)
    job = claimed(candidate, NOW)
    with pytest.raises(AttributeError):
        finish(job, resume(candidate=["no object"]), NOW)
    row = Job.objects.get(pk=job.pk)
    assert row.status == "processing"
    assert movements(row) == [("hold", -1000)]
    later = NOW + timedelta(minutes=5)
    assert finish(claimed(candidate, later), NORA, later)
    assert movements(row) == [("hold", -1000), ("settle", 0)]


def test_what_no_database_keeps_is_left_out() -> None:
    candidate = read(NOW, said=resume(candidate={"name": "No\x00ra"}, skills=["a\x00", "\x00"]))
    assert candidate.full_name == "Nora"
    assert candidate.skills == ["a", ""]
    assert list(candidate.skill_rows.values_list("key", flat=True)) == ["a"]


def test_corrections_are_kept_and_lift_the_revision() -> None:
    candidate = read(NOW)
    later = NOW + timedelta(days=1)
    row = candidates.correct(
        candidate=candidate, values={"full_name": "N. F.", "skills": []}, author=ALICE, now=later
    )
    assert (row.full_name, row.skills, row.revision, row.updated_at) == ("N. F.", [], 2, later)
    kept = [(one.field, one.extracted, one.value, one.author) for one in row.corrections.all()]
    assert kept == [
        ("full_name", "Nora Feldweg", "N. F.", "key alice"),
        ("skills", ["Python", "SQL"], [], "key alice"),
    ]
    assert not CandidateSkill.objects.filter(candidate=row).exists()
    again = candidates.correct(candidate=row, values={"skills": []}, author=ALICE, now=later)
    assert again.revision == 2


def test_a_correction_before_the_parse_outlives_it() -> None:
    candidate = submitted(NOW)
    candidates.correct(candidate=candidate, values={"full_name": "N. F."}, author=ALICE, now=NOW)
    assert finish(claimed(candidate, NOW), NORA, NOW)
    row = _again(candidate)
    assert (row.full_name, row.location) == ("N. F.", "Portland")
    assert candidates.extracted(row)["full_name"] == "Nora Feldweg"


def test_nothing_stays_of_whom_is_deleted() -> None:
    candidate = read(NOW)
    candidates.delete(candidate=candidate, actor=ALICE, now=NOW)
    assert stored() == []
    assert not Candidate.objects.exists()
    assert not CandidateWords.objects.exists()
    actions = AuditEntry.objects.order_by("id").values_list("action", "target", "actor")
    assert list(actions)[-1] == ("candidate.deleted", str(candidate.pk), "key alice")


def test_one_that_waits_is_cancelled_and_its_credit_comes_back() -> None:
    candidate = submitted(NOW)
    job = candidate.job
    candidates.delete(candidate=candidate, actor=ALICE, now=NOW)
    assert movements(job) == [("hold", -1000), ("release", 1000)]
    assert jobs.claim(job_id=job.pk, now=NOW) is None


def test_a_delete_that_met_a_change_looks_again() -> None:
    """The row the caller holds says `queued`, and a worker has taken the job since."""
    candidate = submitted(NOW)
    stale = _again(candidate)
    claimed(candidate, NOW)
    candidates.delete(candidate=stale, actor=ALICE, now=NOW)
    assert not Candidate.objects.exists()


def test_the_file_outlives_the_retention_of_its_job() -> None:
    candidate = read(NOW)
    job_housekeeping.expire(now=NOW + timedelta(days=365))
    job_housekeeping.remove_orphans(now=NOW + timedelta(days=365))
    assert stored() == [candidate.source_key]
    assert Candidate.objects.get().original_filename == "nora.pdf"


def test_files_without_a_candidate_are_swept_up() -> None:
    candidate = read(NOW)
    stray = new_uuid()
    store().put(f"candidates/{stray}/source", b"x")
    store().put("candidates/no id/source", b"x")
    young = timezone.now()
    assert housekeeping.remove_orphans(now=young) == 0
    assert housekeeping.remove_orphans(now=young + timedelta(hours=1)) == 1
    assert f"candidates/{stray}/source" not in stored()
    assert candidate.source_key in stored()


def test_a_refused_submit_leaves_no_file() -> None:
    candidate, stray = submitted(NOW), new_uuid()
    store().put(f"candidates/{stray}/source", b"x")
    candidates.abandon(candidate_id=stray)
    candidates.abandon(candidate_id=candidate.pk)
    assert stored("candidates/") == [candidate.source_key]


def test_all_or_none_for_the_credits() -> None:
    organisation = make_organisation(NOW, "free_trial")
    for _ in range(10):
        submitted(NOW, organisation)
    with pytest.raises(ApiError, match="insufficient_credits"):
        submitted(NOW, organisation)
    assert Candidate.objects.count() == Job.objects.count() == 10


def _again(candidate: Candidate) -> Candidate:
    return Candidate.objects.select_related("job__organisation").get(pk=candidate.pk)
