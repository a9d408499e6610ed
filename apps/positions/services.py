"""Verbs on positions and their pipelines: create, change, delete, link, move, unlink."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from apps.accounts import audit
from apps.accounts.audit import Actor
from apps.accounts.models import Organisation
from apps.candidates.models import Candidate
from apps.core.errors import ApiError
from apps.positions import ranking
from apps.positions.models import Application, Position, PositionStatus

SCORED = frozenset(
    {
        *("title", "required_skills", "nice_to_have_skills", "min_experience_years"),
        *("max_experience_years", "education_level", "weights"),
    }
)
"""The fields that a score depends on."""

MOST_LINKED = 1000
"""Candidates in the pipeline of one position: its view shows them all."""

LINKED = "This candidate is already in the pipeline of this job. Move it with PATCH."
NOT_LINKED = "This candidate is not in the pipeline of this job."


MAX_KEY = 400
"""Characters of a title that count when it is looked up: folded, a letter may become three."""


def title_key(title: str) -> str:
    """A title as lists are searched and sorted by it."""
    return title.casefold()[:MAX_KEY]


@transaction.atomic
def create(*, organisation: Organisation, values: Mapping[str, Any], now: datetime) -> Position:
    """A position; all candidates are scored for it as soon as it stands."""
    position = Position.objects.create(
        organisation=organisation,
        **values,
        title_key=title_key(values["title"]),
        created_at=now,
        updated_at=now,
    )
    _rank(position)
    return position


@transaction.atomic
def change(*, position: Position, values: Mapping[str, Any], now: datetime) -> Position:
    """Change fields of a position. Scores that depend on them are computed again.

    Raises ApiError `not_found` when somebody has deleted it by now.
    """
    row = Position.objects.select_for_update(no_key=True).filter(pk=position.pk).first()
    if row is None:
        raise ApiError("not_found", "No job with this id exists.")
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if not changed:
        return row
    row.title_key = title_key(row.title)
    row.updated_at = now
    row.revision += bool(SCORED & changed.keys())
    row.save()
    if "status" in changed or SCORED & changed.keys():
        _rank(row)
    return row


def _rank(position: Position) -> None:
    """Have an open position ranked; a closed one looks for nobody and keeps no ranking."""
    if position.status != PositionStatus.CLOSED:
        ranking.ring(position)
        return
    position.matches.all().delete()
    Position.objects.filter(pk=position.pk).update(ranked_revision=None)


@transaction.atomic
def delete(*, position: Position, actor: Actor, now: datetime) -> None:
    """Erase a position with its pipeline and its ranking.

    It is held before they go: who adds to them holds it first.
    """
    rows = Position.objects.filter(pk=position.pk)
    if rows.select_for_update().first() is None:  # somebody was quicker
        return
    rows.delete()
    audit.record(
        organisation=position.organisation,
        actor=actor,
        action="position.deleted",
        target=str(position.pk),
        now=now,
    )


@transaction.atomic
def link(
    *, position: Position, candidate: Candidate, status: str, actor: Actor, now: datetime
) -> Application:
    """Put a candidate into the pipeline of a position.

    Raises ApiError `conflict` when it is there already, `plan_limit_exceeded` when it is full, and
    `not_found` when one of the two has been deleted by now.
    """
    for rows in (
        Position.objects.filter(pk=position.pk),
        Candidate.objects.filter(pk=candidate.pk),
    ):
        if not rows.select_for_update(no_key=True).values_list("pk", flat=True):
            raise ApiError("not_found")
    if position.applications.count() >= MOST_LINKED:
        raise ApiError("plan_limit_exceeded", f"A job may have {MOST_LINKED} candidates.")
    try:
        with transaction.atomic():
            return Application.objects.create(
                position=position,
                candidate=candidate,
                status=status,
                created_at=now,
                updated_at=now,
                by=actor.name,
            )
    except IntegrityError:
        raise ApiError("conflict", LINKED) from None


@transaction.atomic
def move(
    *, position: Position, candidate: Candidate, status: str, actor: Actor, now: datetime
) -> Application:
    """Move a candidate within the pipeline. Raises ApiError `not_found` when it is not there."""
    rows = Application.objects.filter(position=position, candidate=candidate)
    if not rows.update(status=status, updated_at=now, by=actor.name):
        raise ApiError("not_found", NOT_LINKED)
    return rows.get()


def unlink(*, position: Position, candidate: Candidate) -> None:
    """Take a candidate out of the pipeline. Raises ApiError `not_found` when it is not there."""
    gone, _ = Application.objects.filter(position=position, candidate=candidate).delete()
    if not gone:
        raise ApiError("not_found", NOT_LINKED)
