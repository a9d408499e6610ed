"""Turns: what one organisation and one endpoint may take, and what is left for the others."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

import pytest
from pytest_django import Settings

from apps.webhooks import turns
from apps.webhooks.models import Delivery, Endpoint
from apps.webhooks.turns import Turns

THREADS = 8


@pytest.fixture(autouse=True)
def few_threads(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PARSELANE = replace(settings.PARSELANE, webhook_threads=THREADS)
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.01)


def _to(organisation: int, endpoint: str) -> Delivery:
    return Delivery(endpoint=Endpoint(id=endpoint, organisation_id=organisation))


Wanted = Callable[[int], Delivery]
CROWDS: dict[str, tuple[Wanted, int]] = {
    "one endpoint": (lambda _: _to(1, "ep_1"), 2),
    "endpoints of one organisation": (lambda number: _to(1, f"ep_{number}"), 4),
    "many organisations": (lambda number: _to(number, f"ep_{number}"), 8),
}


@pytest.mark.parametrize(("wanted", "most"), CROWDS.values(), ids=CROWDS)
def test_so_many_attempts_run_at_once(wanted: Wanted, most: int) -> None:
    room = Turns()
    with ExitStack() as held:
        given = [held.enter_context(room.turn(wanted(number))) for number in range(THREADS)]
        assert given.count(True) == most
    with room.turn(wanted(0)) as again:
        assert again


def test_a_service_with_one_thread_sends(settings: Settings) -> None:
    settings.PARSELANE = replace(settings.PARSELANE, webhook_threads=1)
    with Turns().turn(_to(1, "ep_1")) as mine:
        assert mine


def test_who_comes_too_early_waits_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 60)
    room, waited = Turns(), threading.Event()
    last = _to(1, "ep_1")

    def wait() -> None:
        with room.turn(last) as mine:
            if mine:
                waited.set()

    with ExitStack() as held:
        for _ in range(2):
            assert held.enter_context(room.turn(_to(1, "ep_1")))
        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
    thread.join(60)
    assert waited.is_set()


def test_nobody_waits_for_who_is_known_to_be_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second in vain would block for a minute, had the first not found out."""
    room, patience = Turns(), []
    real = threading.Condition.wait_for

    def wait_for(self: threading.Condition, ready: Callable[[], bool], timeout: float) -> bool:
        patience.append(timeout)
        return real(self, ready, timeout)

    monkeypatch.setattr(threading.Condition, "wait_for", wait_for)
    with ExitStack() as held:
        for number in range(6):
            held.enter_context(room.turn(_to(1, f"ep_{number}")))
        held.enter_context(room.turn(_to(2, "ep_another")))
    with room.turn(_to(1, "ep_1")):
        pass
    assert [seconds > 0 for seconds in patience] == [True] * 5 + [False] + [True] * 2
