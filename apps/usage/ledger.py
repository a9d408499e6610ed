"""Hold, settle, release: every job has one hold, and one settle or one release.

The balance is the sum of all entries. It is kept in a row of its own, which one conditional UPDATE
changes: two submits cannot spend the same credits, on any database, and nothing is added up.
"""

from datetime import datetime

from django.db.models import F, Sum

from apps.accounts.models import Organisation
from apps.core.errors import ApiError
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
    until its end.
    """
    if organisation.plan.credits is None:
        _change(organisation, -credits)
    elif not _take(organisation, credits, now):
        top_up(organisation=organisation, now=now)
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
    """The job gave no result: what was held comes back."""
    _enter(organisation, Kind.RELEASE, credits, now, job_id)
    _change(organisation, credits)


def top_up(*, organisation: Organisation, now: datetime) -> None:
    """At the first look in a period, bring the balance to the plan's credits; once per period.

    Call inside a transaction. What the period before left is not carried over.
    """
    credits = organisation.plan.credits
    start = period_start(organisation.created_at, now)
    Balance.objects.get_or_create(organisation=organisation)
    row = Balance.objects.select_for_update().get(organisation=organisation)
    if credits is None or (row.period_start is not None and row.period_start >= start):
        return
    _enter(organisation, Kind.GRANT, credits - row.credits, now)
    Balance.objects.filter(pk=row.pk).update(credits=credits, period_start=start)


def _take(organisation: Organisation, credits: int, now: datetime) -> bool:
    """Take credits out of the present period's balance, if it holds them."""
    start = period_start(organisation.created_at, now)
    rich = Balance.objects.filter(
        organisation=organisation, credits__gte=credits, period_start__gte=start
    )
    return rich.update(credits=F("credits") - credits) == 1


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
        resets_at=period_end(organisation.created_at, now).isoformat(),
        upgrade_url="/billing",
    )
