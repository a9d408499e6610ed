"""`parse.run`: one job, by its id."""

from celery import shared_task
from django.utils import timezone

from apps.jobs.processing import process


@shared_task(name="parse.run")
def run(*, job_id: str, **_: object) -> None:
    """Carry a job to its end. Unknown and ended ids are left alone."""
    process(job_id=job_id, clock=timezone.now)
