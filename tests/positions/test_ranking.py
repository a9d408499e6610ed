"""Scores in the table: computed when something changes, never shown when out of date."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from apps.accounts.audit import OPERATOR
from apps.accounts.models import Organisation
from apps.candidates import services as candidates
from apps.candidates.models import Candidate
from apps.engine import matching
from apps.positions import ranking
from apps.positions import services as positions
from apps.positions.models import Match, Matched, Position
from apps.positions.requirements import facts_of, requirements_of
from tests.conftest import NOW
from tests.engine.matching.people import PEOPLE, resume_of
from tests.positions.conftest import Ring
from tests.positions.rows import make_candidates, make_position
from tests.rows import make_organisation

PYTHON = resume_of("Python", (("Backend Engineer", "2015-01", None, ""),))
CHEF = resume_of("Menu planning", (("Head Chef", "2015-01", None, ""),))


def ranked(position: Position) -> list[int | None]:
    return list(ranking.ranking(position).values_list("score", flat=True))


def people(organisation: Organisation, *resumes: dict[str, Any]) -> Sequence[Candidate]:
    return make_candidates(organisation, resumes, NOW)


def test_ranks_everybody_of_the_organisation(organisation: Organisation) -> None:
    people(organisation, CHEF, PYTHON)
    people(make_organisation(NOW), PYTHON)
    position = make_position(organisation, NOW)
    ranking.rematch(position_id=position.pk)
    assert ranked(position) == [100, 0]
    assert not Position.objects.unranked().filter(pk=position.pk).exists()


def test_stores_what_the_engine_says(organisation: Organisation) -> None:
    people(organisation, *PEOPLE.values())
    position = make_position(organisation, NOW, education_level="bachelors")
    ranking.rematch(position_id=position.pk)
    for row in ranking.ranking(position).select_related("candidate"):
        match = matching.explain(requirements_of(position), facts_of(row.candidate))
        assert (row.score, row.skills, row.experience, row.education) == (
            match.score,
            *match.breakdown.values(),
        )


def test_a_new_position_and_a_change_ring(
    organisation: Organisation,
    heard: list[Ring],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        position = make_position(organisation, NOW)
    with django_capture_on_commit_callbacks(execute=True):
        positions.change(position=position, values={"description": "More."}, now=NOW)
        positions.change(position=position, values={"title": "Backend Engineer"}, now=NOW)
    assert heard == [(ranking.REMATCH, str(position.pk))]
    with django_capture_on_commit_callbacks(execute=True):
        positions.change(position=position, values={"min_experience_years": 5.0}, now=NOW)
    assert heard == [(ranking.REMATCH, str(position.pk))] * 2


def test_a_corrected_candidate_rings_and_is_scored_anew(
    organisation: Organisation,
    heard: list[Ring],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    [candidate] = people(organisation, CHEF)
    position = make_position(organisation, NOW, min_experience_years=None)
    ranking.rematch(position_id=position.pk)
    with django_capture_on_commit_callbacks(execute=True):
        candidates.correct(
            candidate=candidate, values={"skills": ["Python"]}, author=OPERATOR, now=NOW
        )
    assert heard == [(ranking.REMATCH_CANDIDATE, str(candidate.pk))]
    assert ranked(position) == []  # the old score is not shown
    ranking.rematch_candidate(candidate_id=candidate.pk)
    assert ranked(position) == [100]
    assert Matched.objects.get(candidate=candidate).revision == 2


def test_a_changed_position_shows_no_old_score(organisation: Organisation) -> None:
    people(organisation, PYTHON)
    position = make_position(organisation, NOW)
    ranking.rematch(position_id=position.pk)
    changed = positions.change(
        position=position,
        values={"required_skills": [{"skill": "Welding", "weight": 1.0}]},
        now=NOW,
    )
    assert ranked(changed) == []
    ranking.rematch(position_id=position.pk)
    assert ranked(changed) == [44]


def test_who_comes_late_writes_nothing(organisation: Organisation) -> None:
    """A position changes between the look and the write of a run."""
    [candidate] = people(organisation, PYTHON)
    seen = make_position(organisation, NOW)
    late = [ranking.score(seen, candidate)]
    positions.change(position=seen, values={"min_experience_years": 30.0}, now=NOW)
    assert ranking._store(seen, late) is False
    assert Match.objects.count() == 0


def test_an_old_look_at_a_candidate_writes_nothing(organisation: Organisation) -> None:
    [candidate] = people(organisation, CHEF)
    position = make_position(organisation, NOW)
    late = [ranking.score(position, candidate)]
    candidates.correct(candidate=candidate, values={"skills": ["Python"]}, author=OPERATOR, now=NOW)
    ranking.rematch_candidate(candidate_id=candidate.pk)
    fresh = ranked(position)
    assert ranking._store(position, late) is True
    assert ranked(position) == fresh


def test_a_deleted_candidate_is_passed_over(organisation: Organisation) -> None:
    one, other = people(organisation, PYTHON, PYTHON)
    position = make_position(organisation, NOW)
    late = [ranking.score(position, one), ranking.score(position, other)]
    Candidate.objects.filter(pk=one.pk).delete()
    assert ranking._store(position, late)
    assert list(Match.objects.values_list("candidate", flat=True)) == [other.pk]


def test_a_run_that_is_overtaken_starts_anew(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(organisation, PYTHON)
    position = make_position(organisation, NOW, min_experience_years=None)
    score = ranking._score
    overtaken: list[bool] = []

    def slow(position: Position, chunk: Sequence[Candidate]) -> list[Match]:
        found = score(position, chunk)
        if not overtaken:
            overtaken.append(True)
            wanted = [{"skill": "Welding", "weight": 1.0}]
            positions.change(position=position, values={"required_skills": wanted}, now=NOW)
        return found

    monkeypatch.setattr(ranking, "_score", slow)
    ranking.rematch(position_id=position.pk)
    position.refresh_from_db()
    assert ranked(position) == [0]
    assert position.ranked_revision == position.revision == 2


def test_a_run_out_of_time_rings_for_the_rest(
    organisation: Organisation, heard: list[Ring], monkeypatch: pytest.MonkeyPatch
) -> None:
    people(organisation, PYTHON, CHEF, PYTHON)
    position = make_position(organisation, NOW)
    monkeypatch.setattr(ranking, "CHUNK", 1)
    monkeypatch.setattr(ranking, "RUN_SECONDS", 0.0)
    for left in (2, 1, 0):
        ranking.rematch(position_id=position.pk)
        assert ranking.unscored(position).count() == left
    assert heard == [(ranking.REMATCH, str(position.pk))] * 3


def test_the_sweeper_rings_for_what_was_lost(organisation: Organisation, heard: list[Ring]) -> None:
    [candidate] = people(organisation, PYTHON)
    position = make_position(organisation, NOW)
    ranking.sweep()
    assert set(heard) == {
        (ranking.REMATCH, str(position.pk)),
        (ranking.REMATCH_CANDIDATE, str(candidate.pk)),
    }
    ranking.rematch(position_id=position.pk)
    ranking.rematch_candidate(candidate_id=candidate.pk)
    heard.clear()
    ranking.sweep()
    assert heard == []


def test_rules_of_another_version_are_old(
    organisation: Organisation, heard: list[Ring], monkeypatch: pytest.MonkeyPatch
) -> None:
    people(organisation, PYTHON)
    position = make_position(organisation, NOW)
    ranking.rematch(position_id=position.pk)
    Match.objects.update(version=0)
    Position.objects.update(ranked_version=0)
    assert ranked(position) == []
    ranking.sweep()
    assert (ranking.REMATCH, str(position.pk)) in heard


def test_a_closed_position_has_no_ranking(organisation: Organisation, heard: list[Ring]) -> None:
    [candidate] = people(organisation, PYTHON)
    position = make_position(organisation, NOW)
    ranking.rematch(position_id=position.pk)
    closed = positions.change(position=position, values={"status": "closed"}, now=NOW)
    assert Match.objects.count() == 0
    ranking.rematch(position_id=position.pk)
    ranking.rematch_candidate(candidate_id=candidate.pk)
    assert Match.objects.count() == 0
    positions.change(position=closed, values={"status": "paused"}, now=NOW)
    ranking.rematch(position_id=position.pk)
    assert Match.objects.count() == 1


def test_catches_up_with_few_and_counts_many(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(organisation, PYTHON, CHEF, PYTHON)
    position = make_position(organisation, NOW)
    monkeypatch.setattr(ranking, "AT_ONCE", 2)
    assert ranking.catch_up(position) == 3
    monkeypatch.setattr(ranking, "AT_ONCE", 3)
    assert ranking.catch_up(position) == 0
    assert ranked(position) == [100, 100, 0]


def test_the_number_of_queries_does_not_grow(organisation: Organisation) -> None:
    def queries() -> int:
        position = make_position(organisation, NOW)
        with CaptureQueriesContext(connection) as captured:
            ranking.rematch(position_id=position.pk)
        return len(captured)

    people(organisation, PYTHON)
    few = queries()
    people(organisation, *[PYTHON] * 40)
    assert queries() == few


def test_unknown_ids_are_left_alone(organisation: Organisation) -> None:
    [candidate] = people(organisation, PYTHON)
    ranking.rematch(position_id=candidate.pk)
    ranking.rematch_candidate(candidate_id=make_position(organisation, NOW).pk)
