"""Verbs on organisations and keys: create, issue, authenticate, rotate, revoke."""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from apps.accounts import audit
from apps.accounts.access import ALL_SCOPES, Scope
from apps.accounts.audit import OPERATOR, Actor
from apps.accounts.bounds import Network
from apps.accounts.models import ApiKey, Member, Organisation
from apps.core.errors import ApiError

KEY_MARK = "pl"
PREFIX_BYTES = 6  # 12 hexadecimal digits: for look-up, no secret
SECRET_BYTES = 32  # 256 random bits
MOST_KEYS = 50  # that work, in one organisation


def ensure_organisation(*, name: str, plan_name: str, now: datetime) -> Organisation:
    """The organisation of that name, made with that plan if it does not exist yet."""
    organisation, _ = Organisation.objects.get_or_create(
        name=name, defaults={"plan_name": plan_name, "created_at": now}
    )
    return organisation


@transaction.atomic
def issue_key(
    *,
    organisation: Organisation,
    name: str,
    now: datetime,
    expires_at: datetime | None = None,
    scopes: Collection[Scope] = ALL_SCOPES,
    networks: Sequence[Network] = (),
    member: Member | None = None,
    actor: Actor = OPERATOR,
) -> tuple[str, ApiKey]:
    """A new API key, in full, and its row. It is shown this once: only its digest is stored.

    Raises ApiError `plan_limit_exceeded` where the organisation has MOST_KEYS that work.
    """
    _refuse_more_keys(organisation, now)
    prefix = secrets.token_hex(PREFIX_BYTES)
    key = f"{KEY_MARK}_{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"
    stored = ApiKey.objects.create(
        organisation=organisation,
        member=member,
        name=name,
        prefix=prefix,
        digest=_digest(key),
        scopes=sorted(scopes),
        networks=[str(network) for network in networks],
        created_at=now,
        expires_at=expires_at,
    )
    audit.record(
        organisation=organisation, actor=actor, action="key.created", target=prefix, now=now
    )
    return key, stored


@transaction.atomic
def rotate_key(
    *, key: ApiKey, overlap: timedelta, now: datetime, actor: Actor
) -> tuple[str, ApiKey]:
    """A new key in the place of one, which stays good for `overlap` and never longer than it was.

    The new one is as the old one was: name, scopes, networks, member, and for how long. Raises
    ApiError as `issue_key` does; with no overlap there is always room.
    """
    _one_at_a_time(key.organisation)
    end = min(now + overlap, key.expires_at or now + overlap)
    ApiKey.objects.filter(pk=key.pk).update(expires_at=end)
    secret, fresh = issue_key(
        organisation=key.organisation,
        name=key.name,
        now=now,
        expires_at=renewed_end(key, now),
        scopes=[Scope(name) for name in key.scopes],
        networks=[ipaddress.ip_network(text) for text in key.networks],
        member=key.member,
        actor=actor,
    )
    audit.record(
        organisation=key.organisation,
        actor=actor,
        action="key.rotated",
        target=f"{key.prefix} to {fresh.prefix}",
        now=now,
    )
    return secret, fresh


def renewed_end(key: ApiKey, now: datetime) -> datetime | None:
    """When a key that replaces this one ends: it lives as long as this one was made for."""
    return now + (key.expires_at - key.created_at) if key.expires_at else None


@transaction.atomic
def revoke_key(*, key: ApiKey, now: datetime, actor: Actor = OPERATOR) -> None:
    """End a key at once; revoking twice keeps the first time."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now):
        audit.record(
            organisation=key.organisation,
            actor=actor,
            action="key.revoked",
            target=key.prefix,
            now=now,
        )


def authenticate(*, key: str, now: datetime) -> ApiKey | None:
    """The stored key with its organisation, or None for anything but a usable key."""
    mark, _, rest = key.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != KEY_MARK or not secret:
        return None
    usable = ApiKey.objects.usable(now).select_related("organisation", "member__user")
    stored = usable.filter(prefix=prefix).first()
    if stored is None or not hmac.compare_digest(stored.digest, _digest(key)):
        return None
    if stored.is_stale(now):
        _touch(stored, now)
    return stored


def admits(*, key: ApiKey, address: str) -> bool:
    """Whether a key may be used from this address."""
    if not key.networks:
        return True
    where = ipaddress.ip_address(address)
    where = getattr(where, "ipv4_mapped", None) or where
    return any(where in ipaddress.ip_network(text) for text in key.networks)


def _refuse_more_keys(organisation: Organisation, now: datetime) -> None:
    """Limits are for each key: the number of keys bounds what an organisation may do."""
    _one_at_a_time(organisation)
    if ApiKey.objects.of(organisation).usable(now).count() >= MOST_KEYS:
        raise ApiError(
            "plan_limit_exceeded",
            f"An organisation may have {MOST_KEYS} keys that work. Revoke one first.",
        )


def _one_at_a_time(organisation: Organisation) -> None:
    """Whoever makes or removes keys waits here, before it holds the row of any."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _touch(key: ApiKey, now: datetime) -> None:
    with transaction.atomic():
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
