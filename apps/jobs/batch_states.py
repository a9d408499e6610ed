"""Where a batch stands: a projection of its jobs."""

from enum import StrEnum

from django.db.models import Count

from apps.jobs.models import Batch, Job
from apps.jobs.states import State


class BatchState(StrEnum):
    """The states of a batch."""

    QUEUED = "queued"
    PROCESSING = "processing"
    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"
    EXPIRED = "expired"


def counts(batch: Batch) -> dict[str, int]:
    """How many files of a batch stand where."""
    rows = Job.objects.filter(batch=batch).values_list("status").annotate(number=Count("id"))
    found = dict.fromkeys((str(state) for state in State), 0) | dict(rows)
    found[State.FAILED] += batch.refusals.count()
    return {"total": sum(found.values()), **found}


def state_of(numbers: dict[str, int]) -> BatchState:
    """The state of a batch with so many files in each state.

    >>> state_of({"total": 2, "queued": 0, "processing": 0, "done": 1, "failed": 1, "expired": 0})
    <BatchState.PARTIAL: 'partial'>
    """
    if numbers["queued"] == numbers["total"]:
        return BatchState.QUEUED
    if numbers["queued"] or numbers["processing"]:
        return BatchState.PROCESSING
    for state in (State.DONE, State.FAILED, State.EXPIRED):
        if numbers[state] == numbers["total"]:
            return BatchState(state)
    return BatchState.PARTIAL if numbers["done"] else BatchState.EXPIRED
