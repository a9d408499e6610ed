"""The window moves: at no time do more calls pass in one window than the limit."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from limits.storage import RedisStorage
from pytest_django import Settings

from apps.api import outage, rate_limits
from apps.api.rate_limits import OUTAGE, Bucket, hit, limiter
from tests.servers.redis import Redis

LIMIT, SECONDS = 20, 2


@pytest.fixture
def counters(tmp_path: Path, settings: Settings) -> Iterator[Redis]:
    """A Redis of the test's own behind the limiter of this process."""
    server = Redis(tmp_path / "redis")
    server.start()
    settings.PARSELANE = replace(settings.PARSELANE, broker_url=server.url)
    limiter.cache_clear()
    yield server
    storage = limiter().storage
    assert isinstance(storage, RedisStorage)
    storage.storage.close()
    limiter.cache_clear()
    server.stop()
    OUTAGE.end()  # of the process, which other tests share


def _passed(caller: str, calls: int) -> int:
    standings = [hit(Bucket.READ, caller, LIMIT, SECONDS) for _ in range(calls)]
    return sum(standing is not None and standing.passed for standing in standings)


def test_no_burst_at_the_edge_of_a_window(counters: Redis) -> None:
    """A fixed window lets twice the limit through around its edge; this one has no edge."""
    assert _passed("edge", 40) == LIMIT
    began = time.time()
    passed = 0
    while time.time() - began < SECONDS * 0.8:
        passed += _passed("edge", 1)
    assert passed == 0
    time.sleep(SECONDS * 0.4)
    assert _passed("edge", 40) == LIMIT


def test_the_reset_is_when_the_oldest_call_leaves(counters: Redis) -> None:
    before = time.time()
    standing = hit(Bucket.READ, "reset", LIMIT, SECONDS)
    assert standing is not None
    assert standing.remaining == LIMIT - 1
    assert before + SECONDS <= standing.reset <= time.time() + SECONDS + 1


CALLERS = [
    # one address, another, whether they share a count
    ("2001:db8::1", "2001:db8::ffff:2", True),
    ("2001:db8::1", "2001:db8:0:1::1", False),
    ("192.0.2.1", "192.0.2.2", False),
    ("192.0.2.1", "192.0.2.1", True),
    ("::ffff:192.0.2.1", "192.0.2.1", True),
]


@pytest.mark.parametrize(("one", "other", "shared"), CALLERS)
def test_an_ipv6_network_counts_as_one_caller(one: str, other: str, shared: bool) -> None:
    limiter.cache_clear()
    standings = []
    for address in (one, other):
        request = RequestFactory().get("/", REMOTE_ADDR=address)
        rate_limits.count(request, None, Bucket.KEYLESS)
        standings.append(rate_limits.standing_of(request))
    remaining = [standing.remaining for standing in standings if standing]
    assert remaining == [9, 8 if shared else 9]
    limiter.cache_clear()


def test_counters_that_are_away_stop_nobody(counters: Redis) -> None:
    counters.stop()
    assert hit(Bucket.READ, "away", LIMIT, SECONDS) is None
    assert rate_limits.per_minute(Bucket.KEYLESS, 1000) == 10


def test_counters_that_are_away_are_not_asked_by_every_call(
    counters: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One call waits for them; the next look comes after the pause, and ends it."""
    asked: list[str] = []
    ask = limiter().hit

    def counted(*args: Any) -> bool:
        asked.append("asked")
        return ask(*args)

    monkeypatch.setattr(limiter(), "hit", counted)
    before = OUTAGE.uncounted
    counters.stop()
    assert [hit(Bucket.READ, "away", LIMIT, SECONDS) for _ in range(5)] == [None] * 5
    assert (len(asked), OUTAGE.uncounted - before) == (1, 5)
    counters.start()
    assert hit(Bucket.READ, "away", LIMIT, SECONDS) is None
    monkeypatch.setattr(outage, "PAUSE_SECONDS", 0.0)
    OUTAGE.begin()
    assert hit(Bucket.READ, "away", LIMIT, SECONDS) is not None
    monkeypatch.undo()
    assert hit(Bucket.READ, "away", LIMIT, SECONDS) is not None
