"""Records of the same person: who they may be, why, and how two of them become one."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from apps.accounts import audit
from apps.accounts.audit import Actor
from apps.candidates import services as candidates
from apps.candidates.above import Above
from apps.candidates.models import Candidate, CandidateTag, ParsingStatus, Tag
from apps.candidates.projection import column_names
from apps.core.errors import ApiError

MOST_SHOWN = 50

REASONS = {"email": "email_key", "phone": "phone_key", "file": "sha256"}
"""What two records may share, and the column it is looked up by."""

FILLED = (*column_names(), "ai_summary")
UNREAD = "The candidate that is kept must have been read, and the other may not be waiting for it."


def of(candidate: Candidate) -> list[tuple[Candidate, list[str]]]:
    """Other candidates of the organisation with the same address, number or file, newest first,
    each with what it shares. A suggestion: two people may share a phone."""
    same = Q()
    for column in REASONS.values():
        if value := getattr(candidate, column):
            same |= Q(**{column: value})
    if not same:
        return []
    others = Candidate.objects.of(candidate.organisation).light().exclude(pk=candidate.pk)
    return [(other, _shared(candidate, other)) for other in others.filter(same)[:MOST_SHOWN]]


def _shared(one: Candidate, other: Candidate) -> list[str]:
    return [
        reason
        for reason, column in REASONS.items()
        if getattr(one, column) and getattr(one, column) == getattr(other, column)
    ]


@transaction.atomic
def merge(
    *, kept: Candidate, gone: Candidate, above: Above, actor: Actor, now: datetime
) -> Candidate:
    """Give what is known of `gone` to `kept`, and erase it with its file.

    Fields that are empty are filled; what stands there stays. Corrections, tags and what other
    rooms keep go over. Raises ApiError `conflict` while one of them is still being read.
    """
    both = Candidate.objects.filter(pk__in=[kept.pk, gone.pk])
    rows = {row.pk: row for row in candidates.locked(both)}
    if len(rows) < 2:
        raise ApiError("not_found", "No candidate with this id exists.")
    kept, gone = rows[kept.pk], rows[gone.pk]
    _refuse_unread(kept, gone)
    for name in FILLED:
        if getattr(kept, name) in (None, "", []):
            setattr(kept, name, getattr(gone, name))
    gone.corrections.update(candidate=kept)
    _give_tags(kept, gone)
    above.merge(kept=kept, gone=gone)
    candidates.changed(kept, now)
    _remove(kept, gone, actor, now)
    return kept


def _give_tags(kept: Candidate, gone: Candidate) -> None:
    """Tags are held while they are put on, in one order for all: none is deleted meanwhile."""
    carried = Tag.objects.filter(candidate_rows__candidate=gone)
    tags = carried.select_for_update(of=("self",)).order_by("pk")
    CandidateTag.objects.bulk_create(
        (CandidateTag(candidate=kept, tag=tag) for tag in tags), ignore_conflicts=True
    )


def _refuse_unread(kept: Candidate, gone: Candidate) -> None:
    ended = {ParsingStatus.COMPLETED, ParsingStatus.FAILED}
    if kept.parsing_status != ParsingStatus.COMPLETED or gone.parsing_status not in ended:
        raise ApiError("conflict", UNREAD)


def _remove(kept: Candidate, gone: Candidate, actor: Actor, now: datetime) -> None:
    audit.record(
        organisation=gone.organisation,
        actor=actor,
        action="candidate.merged",
        target=f"{gone.pk} to {kept.pk}",
        now=now,
    )
    folder, job = gone.folder, gone.job
    candidates.remove(candidate=gone)
    erase = partial(candidates.erase_files, job=job, folder=folder, actor=actor, now=now)
    transaction.on_commit(erase, robust=True)
