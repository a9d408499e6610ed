"""`candidates.*`: what runs by the clock over candidates."""

from celery import shared_task
from django.utils import timezone

from apps.candidates import housekeeping


@shared_task(name="candidates.orphans")
def orphans(**_: object) -> None:
    """Erase stored files that belong to no candidate."""
    housekeeping.remove_orphans(now=timezone.now())
