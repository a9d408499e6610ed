"""DOOR: the only room in which a customer's file is opened; an Outcome comes out.

A warm zygote process without secrets, network or Django forks one child for each job; the child
has limits on memory, CPU time, files and, where the kernel has Landlock, on every path. Linux
only. `host` is the caller's side, `zygote` and `child` the other, `tasks` what a child can do.
"""

import threading
from typing import Literal

from apps.sandbox.host import START_SECONDS, Sandbox, Status
from apps.sandbox.limits import CHECK_LIMITS, PARSE_LIMITS, PROGRAM_LIMITS, Limits
from apps.sandbox.outcome import Outcome, Reason, SandboxUnavailable
from apps.sandbox.request import CheckRequest, ParseRequest, Unpacking

__all__ = [
    "CHECK_LIMITS",
    "PARSE_LIMITS",
    "PROGRAM_LIMITS",
    "START_SECONDS",
    "CheckRequest",
    "Limits",
    "Outcome",
    "ParseRequest",
    "Reason",
    "Sandbox",
    "SandboxUnavailable",
    "Status",
    "Unpacking",
    "get_sandbox",
]

Kind = Literal["check", "parse"]

_sandboxes: dict[Kind, Sandbox] = {}
_lock = threading.Lock()


def get_sandbox(kind: Kind, *, require_network_isolation: bool = False) -> Sandbox:
    """This process's sandbox of one kind: `check` is small and quick to start, `parse` holds the
    whole engine and can check too. The first call of a kind decides on the requirement."""
    with _lock:
        if kind not in _sandboxes:
            _sandboxes[kind] = Sandbox(
                f"apps.sandbox.tasks.{kind}", require_network_isolation=require_network_isolation
            )
        return _sandboxes[kind]
