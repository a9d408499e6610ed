"""One attempt to deliver: claim the row, send, write down what came of it."""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.accounts import audit
from apps.accounts.audit import SERVICE
from apps.core import log, outbound, queue
from apps.core.connections import give_back
from apps.core.outbound import OutboundError, Policy
from apps.webhooks import signing
from apps.webhooks.events import GIVE_UP, RETRY_DELAYS, delay_before
from apps.webhooks.models import Attempt, Delivery, Endpoint, Event, Status
from apps.webhooks.publishing import FIRST_RING, TASK
from apps.webhooks.turns import Turns

Clock = Callable[[], datetime]

TOTAL_SECONDS = 10.0
LEASE = timedelta(seconds=60)
"""An attempt that has written nothing after this long has died with its process."""

KEPT = timedelta(days=30)
"""How long the log of deliveries goes back."""

DELETED_KEPT = timedelta(hours=1)
"""How long a deleted endpoint stays: every transaction that saw it before has ended by then."""

BUSY_PAUSE = timedelta(seconds=1)
SWEEP_MOST = 2000
GONE = 410
SUCCESS = range(200, 300)
INTERNAL = "internal"
"""The word for a fault of ours."""

_luck = random.SystemRandom()
_turns = Turns()


def deliver(*, delivery_id: str, clock: Clock) -> None:
    """Make the attempt that is due, if there is one and nobody else makes it."""
    waiting = Delivery.objects.select_related("event", "endpoint__organisation")
    delivery = waiting.due(clock()).filter(id=delivery_id).first()
    if delivery is None:
        return
    with _turns.turn(delivery) as mine:
        if not mine:
            later = clock() + BUSY_PAUSE
            _known(delivery).update(next_attempt_at=later, ring_at=later)
        elif _claim(delivery, clock()):
            _attempt(delivery, clock)


def sweep(*, now: datetime) -> int:
    """Ring for deliveries that are due and nobody came for; the number rung."""
    due = Delivery.objects.due(now).filter(ring_at__lte=now)
    found = list(due.values_list("id", flat=True)[:SWEEP_MOST])
    Delivery.objects.filter(id__in=found).update(ring_at=now + FIRST_RING)
    for delivery_id in found:
        queue.ring(TASK, delivery_id=delivery_id)
    return len(found)


def forget(*, now: datetime) -> None:
    """Delete events older than a month with their deliveries, and endpoints that were deleted.

    Addresses given with one job are deleted like the others, a month after they were given.
    """
    Event.objects.filter(created_at__lt=now - KEPT).delete()
    Endpoint.objects.filter(deleted_at__lt=now - DELETED_KEPT).delete()
    old = Endpoint.objects.filter(created_at__lt=now - KEPT, deleted_at=None)
    old.exclude(subject=None).update(deleted_at=now)


def _known(delivery: Delivery) -> Any:
    """The row, as long as it is as we know it."""
    return Delivery.objects.filter(
        id=delivery.id, status=Status.PENDING, attempts=delivery.attempts
    )


def _claim(delivery: Delivery, now: datetime) -> bool:
    """Count the attempt before it is made: one that kills the process must not be made for ever."""
    endpoint = delivery.endpoint
    if not endpoint.listens or delivery.attempts >= len(RETRY_DELAYS):
        _known(delivery).update(status=Status.FAILED, next_attempt_at=None)
        return False
    due = _known(delivery).filter(next_attempt_at__lte=now)
    if not due.update(attempts=delivery.attempts + 1, next_attempt_at=now + LEASE):
        return False
    delivery.attempts += 1
    return True


def _attempt(delivery: Delivery, clock: Clock) -> None:
    event, endpoint, begun = delivery.event, delivery.endpoint, clock()
    body = bytes(event.body)
    signed = signing.headers(
        message_id=event.id, body=body, moment=begun, secrets_now=endpoint.secrets_at(begun)
    )
    give_back()
    started = time.perf_counter()
    status, error = _send(endpoint.url, {**FIXED_HEADERS, **signed}, body)
    tried = Attempt(
        delivery=delivery,
        number=delivery.attempts,
        at=begun,
        milliseconds=round((time.perf_counter() - started) * 1000),
        status_code=status,
        error=error,
    )
    log.info(
        "webhook",
        delivery_id=delivery.id,
        attempt=tried.number,
        status=status,
        code=error,
        milliseconds=tried.milliseconds,
    )
    _write_down(delivery, tried, clock())


FIXED_HEADERS = {"Content-Type": "application/json", "User-Agent": "Parselane-Webhooks/1"}


def policy() -> Policy:
    """What webhooks may reach in this deployment."""
    return Policy(
        allow_private=settings.PARSELANE.webhook_allow_private, total_seconds=TOTAL_SECONDS
    )


def _send(url: str, headers: dict[str, str], body: bytes) -> tuple[int | None, str]:
    """The status or none, and the word for what went wrong: whatever happens is written down."""
    try:
        answer = outbound.post(url, headers=headers, body=body, policy=policy())
    except OutboundError as error:
        return None, error.code
    except Exception as error:
        log.warning("webhook_internal", error=type(error).__name__)
        return None, INTERNAL
    return answer.status, "" if answer.status in SUCCESS else "not_2xx"


@transaction.atomic
def _write_down(delivery: Delivery, tried: Attempt, now: datetime) -> None:
    tried.save(force_insert=True)
    endpoint = delivery.endpoint
    if not tried.error:
        _known(delivery).update(status=Status.DELIVERED, delivered_at=now, next_attempt_at=None)
        if endpoint.failing_since is not None:
            Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=None)
        return
    if tried.status_code == GONE:
        disable(endpoint=endpoint, reason="gone", now=now)
    else:
        _note_failure(endpoint, now)
    _plan_next(delivery, endpoint, now)


def _plan_next(delivery: Delivery, endpoint: Endpoint, now: datetime) -> None:
    delay = delay_before(delivery.attempts + 1, _luck.random())
    if delay is None or endpoint.disabled_at is not None:
        _known(delivery).update(status=Status.FAILED, next_attempt_at=None)
        return
    at = now + delay
    _known(delivery).update(next_attempt_at=at, ring_at=at)


def _note_failure(endpoint: Endpoint, now: datetime) -> None:
    """Remember since when nothing succeeds; after ten days it is enough."""
    if endpoint.failing_since is None:
        fresh = Endpoint.objects.filter(pk=endpoint.pk, failing_since=None)
        fresh.update(failing_since=now)
    elif now - endpoint.failing_since >= GIVE_UP:
        disable(endpoint=endpoint, reason="failing", now=now)


def disable(*, endpoint: Endpoint, reason: str, now: datetime) -> None:
    """Switch an endpoint off, once, with a notice in the audit log."""
    enabled = Endpoint.objects.filter(pk=endpoint.pk, disabled_at=None, deleted_at=None)
    if enabled.update(disabled_at=now, disabled_reason=reason):
        audit.record(
            organisation=endpoint.organisation,
            actor=SERVICE,
            action="endpoint.disabled",
            target=f"{endpoint.id} {reason}",
            now=now,
        )
    endpoint.disabled_at = now
