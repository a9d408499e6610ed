"""Verbs on organisations and keys: create, issue, authenticate, revoke."""

import hashlib
import hmac
import secrets
from datetime import datetime

from django.db import transaction

from apps.accounts.models import ApiKey, Organisation

KEY_MARK = "pl"
PREFIX_BYTES = 6  # 12 hexadecimal digits: for look-up, no secret
SECRET_BYTES = 32  # 256 random bits


def ensure_organisation(*, name: str, plan_name: str, now: datetime) -> Organisation:
    """The organisation of that name, made with that plan if it does not exist yet."""
    organisation, _ = Organisation.objects.get_or_create(
        name=name, defaults={"plan_name": plan_name, "created_at": now}
    )
    return organisation


def issue_key(
    *, organisation: Organisation, name: str, now: datetime, expires_at: datetime | None = None
) -> str:
    """A new API key, in full. It is shown this once: only its digest is stored."""
    prefix = secrets.token_hex(PREFIX_BYTES)
    key = f"{KEY_MARK}_{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"
    ApiKey.objects.create(
        organisation=organisation,
        name=name,
        prefix=prefix,
        digest=_digest(key),
        created_at=now,
        expires_at=expires_at,
    )
    return key


def revoke_key(*, key: ApiKey, now: datetime) -> None:
    """End a key at once; revoking twice keeps the first time."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now)


def authenticate(*, key: str, now: datetime) -> ApiKey | None:
    """The stored key with its organisation, or None for anything but a usable key."""
    mark, _, rest = key.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != KEY_MARK or not secret:
        return None
    stored = ApiKey.objects.usable(now).select_related("organisation").filter(prefix=prefix).first()
    if stored is None or not hmac.compare_digest(stored.digest, _digest(key)):
        return None
    if stored.is_stale(now):
        _touch(stored, now)
    return stored


def _touch(key: ApiKey, now: datetime) -> None:
    with transaction.atomic():
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
