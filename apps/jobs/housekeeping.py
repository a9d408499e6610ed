"""What keeps the promise that nothing is lost and nothing stays: verbs that run by the clock."""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby, islice

from django.db.models import Count, Min, Q

from apps.api.idempotency import forget_old
from apps.core import log
from apps.core.ids import first_id_at, is_id
from apps.core.storage import StorageUnavailable, clear_spool, store
from apps.jobs import services as jobs
from apps.jobs.models import JOBS_FOLDER, Job, folder_of
from apps.jobs.states import State

SWEEP_ROWS = 500
"""Jobs looked at in one sweep, which comes again in seconds; and in one look of a longer run."""

EXPIRE_SECONDS = 50.0
"""How long a run erases at most: it comes again every minute."""

ORPHAN_AGE = timedelta(minutes=15)
"""Older than any submit that is still on its way."""

ORPHAN_WINDOW = timedelta(days=1)
"""How far back each look goes; it comes every hour."""

LONG_WAIT = timedelta(minutes=5)
"""Nothing waits so long where somebody takes from its queue, and can keep up."""

GIVEN_UP = "backend_unavailable"


def sweep(*, now: datetime) -> None:
    """Ring again for waiting jobs nobody came for; end those whose last attempt died."""
    rung = jobs.ring_again(jobs=Job.objects.unheard(now)[:SWEEP_ROWS], now=now)
    lost = [
        job
        for job in Job.objects.select_related("organisation").given_up(now)[:SWEEP_ROWS]
        if jobs.fail(job=job, code=GIVEN_UP, now=now)
    ]
    if rung or lost:
        log.info("swept", rung=rung, given_up=len(lost))


def watch(*, now: datetime) -> list[tuple[str, int, float]]:
    """Say in the log in which queues jobs wait long: nobody takes them, or too few do.

    The queues, the number of such jobs, and the age of the oldest in seconds.
    """
    late = Job.objects.waiting_since(now - LONG_WAIT).values("queue").order_by("queue")
    rows = late.annotate(jobs=Count("id"), since=Min("created_at"))
    waits = [(row["queue"], row["jobs"], (now - row["since"]).total_seconds()) for row in rows]
    for queue, number, seconds in waits:
        log.warning("jobs_wait_long", queue=queue, jobs=number, oldest_seconds=round(seconds))
    return waits


def expire(*, now: datetime) -> int:
    """Erase ended jobs whose retention is over, all of them where the time suffices; their number.

    And idempotency records past their window.
    """
    end = time.monotonic() + EXPIRE_SECONDS
    forget_old(now=now)
    erased = 0
    for job in _overdue(now):
        erased += _expire(job, now)
        if time.monotonic() > end:
            log.warning("expire_out_of_time", erased=erased)
            break
    return erased


def _overdue(now: datetime) -> Iterator[Job]:
    """Overdue jobs, oldest first, each once: one that cannot be erased is not waited for."""
    overdue = Job.objects.overdue(now).select_related("organisation").order_by("expires_at", "id")
    rows = list(overdue[:SWEEP_ROWS])
    while rows:
        yield from rows
        at, last = rows[-1].expires_at, rows[-1].id
        later = Q(expires_at__gt=at) | Q(expires_at=at, id__gt=last)
        rows = list(overdue.filter(later)[:SWEEP_ROWS])


def _expire(job: Job, now: datetime) -> bool:
    try:
        return jobs.expire(job=job, now=now)
    except StorageUnavailable as error:
        log.warning("not_erased", job_id=job.id, error=str(error))
        return False


def remove_orphans(*, now: datetime, age: timedelta = ORPHAN_AGE) -> int:
    """Erase stored files without a living job, and what dead processes left in the spool; how many.

    Ids sort by time, so that one look lists only what the last day has stored.
    """
    oldest = first_id_at("job", (now - ORPHAN_WINDOW).timestamp())
    newest = first_id_at("job", (now - age).timestamp())
    folders = (
        job_id for job_id in _stored_jobs(oldest) if is_id("job", job_id) and job_id < newest
    )
    removed = clear_spool()
    while batch := list(islice(folders, SWEEP_ROWS)):
        removed += _remove_without_job(batch)
    if removed:
        log.warning("orphans_removed", files=removed)
    return removed


def _stored_jobs(oldest: str) -> Iterator[str]:
    """Ids of the folders in the store from `oldest` on."""
    listed = store().list(JOBS_FOLDER, start_after=f"{JOBS_FOLDER}{oldest}")
    for job_id, _ in groupby(listed, key=lambda item: item.key.split("/")[1]):
        yield job_id


def _remove_without_job(job_ids: Iterable[str]) -> int:
    living = set(
        Job.objects.filter(id__in=job_ids)
        .exclude(status=State.EXPIRED)
        .values_list("id", flat=True)
    )
    dead = (job_id for job_id in job_ids if job_id not in living)
    return sum(store().delete_prefix(folder_of(job_id)) for job_id in dead)
