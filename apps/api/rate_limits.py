"""How often one may ask: a moving window of a minute for each key and kind of call.

A fixed window lets twice the limit through at its edge; a moving one counts the last sixty seconds
whenever it is asked (docs/adr/019). The counters live in Redis, which all processes share. When it
does not answer, calls pass: a limit protects the service, and may not take it down, nor slow it.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import MovingWindowRateLimiter

from apps.accounts.models import ApiKey
from apps.api.client_address import client_address, neighbourhood
from apps.api.outage import Outage
from apps.core import log
from apps.core.errors import ApiError

WINDOW_SECONDS = 60
KEYLESS_PER_MINUTE = 10
POLLS_PER_MINUTE = 120
"""One poll a second is what the documentation recommends; twice that is granted."""


class Bucket(StrEnum):
    """A kind of call with a count of its own."""

    WRITE = "write"
    READ = "read"
    BULK = "bulk"
    POLL = "poll"
    KEYLESS = "keyless"


OUTAGE = Outage()
"""Of this process."""

MULTIPLIERS: Mapping[Bucket, float] = {Bucket.WRITE: 1, Bucket.READ: 2, Bucket.BULK: 1 / 3}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a caller stands after a call. `reset`: unix seconds when the oldest call leaves the
    window."""

    limit: int
    remaining: int
    reset: int
    passed: bool

    def headers(self) -> dict[str, str]:
        """The three headers that every answer carries."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset),
        }


def per_minute(bucket: Bucket, base: int) -> int:
    """The calls a minute of a bucket, where the plan grants `base`.

    >>> per_minute(Bucket.READ, 60), per_minute(Bucket.BULK, 10), per_minute(Bucket.POLL, 10)
    (120, 3, 120)
    """
    if bucket is Bucket.KEYLESS:
        return KEYLESS_PER_MINUTE
    if bucket is Bucket.POLL:
        return max(POLLS_PER_MINUTE, 2 * base)
    return max(int(base * MULTIPLIERS[bucket]), 1)


def count(request: HttpRequest, key: ApiKey | None, bucket: Bucket) -> None:
    """Count a call of a key, or of an address without one. Raises ApiError when it is too many.

    The standing stays on the request, for the headers of the answer.
    """
    if key is None:
        standing = hit(Bucket.KEYLESS, neighbourhood(client_address(request)), KEYLESS_PER_MINUTE)
    else:
        base = key.organisation.plan.requests_per_minute
        standing = hit(bucket, key.prefix, per_minute(bucket, base))
    request.rate_standing = standing  # type: ignore[attr-defined]  # read back by `standing_of`
    if standing is not None and not standing.passed:
        error = ApiError("rate_limit_exceeded")
        error.retry_after = min(max(standing.reset - int(time.time()), 1), WINDOW_SECONDS)
        raise error


def standing_of(request: object) -> Standing | None:
    """What `count` found for a Django or DRF request; None before it, or without a counter."""
    found: Standing | None = getattr(getattr(request, "_request", request), "rate_standing", None)
    return found


def hit(bucket: Bucket, caller: str, limit: int, seconds: int = WINDOW_SECONDS) -> Standing | None:
    """One call more, if there is room; None when the counters cannot be reached."""
    if not OUTAGE.lets_ask():
        OUTAGE.count()
        return None
    item = RateLimitItemPerSecond(limit, seconds, namespace="parselane")
    try:
        passed = limiter().hit(item, bucket, caller)
        reset, remaining = limiter().get_window_stats(item, bucket, caller)
    except (StorageError, OSError) as error:
        OUTAGE.begin()
        OUTAGE.count()
        log.warning("rate_limits_unavailable", error=type(error).__name__)
        return None
    OUTAGE.end()
    return Standing(limit, remaining if passed else 0, _ceiling(reset), passed)


def _ceiling(seconds: float) -> int:
    return -int(-seconds // 1)


def check() -> None:
    """Raise OSError when the counters cannot be reached: calls pass uncounted then."""
    if not limiter().storage.check():
        raise OSError("the counters of the rate limits do not answer")


@cache
def limiter() -> MovingWindowRateLimiter:
    """The limiter of this process."""
    return MovingWindowRateLimiter(_storage())


def _storage() -> Storage:
    url = settings.PARSELANE.broker_url
    if url.startswith("filesystem://") or not url:
        return MemoryStorage()  # config.programs then starts one web process only
    return RedisStorage(
        url.replace("redis+socket://", "redis+unix://", 1),  # two libraries, two names
        socket_timeout=2.0,  # a counter that is only slow still counts
        socket_connect_timeout=0.5,
        wrap_exceptions=True,
    )
