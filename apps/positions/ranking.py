"""Scores of candidates for positions: computed in chunks, stored, never shown when out of date.

A score carries the revisions it was computed from. It is written while its position is held, and
only if position and candidate are still what was read: who comes late writes nothing, and the ring
of the change that overtook it computes the new score. A lost ring is found by `sweep`.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q

from apps.candidates.models import Candidate, CandidateQuerySet
from apps.core import log, queue
from apps.engine import matching
from apps.engine.matching import MATCHING_VERSION
from apps.positions.models import Match, Matched, MatchQuerySet, Position, PositionStatus
from apps.positions.requirements import (
    MATCHED_COLUMNS,
    Matchable,
    facts_of,
    requirements_of,
)

REMATCH = "positions.rematch"
REMATCH_CANDIDATE = "positions.rematch_candidate"

CHUNK = 500
"""Candidates scored before a write: a fraction of a second."""

RUN_SECONDS = 10.0
"""How long one task scores: the next ring goes on where it ended, and others get their turn."""

AT_ONCE = 100
"""Missing scores that a reader waits for; more are computed by a worker meanwhile."""

TRIES = 5
"""At one write: each fails only where one more of its candidates was deleted meanwhile."""

SWEEP_ROWS = 200

STORED = ("score", "skills", "experience", "education")
SEEN = ("position_revision", "candidate_revision", "version")


def ring(position: Position) -> None:
    """Have all candidates scored for a position, once the present transaction has committed."""
    queue.send(REMATCH, position_id=str(position.pk))


def rematch(*, position_id: UUID) -> None:
    """Score every candidate whose score for a position is missing or out of date."""
    end = time.monotonic() + RUN_SECONDS
    position = Position.objects.open().filter(pk=position_id).first()
    while position is not None:
        done = _rematch(position, end)
        if done is None:
            queue.ring(REMATCH, position_id=str(position_id))
            return
        if done and _note_ranked(position):
            return
        position = Position.objects.open().filter(pk=position_id).first()  # it changed meanwhile


def _rematch(position: Position, end: float) -> bool | None:
    """Whether all are scored; None when the time is over, False when the position changed."""
    last: UUID | None = None
    while chunk := _next_chunk(position, last):
        if not _store(position, _score(position, chunk)):
            return False
        last = chunk[-1].id
        if time.monotonic() > end:
            return None
    return True


def _next_chunk(position: Position, last: UUID | None) -> Sequence[Matchable]:
    rows = unscored(position).order_by("id")
    if last is not None:
        rows = rows.filter(pk__gt=last)
    return _rows(rows, CHUNK)


def _rows(candidates: CandidateQuerySet, most: int) -> Sequence[Matchable]:
    """Plain rows: to make ten thousand models of them would take longer than to score them."""
    rows: Any = candidates.values_list(*MATCHED_COLUMNS, named=True)[:most]
    return list(rows)


def unscored(position: Position) -> CandidateQuerySet:
    """Candidates that were read and have no score of now for a position."""
    fresh = Match.objects.fresh(position).filter(
        candidate=OuterRef("pk"), candidate_revision=OuterRef("revision")
    )
    read = Candidate.objects.filter(organisation=position.organisation_id, parsed_at__isnull=False)
    return read.filter(~Exists(fresh))


def _score(position: Position, candidates: Iterable[Matchable]) -> list[Match]:
    requirements = requirements_of(position)
    return [score(position, candidate, requirements) for candidate in candidates]


def score(
    position: Position, candidate: Matchable, requirements: matching.Requirements | None = None
) -> Match:
    """A score that is not stored yet."""
    found = matching.score(requirements or requirements_of(position), facts_of(candidate))
    return Match(
        position_id=position.pk,
        candidate_id=candidate.id,
        score=found.score,
        **found.breakdown,
        position_revision=position.revision,
        candidate_revision=candidate.revision,
        version=MATCHING_VERSION,
    )


def _store(position: Position, scores: Sequence[Match]) -> bool:
    """Write scores of one position, unless it has changed. False when it has, or when candidates
    are deleted faster than this can be done."""
    for _ in range(TRIES):
        with suppress(IntegrityError):  # a candidate was deleted between the look and the commit
            return _store_all(position, scores)
    return False


@transaction.atomic
def _store_all(position: Position, scores: Sequence[Match]) -> bool:
    held = Position.objects.open().select_for_update(no_key=True).filter(pk=position.pk)
    if list(held.values_list("revision", flat=True)) != [position.revision]:
        return False
    _write(_still_true(scores))
    return True


def _still_true(scores: Sequence[Match]) -> list[Match]:
    """Those whose candidate is what was read."""
    keys = [one.candidate_id for one in scores]
    now = dict(Candidate.objects.filter(pk__in=keys).values_list("id", "revision"))
    return [one for one in scores if now.get(one.candidate_id) == one.candidate_revision]


def _write(scores: Sequence[Match]) -> None:
    Match.objects.bulk_create(
        scores,
        update_conflicts=True,
        unique_fields=["position", "candidate"],
        update_fields=[*STORED, *SEEN],
    )


def _note_ranked(position: Position) -> bool:
    """Remember that a position is ranked as it is now. False when it has changed."""
    same = Position.objects.filter(pk=position.pk, revision=position.revision)
    return bool(same.update(ranked_revision=position.revision, ranked_version=MATCHING_VERSION))


def rematch_candidate(*, candidate_id: UUID) -> None:
    """Score a candidate that was read or changed for all open positions of its organisation."""
    rows = Candidate.objects.filter(pk=candidate_id, parsed_at__isnull=False)
    candidate = rows.only(*MATCHED_COLUMNS, "organisation").first()
    if candidate is None:
        return
    for position in _outdated(candidate):
        _store(position, [score(position, candidate)])
    Matched.objects.update_or_create(candidate=candidate, defaults={"revision": candidate.revision})


def _outdated(candidate: Candidate) -> Iterator[Position]:
    """Open positions without a score of now for a candidate."""
    fresh = Match.objects.filter(
        position=OuterRef("pk"),
        candidate=candidate,
        candidate_revision=candidate.revision,
        position_revision=OuterRef("revision"),
        version=MATCHING_VERSION,
    )
    mine = Position.objects.open().filter(organisation=candidate.organisation_id)
    return mine.filter(~Exists(fresh)).order_by("id").iterator(CHUNK)


def sweep() -> None:
    """Ring again for positions and candidates whose ring was lost."""
    positions = list(Position.objects.unranked().values_list("id", flat=True)[:SWEEP_ROWS])
    seen = Q(matched__revision=F("revision"))
    changed = Candidate.objects.filter(parsed_at__isnull=False).exclude(seen)
    candidates = list(changed.order_by("id").values_list("id", flat=True)[:SWEEP_ROWS])
    for position_id in positions:
        queue.ring(REMATCH, position_id=str(position_id))
    for candidate_id in candidates:
        queue.ring(REMATCH_CANDIDATE, candidate_id=str(candidate_id))
    if positions or candidates:
        log.info("rematch_rung", positions=len(positions), candidates=len(candidates))


def catch_up(position: Position) -> int:
    """Score the few that are missing at once; how many are still missing after that.

    A reader never sees an old score: who is not scored yet is left out and counted. A closed
    position has no ranking, and nobody is missing in it.
    """
    if position.status == PositionStatus.CLOSED:
        return 0
    missing = unscored(position)[: AT_ONCE + 1].count()
    if 0 < missing <= AT_ONCE:
        _store(position, _score(position, missing_of(position)))
        missing = unscored(position)[: AT_ONCE + 1].count()
    return unscored(position).count() if missing > AT_ONCE else missing


def missing_of(position: Position) -> Sequence[Matchable]:
    """The few candidates without a score of now."""
    return _rows(unscored(position), AT_ONCE)


def ranking(position: Position) -> MatchQuerySet:
    """The scores of now of a position, the best first, as the index holds them."""
    mine = Match.objects.fresh(position).filter(candidate_revision=F("candidate__revision"))
    return mine.order_by("-score", "candidate_id")
