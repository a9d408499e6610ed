"""Places in a pipeline, as positions and candidates show them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.audit import OPERATOR
from apps.accounts.models import AuditEntry, Organisation
from apps.candidates.models import Candidate
from apps.core.errors import ApiError
from apps.positions import pipeline, ranking
from apps.positions import services as positions
from apps.positions.models import Application, Match, Position
from tests.conftest import NOW
from tests.engine.matching.people import resume_of
from tests.positions.rows import make_candidates, make_position

PYTHON = resume_of("Python", (("Backend Engineer", "2015-01", None, ""),))
CHEF = resume_of("Menu planning", (("Head Chef", "2015-01", None, ""),))


def put(position: Position, candidate: Candidate, status: str = "screening") -> Application:
    return positions.link(
        position=position, candidate=candidate, status=status, actor=OPERATOR, now=NOW
    )


def test_a_candidate_shows_its_positions(organisation: Organisation) -> None:
    [candidate] = make_candidates(organisation, [PYTHON], NOW)
    position = make_position(organisation, NOW)
    assert pipeline.links_of(candidate) == []
    put(position, candidate, "offer")
    assert pipeline.links_of(candidate) == [
        {
            "job_id": str(position.pk),
            "job_title": "Backend Engineer",
            "match_score": 100,
            "status": "offer",
            "score_breakdown": {"skills": 100, "experience": 100, "education": 100},
        }
    ]


def test_an_old_score_is_computed_again_before_it_is_shown(organisation: Organisation) -> None:
    [candidate] = make_candidates(organisation, [PYTHON], NOW)
    position = make_position(organisation, NOW)
    put(position, candidate)
    ranking.rematch(position_id=position.pk)
    Match.objects.update(score=1, candidate_revision=0)
    assert pipeline.links_of(candidate)[0]["match_score"] == 100


def test_the_number_of_queries_does_not_grow(organisation: Organisation) -> None:
    [candidate] = make_candidates(organisation, [PYTHON], NOW)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            pipeline.links_of(candidate)
        return len(captured)

    put(make_position(organisation, NOW), candidate)
    few = queries()
    for _ in range(5):
        put(make_position(organisation, NOW), candidate)
    assert queries() == few == 2


def test_a_position_shows_the_best_first(organisation: Organisation) -> None:
    chef, engineer = make_candidates(organisation, [CHEF, PYTHON], NOW)
    unread = make_candidates(organisation, [PYTHON], NOW)[0]
    Candidate.objects.filter(pk=unread.pk).update(parsed_at=None, as_of=None, resume=None)
    position = make_position(organisation, NOW)
    for candidate in (unread, chef, engineer):
        put(position, candidate)
    with CaptureQueriesContext(connection) as captured:
        rows = pipeline.of_position(position)
    assert len(captured) == 2
    assert [application.candidate_id for application, _ in rows] == [
        engineer.pk,
        chef.pk,
        unread.pk,
    ]
    assert rows[-1][1] is None


def test_nobody_stands_in_a_pipeline_twice(organisation: Organisation) -> None:
    [candidate] = make_candidates(organisation, [PYTHON], NOW)
    position = make_position(organisation, NOW)
    put(position, candidate)
    with pytest.raises(ApiError, match="conflict"):
        put(position, candidate)


def test_a_pipeline_has_an_end(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = make_candidates(organisation, [PYTHON, CHEF], NOW)
    position = make_position(organisation, NOW)
    monkeypatch.setattr(positions, "MOST_LINKED", 1)
    put(position, one)
    with pytest.raises(ApiError, match="plan_limit_exceeded"):
        put(position, other)


def test_what_is_gone_cannot_be_linked(organisation: Organisation) -> None:
    one, other = make_candidates(organisation, [PYTHON, CHEF], NOW)
    position = make_position(organisation, NOW)
    Candidate.objects.filter(pk=one.pk).delete()
    with pytest.raises(ApiError, match="not_found"):
        put(position, one)
    positions.delete(position=position, actor=OPERATOR, now=NOW)
    with pytest.raises(ApiError, match="not_found"):
        put(position, other)


def test_merging_gives_the_places_to_who_is_kept(organisation: Organisation) -> None:
    kept, gone = make_candidates(organisation, [PYTHON, PYTHON], NOW)
    both, alone = make_position(organisation, NOW), make_position(organisation, NOW)
    put(both, kept, "interview")
    put(both, gone, "screening")
    put(alone, gone, "offer")
    pipeline.merge(kept=kept, gone=gone)
    assert dict(kept.applications.values_list("position_id", "status")) == {
        both.pk: "interview",
        alone.pk: "offer",
    }


def test_deleting_a_position_takes_all_with_it_and_is_remembered(
    organisation: Organisation,
) -> None:
    [candidate] = make_candidates(organisation, [PYTHON], NOW)
    position = make_position(organisation, NOW)
    put(position, candidate)
    ranking.rematch(position_id=position.pk)
    positions.delete(position=position, actor=OPERATOR, now=NOW)
    positions.delete(position=position, actor=OPERATOR, now=NOW)
    assert (Position.objects.count(), Application.objects.count(), Match.objects.count()) == (
        0,
        0,
        0,
    )
    assert Candidate.objects.count() == 1
    entries = AuditEntry.objects.filter(action="position.deleted")
    assert list(entries.values_list("target", flat=True)) == [str(position.pk)]


def test_deleting_a_candidate_takes_its_scores_and_places(organisation: Organisation) -> None:
    [candidate] = make_candidates(organisation, [PYTHON], NOW)
    position = make_position(organisation, NOW)
    put(position, candidate)
    ranking.rematch(position_id=position.pk)
    ranking.rematch_candidate(candidate_id=candidate.pk)
    Candidate.objects.filter(pk=candidate.pk).delete()
    assert (Application.objects.count(), Match.objects.count()) == (0, 0)
