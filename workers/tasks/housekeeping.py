"""What runs by the clock: ring again, give up, tell of long waits, expire, find orphans."""

from celery import shared_task
from django.utils import timezone

from apps.jobs import housekeeping


@shared_task(name="housekeeping.sweep")
def sweep(**_: object) -> None:
    """Ring again for jobs nobody came for; fail those whose last attempt died."""
    housekeeping.sweep(now=timezone.now())


@shared_task(name="housekeeping.watch")
def watch(**_: object) -> None:
    """Say in the log where jobs wait long."""
    housekeeping.watch(now=timezone.now())


@shared_task(name="housekeeping.expire")
def expire(**_: object) -> None:
    """Erase what retention has ended for."""
    housekeeping.expire(now=timezone.now())


@shared_task(name="housekeeping.orphans")
def orphans(**_: object) -> None:
    """Erase stored files that belong to no job."""
    housekeeping.remove_orphans(now=timezone.now())
