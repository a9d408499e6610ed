"""`parse.*`: one job, by its id; a task for each queue in which jobs wait."""

from collections.abc import Mapping

from celery import shared_task
from django.utils import timezone

from apps.candidates import services as candidates
from apps.jobs.kinds import CV
from apps.jobs.processing import Recorder, process
from apps.jobs.queues import Queue

RECORDERS: Mapping[str, Recorder] = {CV.service: candidates.record}
"""Who else is given what was read, by service."""


@shared_task(name="parse.run")
def run(*, job_id: str, **_: object) -> None:
    """Carry a job to its end. Unknown and ended ids are left alone."""
    process(job_id=job_id, clock=timezone.now, recorders=RECORDERS)


@shared_task(name="parse.ocr")
def ocr(*, job_id: str, **_: object) -> None:
    """The same for a job with pages that are pictures."""
    process(job_id=job_id, clock=timezone.now, waits_in=Queue.OCR, recorders=RECORDERS)


@shared_task(name="parse.convert")
def convert(*, job_id: str, **_: object) -> None:
    """The same for a job whose file another program has to convert first."""
    process(job_id=job_id, clock=timezone.now, waits_in=Queue.CONVERT, recorders=RECORDERS)
