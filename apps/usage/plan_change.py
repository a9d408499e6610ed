"""Moving an organisation to another plan."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from apps.accounts import audit
from apps.accounts.audit import Actor
from apps.accounts.models import Organisation
from apps.core.errors import ApiError
from apps.usage import ledger
from apps.usage.models import Balance


@transaction.atomic
def change_plan(*, organisation: Organisation, plan_name: str, now: datetime, actor: Actor) -> None:
    """Put an organisation on a plan, at once. Raises ApiError `invalid_request` for none.

    What was used in this period stays used: the balance becomes the new plan's credits less that,
    and never less than nothing. Coming from the unlimited plan, the period starts afresh.
    """
    if plan_name not in settings.PLANS:
        raise ApiError("invalid_request", f"plan must be one of {', '.join(settings.PLANS)}.")
    before = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    _carry_over(before, settings.PLANS[plan_name].credits, now)
    Organisation.objects.filter(pk=organisation.pk).update(plan_name=plan_name)
    organisation.plan_name = plan_name
    audit.record(
        organisation=organisation,
        actor=actor,
        action="plan.changed",
        target=f"{before.plan_name} to {plan_name}",
        now=now,
    )


def _carry_over(before: Organisation, new: int | None, now: datetime) -> None:
    """Bring the balance to what the new plan's credits leave. It stays locked: no hold between."""
    ledger.top_up(organisation=before, now=now)
    old = before.plan.credits
    if old is None or new is None:
        ledger.start_afresh(organisation=before, credits=new, now=now)
        return
    row = Balance.objects.get(organisation=before)
    left = max(new - (old - row.credits), 0)
    if left != row.credits:
        ledger.grant(organisation=before, credits=left - row.credits, now=now)
