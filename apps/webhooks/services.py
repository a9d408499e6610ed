"""Verbs on endpoints and deliveries: create, change, rotate, delete, ping, send again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from apps.accounts import audit
from apps.accounts.audit import Actor
from apps.accounts.models import Organisation
from apps.core import outbound, queue
from apps.core.errors import ApiError
from apps.core.outbound import OutboundError
from apps.webhooks import signing
from apps.webhooks.delivering import policy
from apps.webhooks.events import SUBSCRIBABLE
from apps.webhooks.models import Delivery, Endpoint, Status
from apps.webhooks.publishing import FIRST_RING, TASK, Happening, deliver_to

MOST_ENDPOINTS = 20
"""Endpoints that one organisation may have."""

CHANGEABLE = ("url", "events", "description")
NO_ENDPOINT = "No webhook endpoint with this id exists."


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to tell of one job or batch, as given with its submit."""

    url: str
    secret: str
    events: tuple[str, ...]


def checked_url(text: str) -> str:
    """A webhook URL as far as its text tells. Raises ApiError `invalid_request`.

    The name is not resolved here: what it leads to is checked when the event is sent.
    """
    try:
        outbound.check_url(text, policy())
    except OutboundError as error:
        raise ApiError("invalid_request", f"webhook_url is refused: {error}") from None
    return text


def checked_events(names: Sequence[str]) -> tuple[str, ...]:
    """Event names, each once, in the catalogue's order; none means all. Raises ApiError."""
    for name in names:
        if name not in SUBSCRIBABLE:
            known = ", ".join(SUBSCRIBABLE)
            raise ApiError("invalid_request", f"An event must be one of {known}.")
    return tuple(name for name in SUBSCRIBABLE if name in names) or SUBSCRIBABLE


def listen_once(*, organisation: Organisation, subject: str, wish: Wish, now: datetime) -> Endpoint:
    """An endpoint for one job or batch. Call inside the transaction that makes it."""
    return Endpoint.objects.create(
        organisation=organisation,
        subject=subject,
        url=wish.url,
        events=list(wish.events),
        secret=wish.secret,
        created_at=now,
    )


@transaction.atomic
def create_endpoint(
    *,
    organisation: Organisation,
    url: str,
    events: tuple[str, ...],
    description: str,
    now: datetime,
    actor: Actor,
) -> Endpoint:
    """An endpoint with a fresh secret. Raises ApiError `plan_limit_exceeded` for too many."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if Endpoint.objects.of(organisation).count() >= MOST_ENDPOINTS:
        raise ApiError(
            "plan_limit_exceeded", f"An organisation may have {MOST_ENDPOINTS} endpoints."
        )
    endpoint = Endpoint.objects.create(
        organisation=organisation,
        url=url,
        description=description,
        events=list(events),
        secret=signing.new_secret(),
        created_at=now,
    )
    _record(endpoint, actor, "endpoint.created", now)
    return endpoint


@transaction.atomic
def change_endpoint(
    *, endpoint: Endpoint, changes: dict[str, object], now: datetime, actor: Actor
) -> Endpoint:
    """Change url, events, description, or `enabled`; switching on forgets the failures.

    Raises ApiError `not_found` when somebody has deleted it by now, as the next two do.
    """
    fresh = _locked(endpoint)
    facts: dict[str, object] = {name: changes[name] for name in CHANGEABLE if name in changes}
    if changes.get("enabled") is True:
        facts |= {"disabled_at": None, "disabled_reason": "", "failing_since": None}
    if changes.get("enabled") is False and fresh.disabled_at is None:
        facts |= {"disabled_at": now, "disabled_reason": "by_request"}
    _set(fresh, facts)
    _record(fresh, actor, "endpoint.changed", now)
    return fresh


@transaction.atomic
def rotate_secret(
    *, endpoint: Endpoint, overlap: timedelta, now: datetime, actor: Actor
) -> Endpoint:
    """A new secret; for the overlap every event carries a signature of both."""
    fresh = _locked(endpoint)
    kept = {"previous_secret": fresh.secret, "previous_until": now + overlap}
    _set(fresh, {**kept, "secret": signing.new_secret()})
    _record(fresh, actor, "endpoint.rotated", now)
    return fresh


@transaction.atomic
def delete_endpoint(*, endpoint: Endpoint, now: datetime, actor: Actor) -> None:
    """Delete an endpoint with its deliveries: nobody sees them any more, `forget` erases them.

    The row itself may not go at once: a transaction that is writing a delivery for it would fail.
    """
    fresh = _locked(endpoint)
    _set(fresh, {"deleted_at": now})
    _record(fresh, actor, "endpoint.deleted", now)


@transaction.atomic
def ping(*, endpoint: Endpoint, request_id: str, now: datetime) -> Delivery:
    """Send a test event. Raises ApiError `conflict` when the endpoint is switched off."""
    if endpoint.disabled_at is not None:
        raise ApiError("conflict", "The endpoint is switched off. Enable it first.")
    happening = Happening("ping", {"request_id": request_id, "links": {}})
    [delivery] = deliver_to(
        [endpoint], organisation=endpoint.organisation, happening=happening, now=now
    )
    return delivery


@transaction.atomic
def redeliver(*, delivery: Delivery, now: datetime) -> Delivery:
    """Send an event again, from the first attempt on, under the same webhook-id.

    Raises ApiError `conflict` while the delivery is still under way or its endpoint is off.
    """
    if delivery.endpoint.disabled_at is not None:
        raise ApiError("conflict", "The endpoint is switched off. Enable it first.")
    ended = Delivery.objects.filter(pk=delivery.pk).exclude(status=Status.PENDING)
    facts = {"next_attempt_at": now, "ring_at": now + FIRST_RING, "delivered_at": None}
    if not ended.update(status=Status.PENDING, attempts=0, **facts):
        raise ApiError("conflict", "The delivery is still under way.")
    delivery.refresh_from_db()
    queue.send(TASK, delivery_id=delivery.id)
    return delivery


def _locked(endpoint: Endpoint) -> Endpoint:
    """The endpoint as it is now, ours alone until the end of the transaction."""
    mine = Endpoint.objects.select_for_update(of=("self",), no_key=True)
    fresh = mine.select_related("organisation").filter(pk=endpoint.pk, deleted_at=None).first()
    if fresh is None:
        raise ApiError("not_found", NO_ENDPOINT)
    return fresh


def _set(endpoint: Endpoint, facts: Mapping[str, object]) -> None:
    """Write these columns and no other: the courier writes some of the others meanwhile."""
    for name, value in facts.items():
        setattr(endpoint, name, value)
    endpoint.save(update_fields=list(facts))


def _record(endpoint: Endpoint, actor: Actor, action: str, now: datetime) -> None:
    audit.record(
        organisation=endpoint.organisation,
        actor=actor,
        action=action,
        target=endpoint.id,
        now=now,
    )
