"""What the candidates face counts in: its credit is one CV, and so many credits of the ledger."""

from datetime import datetime
from typing import Any

from django.db.models import Sum

from apps.accounts.models import Organisation
from apps.usage import ledger
from apps.usage.models import DailyUsage, Kind, LedgerEntry
from apps.usage.periods import period_end, period_start

CREDITS_PER_CV = 1000


def of_credits(credits: int) -> int:
    """How many CVs so many credits are; what does not suffice for one is none.

    >>> of_credits(2999), of_credits(-1)
    (2, 0)
    """
    return max(credits, 0) // CREDITS_PER_CV


def remaining(organisation: Organisation, now: datetime) -> int | None:
    """The CVs that may still be parsed in this period; None: without a limit."""
    left = ledger.available(organisation, now)
    return None if left is None else of_credits(left)


def usage(organisation: Organisation, now: datetime) -> dict[str, Any]:
    """The plan, and what was used of it in this period.

    Without a limit there is no total and nothing remains to be counted down: both are null.
    """
    plan = organisation.plan
    start = period_start(organisation.created_at, now)
    total = None if plan.credits is None else of_credits(plan.credits)
    left = remaining(organisation, now)
    used = _spent(organisation, start) if total is None or left is None else total - left
    return {
        "plan": plan.name,
        "plan_name": plan.name.replace("_", " ").title(),
        "credits_total": total,
        "credits_used": max(used, 0),
        "credits_remaining": left,
        "api_calls_this_period": _calls(organisation, start),
        "resets_at": period_end(organisation.created_at, now),
        "overage_price_cents": None,
    }


def _spent(organisation: Organisation, start: datetime) -> int:
    """CVs held or spent since `start`, less those that came back."""
    entries = LedgerEntry.objects.filter(
        organisation=organisation, kind__in=[Kind.HOLD, Kind.RELEASE], created_at__gte=start
    )
    return of_credits(-(entries.aggregate(sum=Sum("credits"))["sum"] or 0))


def _calls(organisation: Organisation, start: datetime) -> int:
    """Calls of any route since the day on which the period began."""
    days = DailyUsage.objects.filter(organisation=organisation, day__gte=start.date())
    return int(days.aggregate(sum=Sum("calls"))["sum"] or 0)
