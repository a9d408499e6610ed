"""Hold, settle, release: every job has one hold, and one settle or one release."""

from datetime import datetime

from django.db.models import Sum

from apps.accounts.models import Organisation
from apps.core.errors import ApiError
from apps.usage.models import Kind, LedgerEntry
from apps.usage.periods import period_end, period_start


def balance(organisation: Organisation) -> int:
    """The credits left: the sum of all movements."""
    total = LedgerEntry.objects.filter(organisation=organisation).aggregate(sum=Sum("credits"))
    return int(total["sum"] or 0)


def grant(*, organisation: Organisation, credits: int, now: datetime) -> None:
    """Give credits to an organisation."""
    LedgerEntry.objects.create(
        organisation=organisation, kind=Kind.GRANT, credits=credits, created_at=now
    )


def hold(*, organisation: Organisation, job_id: str, credits: int, now: datetime) -> None:
    """Set credits aside for a job. Raises ApiError `insufficient_credits`.

    Call inside the transaction that makes the job: the organisation's row is locked until then, so
    that two submits cannot spend the same credits.
    """
    if organisation.plan.credits is not None:
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        _top_up(organisation, organisation.plan.credits, now)
        _refuse_without(organisation, credits, now)
    LedgerEntry.objects.create(
        organisation=organisation, job_id=job_id, kind=Kind.HOLD, credits=-credits, created_at=now
    )


def settle(*, organisation: Organisation, job_id: str, now: datetime) -> None:
    """The job is done: what was held is spent."""
    LedgerEntry.objects.create(
        organisation=organisation, job_id=job_id, kind=Kind.SETTLE, credits=0, created_at=now
    )


def release(*, organisation: Organisation, job_id: str, credits: int, now: datetime) -> None:
    """The job gave no result: what was held comes back."""
    LedgerEntry.objects.create(
        organisation=organisation, job_id=job_id, kind=Kind.RELEASE, credits=credits, created_at=now
    )


def _top_up(organisation: Organisation, credits: int, now: datetime) -> None:
    """At the first submit of a period, bring the balance up to the plan's credits."""
    start = period_start(organisation.created_at, now)
    grants = LedgerEntry.objects.filter(organisation=organisation, kind=Kind.GRANT)
    if not grants.filter(created_at__gte=start).exists():
        grant(organisation=organisation, credits=credits - balance(organisation), now=now)


def _refuse_without(organisation: Organisation, credits: int, now: datetime) -> None:
    left = balance(organisation)
    if left < credits:
        raise ApiError(
            "insufficient_credits",
            f"This request needs {credits} credits and {left} are left.",
            hard_limit=True,
            overages_available=False,
            credits_required=credits,
            credits_remaining=left,
            resets_at=period_end(organisation.created_at, now).isoformat(),
            upgrade_url="/billing",
        )
