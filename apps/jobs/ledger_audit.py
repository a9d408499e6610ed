"""Proof that the money is right: every job's entries add up, every balance is its ledger's sum."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Sum

from apps.jobs.models import Job
from apps.jobs.states import State
from apps.usage.models import Balance, Kind, LedgerEntry

Movements = dict[str, int]
"""Kind of entry to credits; a constraint allows one entry of a kind for each job."""

ROWS = 2000


def faults() -> Iterator[str]:
    """A sentence for each job and each organisation whose credits do not add up."""
    yield from _faults_of_jobs()
    yield from _entries_of_nobody()
    yield from _faults_of_balances()


def fault_of(state: State, cost: int, moved: Movements) -> str | None:
    """What is wrong with the movements of a job, in words.

    >>> fault_of(State.DONE, 1000, {"hold": -1000, "settle": 0})
    >>> fault_of(State.FAILED, 1000, {"hold": -1000})
    'is failed and neither settled nor released'
    """
    if moved.get(Kind.HOLD) != -cost:
        return f"held {-moved.get(Kind.HOLD, 0)} instead of {cost}"
    settled, released = Kind.SETTLE in moved, Kind.RELEASE in moved
    if settled and released:
        return "is both settled and released"
    if released and moved[Kind.RELEASE] != cost:
        return f"got {moved[Kind.RELEASE]} back instead of {cost}"
    if settled and moved[Kind.SETTLE] != 0:
        return "moved credits when it was settled"
    return _fault_of_end(state, settled, released)


def _fault_of_end(state: State, settled: bool, released: bool) -> str | None:
    ended = settled or released
    if state in (State.QUEUED, State.PROCESSING) and ended:
        return f"is {state} and was settled or released already"
    if state == State.DONE and not settled:
        return "is done and not settled"
    if state == State.FAILED and settled:
        return "is failed and was settled"
    if state in (State.FAILED, State.EXPIRED) and not ended:
        return f"is {state} and neither settled nor released"
    return None


def _faults_of_jobs() -> Iterator[str]:
    last = ""
    while rows := list(Job.objects.filter(id__gt=last).order_by("id")[:ROWS]):
        last = rows[-1].id
        moved = _movements(rows[0].id, last)
        for job in rows:
            fault = fault_of(State(job.status), job.cost, moved.get(job.id, {}))
            if fault:
                yield f"{job.id} {fault}"


def _movements(first: str, last: str) -> dict[str, Movements]:
    entries = LedgerEntry.objects.filter(job_id__gte=first, job_id__lte=last).order_by("job_id")
    return {
        str(job_id): {entry.kind: entry.credits for entry in own}
        for job_id, own in groupby(entries, key=lambda entry: entry.job_id)
    }


def _entries_of_nobody() -> Iterator[str]:
    of_jobs = LedgerEntry.objects.exclude(job_id=None)
    orphans = of_jobs.exclude(job_id__in=Job.objects.values("id"))
    for job_id in orphans.values_list("job_id", flat=True).distinct():
        yield f"{job_id} has moved credits and does not exist"


def _faults_of_balances() -> Iterator[str]:
    sums = LedgerEntry.objects.values_list("organisation").annotate(sum=Sum("credits"))
    counted = dict(Balance.objects.values_list("organisation", "credits"))
    for organisation, total in sums.order_by("organisation"):
        if counted.pop(organisation, 0) != total:
            yield f"organisation {organisation} has another balance than its ledger's sum {total}"
    for organisation, credits in counted.items():
        if credits:
            yield f"organisation {organisation} has the balance {credits} and no ledger"
