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
    """Give a tag another name or color. Raises ApiError `conflict`, and `not_found` when it has
    just been deleted."""
    keyed = {"key": name_key(values["name"])} if "name" in values else {}
    try:
        with transaction.atomic():
            Tag.objects.filter(pk=tag.pk).update(**values, **keyed)
    except IntegrityError:
        raise ApiError("conflict", TAKEN) from None
    changed = Tag.objects.of(tag.organisation).filter(pk=tag.pk).first()
    if changed is None:
        raise ApiError("not_found")
    return changed


@transaction.atomic
def delete(*, tag: Tag) -> None:
    """Erase a tag, and take it off all candidates. It is held first, as by who puts it on one."""
    rows = Tag.objects.filter(pk=tag.pk)
    if rows.select_for_update().first() is not None:
        rows.delete()


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
