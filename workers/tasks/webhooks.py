"""`webhooks.*`: one attempt by the id of its delivery, and what runs by the clock."""

from celery import shared_task
from django.utils import timezone

from apps.webhooks import delivering


@shared_task(name="webhooks.deliver")
def deliver(*, delivery_id: str, **_: object) -> None:
    """Make the attempt that is due. Unknown, ended and early ids are left alone."""
    delivering.deliver(delivery_id=delivery_id, clock=timezone.now)


@shared_task(name="webhooks.sweep")
def sweep(**_: object) -> None:
    """Ring for deliveries that are due."""
    delivering.sweep(now=timezone.now())


@shared_task(name="webhooks.forget")
def forget(**_: object) -> None:
    """Delete old events with their deliveries, and the addresses given with old jobs."""
    delivering.forget(now=timezone.now())
