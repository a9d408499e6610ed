"""How a job in the sandbox ended: the child's reply and its exit status in, an Outcome out."""

import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from apps.engine.errors import EngineError
from apps.sandbox.limits import Limits

Reason = Literal["memory", "cpu", "wall", "crash", "engine"]

CORRUPT = "corrupt_pdf"
"""The public code of a file that broke its reader; which way it broke is ours to know."""

NEAR = 0.75
"""A child that dies of a signal above this share of its memory limit died of memory: native
libraries abort when they get none."""


class SandboxUnavailable(Exception):
    """The sandbox itself does not run; says nothing about the file, which may be tried again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one job. `code` and `message` are for the customer, `reason` and `detail` for
    the log: neither holds text of the document."""

    ok: bool
    seconds: float  # wall clock, start and end of the child included
    cpu_seconds: float
    max_rss_bytes: int
    value: Mapping[str, Any] = field(default_factory=dict)
    code: str | None = None
    message: str | None = None
    reason: Reason | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Exit:
    """What the kernel said about a child: `status` as of wait(2), times in seconds."""

    status: int
    cpu_seconds: float
    max_rss_bytes: int

    @property
    def signal(self) -> int:
        """The signal that ended the child, 0 for none."""
        return self.status & 0x7F


Reply = Mapping[str, Any]
"""What the child said: `value`, or an `engine` error, or `memory`, or a `crash`."""


def judge(reply: Reply | None, end: Exit, *, limits: Limits, seconds: float, late: bool) -> Outcome:
    """Decide how the job ended. `late`: the wall clock ran out before the child was done."""
    reason, code, message, detail = _failure(reply, end, limits, late)
    return Outcome(
        ok=reason is None,
        seconds=seconds,
        cpu_seconds=end.cpu_seconds,
        max_rss_bytes=end.max_rss_bytes,
        value=reply.get("value", {}) if reply and reason is None else {},
        code=code,
        message=message,
        reason=reason,
        detail=detail,
    )


_CODES = frozenset({EngineError.code, *(error.code for error in EngineError.__subclasses__())})

_Failure = tuple[Reason | None, str | None, str | None, str | None]


def _failure(reply: Reply | None, end: Exit, limits: Limits, late: bool) -> _Failure:
    if reply is None:
        reason = "wall" if late else _cause_of_death(end, limits)
        return reason, CORRUPT, None, _epitaph(end)
    match reply:
        case {"value": dict()}:
            return None, None, None, None
        case {"engine": {"code": code, "message": message}} if code in _CODES:
            return "engine", code, message, None
        case {"memory": True}:
            return "memory", CORRUPT, None, None
        case _:
            return "crash", CORRUPT, None, str(reply.get("crash", "an answer that is none"))


def _cause_of_death(end: Exit, limits: Limits) -> Reason:
    if end.signal == signal.SIGXCPU or end.cpu_seconds >= limits.cpu_seconds:
        return "cpu"
    if end.signal and end.max_rss_bytes >= NEAR * limits.memory_bytes:
        return "memory"
    # Nobody but the kernel, out of memory, sends SIGKILL to a child whose time is not up.
    return "memory" if end.signal == signal.SIGKILL else "crash"


def _epitaph(end: Exit) -> str:
    if end.signal:
        return f"ended by {signal.Signals(end.signal).name}"
    return f"exit status {end.status >> 8} without an answer"
