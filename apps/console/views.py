"""The routes about the organisation itself: HTTP in, one verb, HTTP out."""

import ipaddress
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts import membership
from apps.accounts import services as accounts
from apps.accounts.access import ALL_SCOPES, Role, Scope
from apps.accounts.bounds import Bounds, Network, bounds_of
from apps.accounts.models import ApiKey, AuditEntry, Member
from apps.api import bodies, idempotency
from apps.api.authentication import organisation_of
from apps.api.pagination import page_of
from apps.api.views import MANAGED, ApiView, actor_of, key_of, role_of
from apps.console import openapi, serializers
from apps.core.errors import ApiError
from apps.core.ids import is_id
from apps.usage.models import DailyUsage

MAX_OVERLAP = 30 * 24 * 3600  # seconds
DEFAULT_OVERLAP = 24 * 3600
MAX_NETWORKS = 50
LONGEST_LIFE = timedelta(days=3653)


def network(name: str, value: Any) -> Network:
    """A reader of networks in CIDR notation and of single addresses."""
    try:
        if not isinstance(value, str):
            raise ValueError
        return ipaddress.ip_network(value)
    except ValueError:
        raise ApiError(
            "invalid_request", f"{name} must hold networks such as 192.0.2.0/24."
        ) from None


KEY_READERS: dict[str, bodies.Reader] = {
    "name": bodies.text(100),
    "scopes": bodies.list_of(bodies.one_of(*sorted(ALL_SCOPES)), len(ALL_SCOPES)),
    "networks": bodies.list_of(network, MAX_NETWORKS),
    "expires_at": bodies.or_null(bodies.moment),
    "member_id": bodies.or_null(bodies.text(30)),
}
ROLE = bodies.one_of(*Role)


class KeyListView(ApiView):
    """The organisation's API keys."""

    scopes = MANAGED

    @extend_schema(**openapi.LIST_KEYS)
    def get(self, request: Request) -> Response:
        rows = ApiKey.objects.of(organisation_of(request))
        return Response(page_of(request, rows, serializers.key))

    @extend_schema(**openapi.CREATE_KEY)
    def post(self, request: Request) -> Response:
        given = bodies.read_body(request, KEY_READERS, required=("name",))
        member = _member_for(request, given.get("member_id"))
        bounds = _bounds_for(request, given)

        def create() -> tuple[int, object]:
            secret, stored = accounts.issue_key(
                organisation=organisation_of(request),
                name=given["name"],
                now=timezone.now(),
                expires_at=bounds.expires_at,
                scopes=bounds.scopes,
                networks=bounds.networks,
                member=member,
                actor=actor_of(request),
            )
            return 201, serializers.with_secret(stored, secret)

        return idempotency.once(request, "keys", dict(request.data), create, shown_once="key")


class KeyView(ApiView):
    """One key."""

    scopes = MANAGED

    @extend_schema(**openapi.GET_KEY)
    def get(self, request: Request, key_id: str) -> Response:
        return Response(serializers.key(_own_key(request, key_id)))

    @extend_schema(**openapi.REVOKE_KEY)
    def delete(self, request: Request, key_id: str) -> Response:
        key = _own_key(request, key_id)
        _refuse_key_of_greater(key_of(request), key)
        accounts.revoke_key(key=key, now=timezone.now(), actor=actor_of(request))
        return Response(status=204)


class RotateKeyView(ApiView):
    """A new key in the place of one."""

    scopes = MANAGED

    @extend_schema(**openapi.ROTATE_KEY)
    def post(self, request: Request, key_id: str) -> Response:
        key = _own_key(request, key_id)
        readers = {"overlap_seconds": bodies.whole_number(0, MAX_OVERLAP)}
        given = bodies.read_body(request, readers)
        overlap = timedelta(seconds=given.get("overlap_seconds", DEFAULT_OVERLAP))

        _refuse_greater(request, key)

        def rotate() -> tuple[int, object]:
            if not ApiKey.objects.usable(timezone.now()).filter(pk=key.pk).exists():
                raise ApiError("conflict", "The key has ended. Make a new one.")
            secret, fresh = accounts.rotate_key(
                key=key, overlap=overlap, now=timezone.now(), actor=actor_of(request)
            )
            return 201, serializers.with_secret(fresh, secret)

        route = f"keys/{key.prefix}/rotate"
        return idempotency.once(request, route, given, rotate, shown_once="key")


class MemberListView(ApiView):
    """The organisation's members."""

    scopes = MANAGED

    @extend_schema(**openapi.LIST_MEMBERS)
    def get(self, request: Request) -> Response:
        rows = Member.objects.of(organisation_of(request))
        return Response(page_of(request, rows, serializers.member))

    @extend_schema(**openapi.ADD_MEMBER)
    def post(self, request: Request) -> Response:
        given = bodies.read_body(request, {"email": bodies.email, "role": ROLE}, ("email", "role"))

        def add() -> tuple[int, object]:
            added = membership.add_member(
                organisation=organisation_of(request),
                email=given["email"],
                role=Role(given["role"]),
                now=timezone.now(),
                by=role_of(request),
                actor=actor_of(request),
            )
            return 201, serializers.member(added)

        return idempotency.once(request, "members", given, add)


class MemberView(ApiView):
    """One member."""

    scopes = MANAGED

    @extend_schema(**openapi.CHANGE_MEMBER)
    def patch(self, request: Request, member_id: str) -> Response:
        given = bodies.read_body(request, {"role": ROLE}, required=("role",))
        changed = membership.change_role(
            member=_own_member(request, member_id),
            role=Role(given["role"]),
            now=timezone.now(),
            by=role_of(request),
            actor=actor_of(request),
        )
        return Response(serializers.member(changed))

    @extend_schema(**openapi.REMOVE_MEMBER)
    def delete(self, request: Request, member_id: str) -> Response:
        membership.remove_member(
            member=_own_member(request, member_id),
            now=timezone.now(),
            by=role_of(request),
            actor=actor_of(request),
        )
        return Response(status=204)


class AuditView(ApiView):
    """What was done in the organisation, and by whom."""

    scopes = MANAGED

    @extend_schema(**openapi.LIST_AUDIT)
    def get(self, request: Request) -> Response:
        rows = AuditEntry.objects.of(organisation_of(request))
        return Response(page_of(request, rows, serializers.audit_entry))


class AccountView(ApiView):
    """The plan and what is left of it."""

    @extend_schema(**openapi.GET_ACCOUNT)
    def get(self, request: Request) -> Response:
        return Response(serializers.account(organisation_of(request), timezone.now()))


class UsageView(ApiView):
    """Calls, jobs and credits, day by day."""

    @extend_schema(**openapi.LIST_USAGE)
    def get(self, request: Request) -> Response:
        rows = DailyUsage.objects.filter(organisation=organisation_of(request))
        for name, lookup in (("from", "day__gte"), ("to", "day__lte")):
            if day := _day(request, name):
                rows = rows.filter(**{lookup: day})
        ordered = rows.order_by("-day", "service", "key")
        return Response(page_of(request, ordered, serializers.usage))


def _day(request: Request, name: str) -> date | None:
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ApiError("invalid_request", f"{name} must be a day, as in 2026-03-14.") from None


def _own_key(request: Request, key_id: str) -> ApiKey:
    mine = ApiKey.objects.of(organisation_of(request)).select_related("organisation")
    found = mine.filter(prefix=key_id).first() if key_id.isalnum() else None
    if found is None:
        raise ApiError("not_found", "No API key with this id exists.")
    return found


def _member_for(request: Request, member_id: str | None) -> Member | None:
    """Whom a new key acts for: the member named, else whom the calling key acts for.

    Raises ApiError where the caller may not appoint that member's role.
    """
    mine = key_of(request).member
    if member_id is None or (mine is not None and mine.id == member_id):
        return mine
    member = _own_member(request, member_id)
    membership.refuse_appointment(role_of(request), Role(member.role))
    return member


def _bounds_for(request: Request, given: Mapping[str, Any]) -> Bounds:
    """The bounds of a new key: those given, else the caller's own.

    Raises ApiError where they are wider than the caller's.
    """
    own = bounds_of(key_of(request))
    expires_at = given.get("expires_at")
    now = timezone.now()
    if expires_at is not None and not now < expires_at <= now + LONGEST_LIFE:
        raise ApiError("invalid_request", "expires_at must be in the future, ten years at most.")
    asked = Bounds(
        scopes=frozenset(Scope(name) for name in given.get("scopes", own.scopes)),
        networks=tuple(given.get("networks") or own.networks),
        expires_at=expires_at or own.expires_at,
    )
    if not asked.scopes or not own.hold(asked):
        raise ApiError(
            "api_access_disabled", "A key cannot give scopes, networks or time it lacks."
        )
    return asked


def _refuse_greater(request: Request, key: ApiKey) -> None:
    """Raise ApiError where a key can do more than the caller: its new secret would be a gift."""
    caller = key_of(request)
    renewed = replace(bounds_of(key), expires_at=accounts.renewed_end(key, timezone.now()))
    if key.pk != caller.pk and not bounds_of(caller).hold(renewed):
        raise ApiError("api_access_disabled", "This key can do more than the one that calls.")
    _refuse_key_of_greater(caller, key)


def _refuse_key_of_greater(caller: ApiKey, key: ApiKey) -> None:
    """Raise ApiError where a key acts for somebody whom the caller may not appoint."""
    if caller.role is not None and key.member_id != caller.member_id:
        membership.refuse_appointment(caller.role, key.role or Role.OWNER)


def _own_member(request: Request, member_id: str) -> Member:
    mine = Member.objects.of(organisation_of(request)).select_related("organisation")
    found = mine.filter(id=member_id).first() if is_id("mem", member_id) else None
    if found is None:
        raise ApiError("not_found", "No member with this id exists.")
    return found
