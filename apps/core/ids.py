"""Public ids: a prefix and a ULID, so that they sort by the time they were made."""

import re
from typing import Literal, get_args

import ulid  # noqa: TID251  # the one place that mints ids

Prefix = Literal["job", "req", "batch", "evt", "mem", "ep", "dlv"]
ULID_LENGTH = 26
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
