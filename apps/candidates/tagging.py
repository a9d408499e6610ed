"""Verbs on tags: make, change, delete; put on candidates, take off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from apps.accounts.models import Organisation
from apps.candidates import services as candidates
from apps.candidates.models import Candidate, CandidateTag, Tag
from apps.candidates.projection import name_key
from apps.core.errors import ApiError

MOST_ON_ONE = 100
"""Tags of one candidate; every view of it shows them all."""

TAKEN = "There is a tag of this name already."


def create(*, organisation: Organisation, name: str, color: str, now: datetime) -> Tag:
    """A new tag. Raises ApiError `conflict` when there is one of this name, whatever its case."""
    try:
        with transaction.atomic():
            return Tag.objects.create(
                organisation=organisation,
                name=name,
                key=name_key(name),
                color=color,
                created_at=now,
            )
    except IntegrityError:
        raise ApiError("conflict", TAKEN) from None


def change(*, tag: Tag, values: Mapping[str, Any]) -> Tag:
    """Give a tag another name or color. Raises ApiError `conflict`."""
    for field, value in values.items():
        setattr(tag, field, value)
    tag.key = name_key(tag.name)
    try:
        with transaction.atomic():
            tag.save(update_fields=["name", "key", "color"])
    except IntegrityError:
        raise ApiError("conflict", TAKEN) from None
    return tag


@transaction.atomic
def put_on(*, candidate: Candidate, tag: Tag) -> None:
    """Put a tag on a candidate; one that is there already stays. Raises ApiError `not_found` when
    one of the two has just been deleted."""
    row = candidates.locked(Candidate.objects.filter(pk=candidate.pk)).first()
    if row is None or not Tag.objects.select_for_update().filter(pk=tag.pk).first():
        raise ApiError("not_found")
    if row.tag_rows.exclude(tag=tag).count() >= MOST_ON_ONE:
        raise ApiError("conflict", f"A candidate may have at most {MOST_ON_ONE} tags.")
    CandidateTag.objects.get_or_create(candidate=row, tag=tag)


def named(*, organisation: Organisation, name: str, color: str, now: datetime) -> Tag:
    """The tag of this name, which is made where there is none."""
    given = {"name": name, "color": color, "created_at": now}
    found, _ = Tag.objects.get_or_create(
        organisation=organisation, key=name_key(name), defaults=given
    )
    return found
