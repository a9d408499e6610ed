"""What the OpenAPI description says of the webhook routes."""

from typing import Any

from apps.api.openapi import (
    BOOLEAN,
    INTEGER,
    MOMENT,
    PAGING,
    RETRY_KEY,
    STRING,
    JsonSchema,
    answers,
    body,
    id_of,
    list_of,
    nullable,
    page_of,
    query,
    record,
    ref,
    text,
    whole,
)
from apps.webhooks.events import EVENTS, SUBSCRIBABLE
from apps.webhooks.models import Status

EVENT: JsonSchema = {"type": "string", "enum": list(SUBSCRIBABLE)}
ENDPOINT = record(
    {
        "id": id_of("ep"),
        "url": STRING,
        "description": STRING,
        "events": list_of(EVENT),
        "enabled": BOOLEAN,
        "disabled_reason": nullable("string"),
        "failing_since": MOMENT,
        "created_at": MOMENT,
    }
)
WITH_SECRET: JsonSchema = {
    "allOf": [
        ref("WebhookEndpoint"),
        record({"secret": nullable("string"), "previous_secret_until": MOMENT}),
    ]
}
ATTEMPT = record(
    {
        "number": INTEGER,
        "at": MOMENT,
        "milliseconds": INTEGER,
        "status_code": nullable("integer"),
        "error": nullable("string"),
    }
)
DELIVERY = record(
    {
        "id": id_of("dlv"),
        "event": {"type": "string", "enum": list(EVENTS)},
        "event_id": id_of("evt"),
        **dict.fromkeys(("job_id", "batch_id", "endpoint_id"), nullable("string")),
        "url": STRING,
        "status": {"type": "string", "enum": list(Status.values)},
        **dict.fromkeys(("next_attempt_at", "delivered_at", "created_at"), MOMENT),
        "attempts": list_of(ATTEMPT),
    }
)
COMPONENTS: dict[str, JsonSchema] = {
    "WebhookEndpoint": ENDPOINT,
    "WebhookEndpointWithSecret": WITH_SECRET,
    "WebhookDelivery": DELIVERY,
    "WebhookEndpointPage": page_of(ref("WebhookEndpoint")),
    "WebhookDeliveryPage": page_of(ref("WebhookDelivery")),
}


def _route(operation: str, summary: str, **more: Any) -> dict[str, Any]:
    return {"operation_id": operation, "summary": summary, "tags": ["webhooks"], **more}


_HOST = r"[\p{N}.-]*\p{L}[\p{L}\p{N}.-]*"  # a name; a public address of numbers will do as well
URL: JsonSchema = {
    "type": "string",
    "format": "https-url",  # no `uri`: a host may have letters of its own language
    "pattern": f"^https://{_HOST}(:443)?([/?#][!-~]*)?$",
    "maxLength": 2048,
}
_FOUR, _THREE, _TWO = (f"[A-Za-z0-9+/]{{{number}}}" for number in (4, 3, 2))
SECRET: JsonSchema = {
    "type": "string",
    "description": "whsec_ and 24 to 64 random bytes in base64.",
    "pattern": f"^whsec_(({_FOUR}){{8,21}}|({_FOUR}){{8,20}}{_THREE}=|({_FOUR}){{8,21}}{_TWO}==)$",
}
DESCRIPTION = text(200, least=0)
EVENTS_FIELD: JsonSchema = {**list_of(EVENT), "maxItems": 10}

LIST_ENDPOINTS = _route(
    "listWebhookEndpoints",
    "List your webhook endpoints",
    parameters=PAGING,
    responses=answers({200: ref("WebhookEndpointPage")}, 400),
)
CREATE_ENDPOINT = _route(
    "createWebhookEndpoint",
    "Make a webhook endpoint; its secret is shown this once",
    parameters=[RETRY_KEY],
    request=body({"url": URL}, events=EVENTS_FIELD, description=DESCRIPTION),
    responses=answers({201: ref("WebhookEndpointWithSecret")}, 400, 409, 413, 415),
)
GET_ENDPOINT = _route(
    "getWebhookEndpoint",
    "One webhook endpoint",
    responses=answers({200: ref("WebhookEndpoint")}, 404),
)
CHANGE_ENDPOINT = _route(
    "changeWebhookEndpoint",
    "Change a webhook endpoint, or switch it on or off",
    request=body({}, url=URL, events=EVENTS_FIELD, description=DESCRIPTION, enabled=BOOLEAN),
    responses=answers({200: ref("WebhookEndpoint")}, 400, 404, 413, 415),
)
DELETE_ENDPOINT = _route(
    "deleteWebhookEndpoint",
    "Delete a webhook endpoint with its deliveries",
    responses=answers({204: None}, 404),
)
ROTATE_SECRET = _route(
    "rotateWebhookSecret",
    "Give an endpoint a new secret; both sign until the overlap is over",
    parameters=[RETRY_KEY],
    request=body({}, overlap_seconds=whole(0, 7 * 24 * 3600)),
    responses=answers({200: ref("WebhookEndpointWithSecret")}, 400, 404, 409, 413, 415),
)
PING = _route(
    "pingWebhookEndpoint",
    "Send a test event",
    parameters=[RETRY_KEY],
    request=body({}),
    responses=answers({202: ref("WebhookDelivery")}, 400, 404, 409, 413, 415),
)
LIST_DELIVERIES = _route(
    "listWebhookDeliveries",
    "List what was sent, with its attempts",
    parameters=[
        query("status", "Only deliveries in this state.", list(Status.values)),
        query("endpoint_id", "Only deliveries to this endpoint."),
        query("job_id", "Only events about this job."),
        *PAGING,
    ],
    responses=answers({200: ref("WebhookDeliveryPage")}, 400),
)
REDELIVER = _route(
    "redeliverWebhook",
    "Send an event again, under the same webhook-id",
    parameters=[RETRY_KEY],
    request=body({}),
    responses=answers({202: ref("WebhookDelivery")}, 400, 404, 409, 413, 415),
)
