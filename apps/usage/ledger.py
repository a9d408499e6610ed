"""Hold, settle, release: every job has one hold, and one settle or one release.

The balance is the sum of all entries. It is kept in a row of its own, which one conditional UPDATE
changes: two submits cannot spend the same credits, on any database, and nothing is added up.
"""

from datetime import datetime

from django.db.models import F, Sum

from apps.accounts.models import Organisation
from apps.core.errors import ApiError
from apps.core.times import iso
from apps.usage.models import Balance, Kind, LedgerEntry
from apps.usage.periods import period_end, period_start


def available(organisation: Organisation, now: datetime) -> int | None:
    """The credits that may be spent in this period; None: without a limit."""
    credits = organisation.plan.credits
    if credits is None:
        return None
    row = Balance.objects.filter(organisation=organisation).first()
    start = period_start(organisation.created_at, now)
    fresh = row is None or row.period_start is None or row.period_start < start
    return credits if row is None or fresh else row.credits


def balance(organisation: Organisation) -> int:
    """The credits left, as counted; of the unlimited plan, those held and spent, negative."""
    row = Balance.objects.filter(organisation=organisation).first()
    return row.credits if row else 0


def ledger_sum(organisation: Organisation) -> int:
    """The credits left, as the ledger adds up."""
    total = LedgerEntry.objects.filter(organisation=organisation).aggregate(sum=Sum("credits"))
    return int(total["sum"] or 0)


def grant(*, organisation: Organisation, credits: int, now: datetime) -> None:
    """Give credits to an organisation; negative: take them back."""
    _change(organisation, credits)
    _enter(organisation, Kind.GRANT, credits, now)


def hold(*, organisation: Organisation, job_id: str, credits: int, now: datetime) -> None:
    """Set credits aside for a job. Raises ApiError `insufficient_credits`.

    Call inside the transaction that makes the job, as late as possible: the balance stays locked
    until its end. `organisation` may have been read before its plan was changed: the row of the
    balance says whether that still holds.
    """
    if not _take(organisation, credits, now):
        organisation = top_up(organisation=organisation, now=now)
        if not _take(organisation, credits, now):
            raise _insufficient(organisation, credits, now)
    _enter(organisation, Kind.HOLD, -credits, now, job_id)


def refuse_without(*, organisation: Organisation, credits: int, now: datetime) -> None:
    """Raise ApiError `insufficient_credits` where that many cannot be held. Holds nothing."""
    left = available(organisation, now)
    if left is not None and left < credits:
        raise _insufficient(organisation, credits, now)


def settle(*, organisation: Organisation, job_id: str, now: datetime) -> None:
    """The job is done: what was held is spent."""
    _enter(organisation, Kind.SETTLE, 0, now, job_id)


def release(*, organisation: Organisation, job_id: str, credits: int, now: datetime) -> None:
    """The job gave no result: what was held comes back.

    Call inside a transaction. What was held in a period before has lapsed with it: it is entered as
    released and taken back.
    """
    _enter(organisation, Kind.RELEASE, credits, now, job_id)
    row, organisation = _locked(organisation)
    lapsed = _lapsed(row, organisation, job_id, credits)
    _change(organisation, credits - lapsed)
    if lapsed:
        _enter(organisation, Kind.GRANT, -lapsed, now)


def _lapsed(row: Balance, organisation: Organisation, job_id: str, credits: int) -> int:
    """How much of a hold does not come back: never more is left than the plan gives."""
    most = organisation.plan.credits
    if most is None or row.period_start is None:
        return 0
    hold = LedgerEntry.objects.filter(job_id=job_id, kind=Kind.HOLD)
    if hold.filter(created_at__lt=row.period_start).exists():
        return credits
    return min(max(row.credits + credits - most, 0), credits)


def top_up(*, organisation: Organisation, now: datetime) -> Organisation:
    """At the first look in a period, bring the balance to the plan's credits; once per period.

    Gives the organisation with its present plan. Call inside a transaction. What the period before
    left is not carried over.
    """
    row, organisation = _locked(organisation)
    start = period_start(organisation.created_at, now)
    credits = organisation.plan.credits
    if credits is None or row.period_start is None or row.period_start < start:
        _begin(row, credits, start, now)
    return organisation


def start_afresh(*, organisation: Organisation, credits: int | None, now: datetime) -> None:
    """Begin a period at once, with so many credits; None: without a limit."""
    row, organisation = _locked(organisation)
    _begin(row, credits, now, now)


def _begin(row: Balance, credits: int | None, start: datetime, now: datetime) -> None:
    if credits is None:
        Balance.objects.filter(pk=row.pk).update(period_start=None)
        return
    _enter(row.organisation, Kind.GRANT, credits - row.credits, now)
    Balance.objects.filter(pk=row.pk).update(credits=credits, period_start=start)


def _locked(organisation: Organisation) -> tuple[Balance, Organisation]:
    """The balance, locked, and its organisation as it is now: a plan changes under this lock."""
    Balance.objects.get_or_create(organisation=organisation)
    row = Balance.objects.select_for_update().get(organisation=organisation)
    return row, row.organisation


def _take(organisation: Organisation, credits: int, now: datetime) -> bool:
    """Take credits out of the balance, if it is of this plan's kind and period, and holds them."""
    rows = Balance.objects.filter(organisation=organisation)
    if organisation.plan.credits is None:
        rows = rows.filter(period_start=None)
    else:
        start = period_start(organisation.created_at, now)
        rows = rows.filter(credits__gte=credits, period_start__gte=start)
    return rows.update(credits=F("credits") - credits) == 1


def _change(organisation: Organisation, credits: int) -> None:
    rows = Balance.objects.filter(organisation=organisation)
    if not rows.update(credits=F("credits") + credits):
        Balance.objects.get_or_create(organisation=organisation)
        rows.update(credits=F("credits") + credits)


def _enter(
    organisation: Organisation, kind: Kind, credits: int, now: datetime, job_id: str | None = None
) -> None:
    LedgerEntry.objects.create(
        organisation=organisation, job_id=job_id, kind=kind, credits=credits, created_at=now
    )


def _insufficient(organisation: Organisation, credits: int, now: datetime) -> ApiError:
    left = available(organisation, now)
    return ApiError(
        "insufficient_credits",
        f"This request needs {credits} credits and {left} are left.",
        hard_limit=True,
        overages_available=False,
        credits_required=credits,
        credits_remaining=left,
        resets_at=iso(period_end(organisation.created_at, now)),
        upgrade_url="/billing",
    )
