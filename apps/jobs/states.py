"""The states of a job and the only ways between them."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"  # accepted and stored; waits for a worker
    PROCESSING = "processing"  # a worker holds its lease
    DONE = "done"  # artifacts are there, credits are spent
    FAILED = "failed"  # it ended with an error, credits went back
    EXPIRED = "expired"  # files are erased, by retention or by its owner


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.PROCESSING, State.FAILED, State.EXPIRED}),
    State.PROCESSING: frozenset(
        {State.DONE, State.FAILED, State.PROCESSING, State.QUEUED, State.EXPIRED}
    ),
    State.DONE: frozenset({State.EXPIRED}),
    State.FAILED: frozenset({State.EXPIRED}),
    State.EXPIRED: frozenset(),
}
"""PROCESSING to itself: the worker that held the lease died and another one takes over. Back to
QUEUED: the worker saw that the file needs a worker of another queue."""

WAITING = frozenset({State.QUEUED, State.PROCESSING})
ENDED = frozenset(State) - WAITING


def allowed(before: State, after: State) -> bool:
    """Whether a job may move so."""
    return after in TRANSITIONS[before]
