"""Verbs on candidates: take in, record what was read, correct, delete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts import audit
from apps.accounts.audit import Actor
from apps.accounts.models import Organisation
from apps.candidates import projection, search, summary
from apps.candidates.forgetting import forget_answers
from apps.candidates.models import (
    Candidate,
    CandidateQuerySet,
    CandidateSkill,
    Correction,
    ParsingStatus,
    Source,
    folder_of,
)
from apps.core import queue
from apps.core.errors import ApiError
from apps.core.storage import store
from apps.intake.models import Upload
from apps.jobs import services as jobs
from apps.jobs.models import Job
from apps.jobs.processing import Reading
from apps.jobs.queues import Queue
from apps.jobs.services import Order
from apps.usage import ledger

CORRECTABLE = (
    *("full_name", "email", "phone", "location", "current_title", "years_of_experience"),
    *("skills", "languages", "linkedin_url", "github_url", "portfolio_url", "ai_summary"),
)
"""The columns that are the customer's to correct."""


CHANGED = "positions.rematch_candidate"
"""Rung for after every change that matching can see."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that is stored and becomes a candidate; `url`: where it was fetched from."""

    candidate_id: UUID
    upload: Upload
    url: str | None = None
    waits_in: Queue = Queue.TEXT


@transaction.atomic
def submit(
    *, organisation: Organisation, accepted: Sequence[Accepted], order: Order, now: datetime
) -> list[Candidate]:
    """Make a candidate and its job of each stored file, all or none.

    Raises ApiError `insufficient_credits`.
    """
    cost = order.kind.cost * len(accepted)
    ledger.refuse_without(organisation=organisation, credits=cost, now=now)
    return [_submit(organisation, one, order, now) for one in accepted]


def _submit(organisation: Organisation, one: Accepted, order: Order, now: datetime) -> Candidate:
    job = jobs.submit(
        job_id=jobs.new_job_id(),
        organisation=organisation,
        upload=one.upload,
        order=order,
        now=now,
        waits_in=one.waits_in,
    )
    return Candidate.objects.create(
        id=one.candidate_id,
        organisation=organisation,
        job=job,
        original_filename=one.upload.file_name,
        media_type=one.upload.media_type,
        size=one.upload.size,
        sha256=one.upload.sha256,
        source=Source.URL if one.url else Source.API,
        source_url=one.url,
        created_at=now,
        updated_at=now,
    )


def abandon(*, candidate_id: UUID) -> None:
    """Remove the file of a submit that was refused after it was stored.

    A commit may have succeeded although its answer was lost: a candidate keeps its file.
    """
    if not Candidate.objects.filter(id=candidate_id).exists():
        store().delete_prefix(folder_of(candidate_id))


def record(*, job: Job, reading: Reading, now: datetime) -> None:
    """Fill the columns of a job's candidate. Called in the transaction that ends the job, so that
    they are filled once, however often workers die.

    What was corrected while the job was waiting stays corrected.
    """
    candidate = locked(Candidate.objects.filter(job=job)).first()
    if candidate is None:
        return
    candidate.resume = projection.storable(reading.resume)
    candidate.evidence = projection.storable(reading.evidence)
    candidate.language = reading.facts.get("language")
    candidate.engine_version = str(reading.facts["engine_version"])
    candidate.as_of = job.created_at.date()
    candidate.parsed_at = now
    corrected = _corrected(candidate)
    for name, value in extracted(candidate).items():
        if name in corrected:
            candidate.corrections.filter(field=name).update(extracted=value)
        else:
            setattr(candidate, name, value)
    changed(candidate, now)


def _corrected(candidate: Candidate) -> set[str]:
    """The columns that somebody corrected."""
    return set(candidate.corrections.values_list("field", flat=True))


def extracted(candidate: Candidate) -> dict[str, Any]:
    """The columns as the engine's reading fills them, whatever was corrected since."""
    columns = projection.project(candidate.resume or {})
    text = summary.write(projection.facts_of(columns), candidate.language)
    return {**columns.by_name(), "ai_summary": text}


@transaction.atomic
def correct(
    *, candidate: Candidate, values: Mapping[str, Any], author: Actor, now: datetime
) -> Candidate:
    """Overrule columns of a candidate; what was extracted, and who says otherwise, is kept."""
    row = locked(Candidate.objects.filter(pk=candidate.pk)).first()
    if row is None:
        raise ApiError("not_found")
    read = extracted(row)
    awaited = _awaited(row)
    other = {
        name: value
        for name, value in values.items()
        if name in awaited or getattr(row, name) != value
    }
    for name, value in other.items():
        setattr(row, name, value)
        Correction.objects.create(
            candidate=row,
            field=name,
            extracted=read[name],
            value=value,
            author=author.name,
            at=now,
        )
    if other:
        changed(row, now)
    return row


def _awaited(candidate: Candidate) -> set[str]:
    """The columns that the parse will fill: until then, whatever is said of one says otherwise."""
    waits = candidate.parsing_status in {ParsingStatus.PENDING, ParsingStatus.PROCESSING}
    return set(CORRECTABLE) - _corrected(candidate) if waits else set()


def locked(rows: CandidateQuerySet) -> CandidateQuerySet:
    """The rows with their jobs, held until the transaction ends, in one order for all: two writers
    neither pass each other nor wait for each other. Scores may refer to them meanwhile."""
    held = rows.select_related("job").select_for_update(of=("self",), no_key=True)
    return held.order_by("pk")


def changed(candidate: Candidate, now: datetime) -> None:
    """Store a candidate and what follows its columns, and let matching see that it changed."""
    candidate.email_key = projection.email_key(candidate.email)
    candidate.phone_key = projection.phone_key(candidate.phone)
    candidate.revision += 1
    candidate.updated_at = now
    candidate.save()
    candidate.skill_rows.all().delete()
    CandidateSkill.objects.bulk_create(
        CandidateSkill(candidate=candidate, key=key)
        for key in projection.skill_keys(candidate.skills)
    )
    search.index(candidate)
    queue.send(CHANGED, candidate_id=str(candidate.pk))


def delete(*, candidate: Candidate, actor: Actor, now: datetime) -> None:
    """Erase a candidate: its file, what its job made, its row, and every word it was found by.

    A job that waits is cancelled and not charged. The row goes last: while anything is left, it is
    there to be deleted again.
    """
    erase_files(job=candidate.job, folder=candidate.folder, actor=actor, now=now)
    with transaction.atomic():
        if not remove(candidate=candidate):  # somebody was quicker
            return
        audit.record(
            organisation=candidate.organisation,
            actor=actor,
            action="candidate.deleted",
            target=str(candidate.pk),
            now=now,
        )


def remove(*, candidate: Candidate) -> bool:
    """Remove a row, all that hangs on it and the answers that tell of it; False when it is gone.
    Call inside a transaction.

    It is held before they go: whoever adds to a candidate holds it first, or waits at its commit
    and finds that there is none.
    """
    rows = Candidate.objects.filter(pk=candidate.pk)
    if rows.select_for_update().only("pk").first() is None:
        return False
    rows.delete()
    forget_answers(candidate=candidate)
    return True


def erase_files(*, job: Job, folder: str, actor: Actor, now: datetime) -> None:
    """Erase what a job made, and the file that it read."""
    while not jobs.delete(job=job, now=now, actor=actor):
        job = Job.objects.select_related("organisation").get(pk=job.pk)  # it has just changed state
    store().delete_prefix(folder)
