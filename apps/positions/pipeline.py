"""Who stands in a pipeline and how well they match, each score of now; and what candidates show."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from apps.candidates.above import Above
from apps.candidates.models import Candidate
from apps.engine.matching import MATCHING_VERSION
from apps.positions import ranking
from apps.positions.models import Application, Match, Position
from apps.positions.serializers import linked_position

Key = tuple[UUID, UUID]
"""A position and a candidate."""


def scores_of(pairs: Iterable[tuple[Position, Candidate]]) -> dict[Key, Match]:
    """The scores of now of pairs whose candidate was read; what is missing is computed here.

    It is not stored: that is the ranking's work, and closed positions have none.
    """
    wanted = [pair for pair in pairs if pair[1].parsed_at is not None]
    stored = _stored(wanted)
    found: dict[Key, Match] = {}
    for position, candidate in wanted:
        key = (position.pk, candidate.pk)
        match = stored.get(key)
        if match is None or not _is_fresh(match, position, candidate):
            match = ranking.score(position, candidate)
        found[key] = match
    return found


def _stored(pairs: Sequence[tuple[Position, Candidate]]) -> Mapping[Key, Match]:
    rows = Match.objects.filter(
        position__in={position.pk for position, _ in pairs},
        candidate__in={candidate.pk for _, candidate in pairs},
    )
    return {(row.position_id, row.candidate_id): row for row in rows}


def _is_fresh(match: Match, position: Position, candidate: Candidate) -> bool:
    return (match.position_revision, match.candidate_revision, match.version) == (
        position.revision,
        candidate.revision,
        MATCHING_VERSION,
    )


def of_position(position: Position) -> list[tuple[Application, Match | None]]:
    """The pipeline of a position, the best match first, those without a score last."""
    rows = position.applications.select_related("candidate__job").defer("candidate__evidence")
    applications = list(rows.order_by("created_at", "id"))
    scores = scores_of((position, one.candidate) for one in applications)
    pairs = [(one, scores.get((position.pk, one.candidate_id))) for one in applications]
    return sorted(pairs, key=lambda pair: -_points(pair[1]))


def _points(match: Match | None) -> int:
    return -1 if match is None or match.score is None else match.score


def links_of(candidate: Candidate) -> list[dict[str, Any]]:
    """The positions of a candidate as its `jobs` shows them, the latest first."""
    rows = candidate.applications.select_related("position").order_by("-created_at", "-id")
    applications = list(rows)
    scores = scores_of((one.position, candidate) for one in applications)
    return [
        linked_position(one, scores.get((one.position_id, candidate.pk))) for one in applications
    ]


def merge(*, kept: Candidate, gone: Candidate) -> None:
    """Give the places of `gone` in pipelines to `kept`; where both stand, that of `kept` stays."""
    taken = set(kept.applications.values_list("position_id", flat=True))
    gone.applications.exclude(position__in=taken).update(candidate=kept)


KNOWN_ABOVE = Above(links_of=links_of, merge=merge)
"""What this room tells the candidates below it."""
