"""Batches: several files in one request, each a job of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from apps.accounts.models import Organisation
from apps.core.ids import new_id
from apps.intake.models import Upload
from apps.jobs import announcing
from apps.jobs import services as jobs
from apps.jobs.models import Batch, Refusal
from apps.jobs.queues import Queue
from apps.jobs.services import Order
from apps.usage import ledger
from apps.webhooks.services import listen_once


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that becomes a job: where it stood in the request, and its stored source."""

    position: int
    job_id: str
    upload: Upload
    waits_in: Queue = Queue.TEXT


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that becomes none."""

    position: int
    file_name: str
    code: str


def new_batch_id() -> str:
    """The id of a batch to be."""
    return new_id("batch")


@transaction.atomic
def submit(
    *,
    organisation: Organisation,
    accepted: Sequence[Accepted],
    refused: Sequence[Refused],
    order: Order,
    now: datetime,
) -> Batch:
    """Make a batch of stored uploads, all or none. Raises ApiError `insufficient_credits`."""
    cost = order.kind.cost * len(accepted)
    ledger.refuse_without(organisation=organisation, credits=cost, now=now)
    batch = Batch.objects.create(
        id=new_batch_id(),
        organisation=organisation,
        service=order.kind.service,
        request_id=order.request_id,
        created_at=now,
    )
    Refusal.objects.bulk_create(
        Refusal(batch=batch, position=one.position, file_name=one.file_name, error_code=one.code)
        for one in refused
    )
    if order.wish is not None:
        listen_once(organisation=organisation, subject=batch.id, wish=order.wish, now=now)
    each = replace(order, wish=None)
    for one in accepted:
        jobs.submit(
            job_id=one.job_id,
            organisation=organisation,
            upload=one.upload,
            order=each,
            now=now,
            batch=batch,
            position=one.position,
            waits_in=one.waits_in,
        )
    announcing.close_batch(batch=batch, now=now)  # all were refused: it has ended already
    batch.refresh_from_db(fields=["finished_at"])
    return batch
