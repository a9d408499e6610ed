"""From a wait status and a reply to a reason: one row for each way to end."""

import signal
from typing import Any

import pytest

from apps.sandbox.limits import PARSE_LIMITS
from apps.sandbox.outcome import Exit, judge

PLENTY = PARSE_LIMITS.memory_bytes

DEATHS = [
    (Exit(signal.SIGXCPU, 8.0, 0), False, "cpu"),
    (Exit(signal.SIGKILL, 9.0, 0), False, "cpu"),  # it ignored the first warning
    (Exit(signal.SIGKILL, 0.1, 0), False, "memory"),  # the kernel ran out of it
    (Exit(signal.SIGABRT, 0.1, PLENTY), False, "memory"),  # a library that got none
    (Exit(signal.SIGSEGV, 0.1, 0), False, "crash"),
    (Exit(signal.SIGKILL, 0.1, 0), True, "wall"),
    (Exit(3 << 8, 0.1, 0), False, "crash"),
]


@pytest.mark.parametrize(("end", "late", "reason"), DEATHS)
def test_a_death_without_reply(end: Exit, late: bool, reason: str) -> None:
    outcome = judge(None, end, limits=PARSE_LIMITS, seconds=1.0, late=late)
    assert (outcome.ok, outcome.reason, outcome.code) == (False, reason, "corrupt_pdf")
    assert outcome.detail


def test_a_reply_at_the_last_moment_counts() -> None:
    reply: dict[str, Any] = {"value": {"page_count": 2}}
    outcome = judge(reply, Exit(0, 0.1, 0), limits=PARSE_LIMITS, seconds=9.0, late=True)
    assert outcome.ok
    assert outcome.value == {"page_count": 2}


def test_python_out_of_memory_is_memory() -> None:
    outcome = judge({"memory": True}, Exit(0, 1, 1), limits=PARSE_LIMITS, seconds=1, late=False)
    assert (outcome.reason, outcome.code) == ("memory", "corrupt_pdf")


FORGED: list[dict[str, Any]] = [
    {},
    {"value": "no record"},
    {"engine": {"code": "insufficient_credits", "message": "Pay."}},  # not the engine's to say
    {"engine": "nonsense"},
]


@pytest.mark.parametrize("reply", FORGED)
def test_a_reply_that_is_none_is_a_crash(reply: dict[str, Any]) -> None:
    outcome = judge(reply, Exit(0, 0.1, 0), limits=PARSE_LIMITS, seconds=0.1, late=False)
    assert (outcome.ok, outcome.reason, outcome.code) == (False, "crash", "corrupt_pdf")
