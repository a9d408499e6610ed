"""The bodies of the webhook routes."""

from typing import Any

from apps.core.times import iso
from apps.webhooks.models import Attempt, Delivery, Endpoint


def endpoint(row: Endpoint) -> dict[str, Any]:
    """An endpoint without its secret."""
    return {
        "id": row.id,
        "url": row.url,
        "description": row.description,
        "events": row.events,
        "enabled": row.disabled_at is None,
        "disabled_reason": row.disabled_reason or None,
        "failing_since": iso(row.failing_since),
        "created_at": iso(row.created_at),
    }


def with_secret(row: Endpoint) -> dict[str, Any]:
    """An endpoint with its secret, which is shown at its making and at a rotation only."""
    return {
        **endpoint(row),
        "secret": row.secret,
        "previous_secret_until": iso(row.previous_until),
    }


def delivery(row: Delivery) -> dict[str, Any]:
    """A delivery with its attempts."""
    own = row.endpoint.subject is None
    return {
        "id": row.id,
        "event": row.event.type,
        "event_id": row.event_id,
        "job_id": row.event.job_id,
        "batch_id": row.event.batch_id,
        "endpoint_id": row.endpoint_id if own else None,
        "url": row.endpoint.url,
        "status": row.status,
        "next_attempt_at": iso(row.next_attempt_at),
        "delivered_at": iso(row.delivered_at),
        "created_at": iso(row.event.created_at),
        "attempts": [_attempt(tried) for tried in sorted(row.tries.all(), key=lambda t: t.pk)],
    }


def _attempt(row: Attempt) -> dict[str, Any]:
    return {
        "number": row.number,
        "at": iso(row.at),
        "milliseconds": row.milliseconds,
        "status_code": row.status_code,
        "error": row.error or None,
    }
