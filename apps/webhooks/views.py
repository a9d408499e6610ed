"""The webhook routes: HTTP in, one verb, HTTP out."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Organisation
from apps.api import bodies, idempotency
from apps.api.authentication import organisation_of
from apps.api.pagination import page_of
from apps.api.request_log import request_id_of
from apps.api.views import MANAGED, ApiView, actor_of
from apps.core.errors import ApiError
from apps.core.ids import Prefix, is_id
from apps.webhooks import openapi, serializers, services
from apps.webhooks.models import Delivery, Endpoint, Status

DAY_SECONDS = 24 * 3600
BY_ID: Mapping[str, tuple[Prefix, str]] = {
    "endpoint_id": ("ep", "endpoint_id"),
    "job_id": ("job", "event__job_id"),
}
"""By its name in the query: the prefix of an id and the column it is looked for in."""

READERS: dict[str, bodies.Reader] = {
    "url": bodies.text(2048),
    "events": bodies.list_of(bodies.text(40), 10),
    "description": bodies.text(200, least=0),
}


class EndpointListView(ApiView):
    """The organisation's endpoints."""

    scopes = MANAGED

    @extend_schema(**openapi.LIST_ENDPOINTS)
    def get(self, request: Request) -> Response:
        rows = Endpoint.objects.of(_entitled(request))
        return Response(page_of(request, rows, serializers.endpoint))

    @extend_schema(**openapi.CREATE_ENDPOINT)
    def post(self, request: Request) -> Response:
        organisation = _entitled(request)
        given = bodies.read_body(request, READERS, required=("url",))
        facts = _checked(given)

        def create() -> tuple[int, object]:
            endpoint = services.create_endpoint(
                organisation=organisation,
                url=facts["url"],
                events=facts.get("events", services.checked_events([])),
                description=facts.get("description", ""),
                now=timezone.now(),
                actor=actor_of(request),
            )
            return 201, serializers.with_secret(endpoint)

        return idempotency.once(request, "webhook-endpoints", given, create, shown_once="secret")


class EndpointView(ApiView):
    """One endpoint."""

    scopes = MANAGED

    @extend_schema(**openapi.GET_ENDPOINT)
    def get(self, request: Request, endpoint_id: str) -> Response:
        return Response(serializers.endpoint(_own_endpoint(request, endpoint_id)))

    @extend_schema(**openapi.CHANGE_ENDPOINT)
    def patch(self, request: Request, endpoint_id: str) -> Response:
        endpoint = _own_endpoint(request, endpoint_id)
        given = bodies.read_body(request, {**READERS, "enabled": bodies.boolean})
        changed = services.change_endpoint(
            endpoint=endpoint,
            changes=_checked(given),
            now=timezone.now(),
            actor=actor_of(request),
        )
        return Response(serializers.endpoint(changed))

    @extend_schema(**openapi.DELETE_ENDPOINT)
    def delete(self, request: Request, endpoint_id: str) -> Response:
        services.delete_endpoint(
            endpoint=_own_endpoint(request, endpoint_id),
            now=timezone.now(),
            actor=actor_of(request),
        )
        return Response(status=204)


class RotateSecretView(ApiView):
    """A new secret for an endpoint."""

    scopes = MANAGED

    @extend_schema(**openapi.ROTATE_SECRET)
    def post(self, request: Request, endpoint_id: str) -> Response:
        endpoint = _own_endpoint(request, endpoint_id)
        readers = {"overlap_seconds": bodies.whole_number(0, 7 * DAY_SECONDS)}
        given = bodies.read_body(request, readers)
        overlap = timedelta(seconds=given.get("overlap_seconds", DAY_SECONDS))

        def rotate() -> tuple[int, object]:
            rotated = services.rotate_secret(
                endpoint=endpoint, overlap=overlap, now=timezone.now(), actor=actor_of(request)
            )
            return 200, serializers.with_secret(rotated)

        route = f"webhook-endpoints/{endpoint.id}/rotate"
        return idempotency.once(request, route, given, rotate, shown_once="secret")


class PingView(ApiView):
    """A test event for an endpoint."""

    scopes = MANAGED

    @extend_schema(**openapi.PING)
    def post(self, request: Request, endpoint_id: str) -> Response:
        endpoint = _own_endpoint(request, endpoint_id)
        given = bodies.read_body(request, {})

        def ping() -> tuple[int, object]:
            delivery = services.ping(
                endpoint=endpoint, request_id=request_id_of(request), now=timezone.now()
            )
            return 202, serializers.delivery(delivery)

        return idempotency.once(request, f"webhook-endpoints/{endpoint.id}/ping", given, ping)


class DeliveryListView(ApiView):
    """What was sent, and what came of it."""

    scopes = MANAGED

    @extend_schema(**openapi.LIST_DELIVERIES)
    def get(self, request: Request) -> Response:
        rows = Delivery.objects.of(_entitled(request)).prefetch_related("tries")
        wanted = _wanted(rows, request.query_params)
        return Response(page_of(request, wanted, serializers.delivery))


class RedeliverView(ApiView):
    """Send an event again."""

    scopes = MANAGED

    @extend_schema(**openapi.REDELIVER)
    def post(self, request: Request, delivery_id: str) -> Response:
        delivery = _own_delivery(request, delivery_id)
        given = bodies.read_body(request, {})

        def send() -> tuple[int, object]:
            again = services.redeliver(delivery=delivery, now=timezone.now())
            return 202, serializers.delivery(again)

        route = f"webhook-deliveries/{delivery.id}/redeliver"
        return idempotency.once(request, route, given, send)


def _entitled(request: Request) -> Organisation:
    """The calling organisation, whose plan must have webhooks."""
    organisation = organisation_of(request)
    if not organisation.plan.webhooks:
        raise ApiError("webhook_access_disabled")
    return organisation


def _wanted(rows: QuerySet[Delivery], query: Mapping[str, str]) -> QuerySet[Delivery]:
    """The deliveries that the query asks for; what is no id is nobody's. Raises ApiError."""
    status = query.get("status")
    if status is not None:
        if status not in Status.values:
            known = ", ".join(Status.values)
            raise ApiError("invalid_request", f"status must be one of {known}.")
        rows = rows.filter(status=status)
    for name, (prefix, column) in BY_ID.items():
        value = query.get(name)
        if value is not None:
            rows = rows.filter(**{column: value}) if is_id(prefix, value) else rows.none()
    return rows


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    facts = dict(given)
    if "url" in facts:
        facts["url"] = services.checked_url(facts["url"])
    if "events" in facts:
        facts["events"] = services.checked_events(facts["events"])
    return facts


def _own_endpoint(request: Request, endpoint_id: str) -> Endpoint:
    mine = Endpoint.objects.of(_entitled(request)).select_related("organisation")
    found = mine.filter(id=endpoint_id).first() if is_id("ep", endpoint_id) else None
    if found is None:
        raise ApiError("not_found", services.NO_ENDPOINT)
    return found


def _own_delivery(request: Request, delivery_id: str) -> Delivery:
    mine = Delivery.objects.of(_entitled(request))
    found = mine.filter(id=delivery_id).first() if is_id("dlv", delivery_id) else None
    if found is None:
        raise ApiError("not_found", "No delivery with this id exists.")
    return found
