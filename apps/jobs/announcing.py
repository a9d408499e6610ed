"""What the webhooks say of jobs and batches that have ended: where to look, nothing of what is in
them."""

from datetime import datetime

from apps.jobs import serializers
from apps.jobs.models import Batch, Job
from apps.jobs.states import WAITING, State
from apps.webhooks.publishing import Happening, publish


def announce(*, job: Job, now: datetime) -> None:
    """Write the event of a job's end. Call inside the transaction that ends it."""
    done = job.status == State.DONE
    facts = {
        "job_id": job.id,
        "status": job.status,
        "service": job.service,
        "request_id": job.request_id,
        **({"batch_id": job.batch_id} if job.batch_id else {}),
        "links": serializers.links(job),
        **({} if done else {"error": serializers.error(job)}),
    }
    happening = Happening(
        "job.completed" if done else "job.failed", facts, job_id=job.id, batch_id=job.batch_id
    )
    publish(organisation=job.organisation, happening=happening, now=now)
    close_batch(batch=job.batch, now=now)


def close_batch(*, batch: Batch | None, now: datetime) -> None:
    """End a batch whose last job has ended, once. Call inside the transaction that ended it.

    The batch is locked first: of two jobs that end at the same time, the second must see the first.
    """
    if batch is None:
        return
    locked = Batch.objects.select_for_update().get(id=batch.id)
    if locked.finished_at is not None or locked.jobs.filter(status__in=WAITING).exists():
        return
    locked.finished_at = now
    locked.save(update_fields=["finished_at"])
    facts = {
        "job_id": None,
        "status": serializers.batch_status(locked),
        "service": locked.service,
        "request_id": locked.request_id,
        "batch_id": locked.id,
        "links": serializers.batch_links(locked),
    }
    happening = Happening("batch.completed", facts, batch_id=locked.id)
    publish(organisation=locked.organisation, happening=happening, now=now)
