"""Public ids: a prefix and a ULID, or a UUID; both sort by the time they were made."""

import re
from typing import Literal, get_args
from uuid import UUID

import ulid  # noqa: TID251  # the one place that mints ids

Prefix = Literal["job", "req", "batch", "evt", "mem", "ep", "dlv"]
ULID_LENGTH = 26
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ID = re.compile(rf"({'|'.join(get_args(Prefix))})_[0-7][0-9A-HJKMNP-TV-Z]{{25}}")


def new_id(prefix: Prefix) -> str:
    """A fresh id such as `job_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT`."""
    return f"{prefix}_{ulid.new().str}"


def is_id(prefix: Prefix, text: str) -> bool:
    """Whether `text` has the shape of an id with this prefix.

    >>> is_id("job", "job_01JX8Y5YJ2M2D8N1AQ5F7Q3KVT"), is_id("job", "job_1")
    (True, False)
    """
    return _ID.fullmatch(text) is not None and text.startswith(f"{prefix}_")


def first_id_at(prefix: Prefix, unix_seconds: float) -> str:
    """The smallest id that could have been minted at that time: a bound for range look-ups."""
    stamp = ulid.from_timestamp(unix_seconds).timestamp().str
    return f"{prefix}_{stamp}{'0' * (ULID_LENGTH - len(stamp))}"


VERSION_BITS = 0x7 << 76
VARIANT_BITS = 0x2 << 62
RANDOM_BITS = ~((0xF << 76) | (0x3 << 62))


def new_uuid() -> UUID:
    """A fresh UUID of version 7 (RFC 9562, 5.7): a ULID's time and chance, with the bits that say
    so."""
    return _version_7(ulid.new().int)


def first_uuid_at(unix_seconds: float) -> UUID:
    """The smallest UUID that could have been minted at that time."""
    return _version_7(ulid.from_timestamp(unix_seconds).timestamp().int << 80)


def _version_7(bits: int) -> UUID:
    return UUID(int=bits & RANDOM_BITS | VERSION_BITS | VARIANT_BITS)


def read_uuid(text: str) -> UUID | None:
    """The UUID that a text spells in its usual form; None of anything else.

    >>> read_uuid("8B212BCD-a0d0-4a08-bc29-ba932b713ec1"), read_uuid("8b212bcd")
    (UUID('8b212bcd-a0d0-4a08-bc29-ba932b713ec1'), None)
    """
    return UUID(text) if _UUID.fullmatch(text) else None
