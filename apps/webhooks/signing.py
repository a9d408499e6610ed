"""Signatures as the Standard Webhooks specification says: https://www.standardwebhooks.com/."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

from apps.core.errors import ApiError

MARK = "whsec_"
NEW_SECRET_BYTES = 32
SECRET_BYTES = range(24, 65)


def new_secret() -> str:
    """A fresh secret, as it is shown and stored."""
    return MARK + base64.b64encode(secrets.token_bytes(NEW_SECRET_BYTES)).decode()


def checked_secret(text: str) -> str:
    """A secret that a caller brings. Raises ApiError `invalid_request` for anything else."""
    try:
        length = len(base64.b64decode(text.removeprefix(MARK), validate=True))
    except (binascii.Error, ValueError):
        length = 0
    if not text.startswith(MARK) or length not in SECRET_BYTES:
        raise ApiError(
            "invalid_request",
            "webhook_secret must be whsec_ followed by 24 to 64 random bytes in base64.",
        )
    return text


def headers(
    *, message_id: str, body: bytes, moment: datetime, secrets_now: Sequence[str]
) -> dict[str, str]:
    """The three headers of an attempt: one signature for each secret that is good at the moment."""
    timestamp = str(int(moment.timestamp()))
    signed = f"{message_id}.{timestamp}.".encode() + body
    found = {"webhook-id": message_id, "webhook-timestamp": timestamp}
    if secrets_now:
        found["webhook-signature"] = " ".join(_signature(text, signed) for text in secrets_now)
    return found


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(MARK))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
