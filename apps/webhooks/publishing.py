"""The outbox: an event and its deliveries are rows of the transaction in which it happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from apps.accounts.models import Organisation
from apps.core import queue
from apps.core.ids import new_id
from apps.core.times import iso
from apps.webhooks.events import EVENTS
from apps.webhooks.models import Delivery, Endpoint, Event

FIRST_RING = timedelta(seconds=30)
"""How long nobody may come for a delivery before somebody rings again."""

TASK = "webhooks.deliver"


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, to which job or batch. `facts` are what the body says beside that."""

    type: str
    facts: Mapping[str, Any]
    job_id: str | None = None
    batch_id: str | None = None


def publish(*, organisation: Organisation, happening: Happening, now: datetime) -> None:
    """Write the event for every endpoint that wants it. Call inside the transaction it tells of."""
    assert happening.type in EVENTS, happening.type
    if not organisation.plan.webhooks:
        return
    subjects = [name for name in (happening.job_id, happening.batch_id) if name]
    listening = Endpoint.objects.listening(organisation, subjects)
    wanted = [endpoint for endpoint in listening if happening.type in endpoint.events]
    if wanted:
        deliver_to(wanted, organisation=organisation, happening=happening, now=now)


def deliver_to(
    endpoints: list[Endpoint], *, organisation: Organisation, happening: Happening, now: datetime
) -> list[Delivery]:
    """The event as rows, one delivery for each of these endpoints; they are rung for at commit."""
    event_id = new_id("evt")
    event = Event.objects.create(
        id=event_id,
        organisation=organisation,
        type=happening.type,
        job_id=happening.job_id,
        batch_id=happening.batch_id,
        body=_body(event_id, happening, now),
        created_at=now,
    )
    deliveries = [
        Delivery(event=event, endpoint=endpoint, next_attempt_at=now, ring_at=now + FIRST_RING)
        for endpoint in endpoints
    ]
    Delivery.objects.bulk_create(deliveries)
    for delivery in deliveries:
        queue.send(TASK, delivery_id=delivery.id)
    return deliveries


def _body(event_id: str, happening: Happening, now: datetime) -> bytes:
    return orjson.dumps(
        {
            "event": happening.type,
            "id": event_id,
            "created_at": iso(now),
            **happening.facts,
        }
    )
