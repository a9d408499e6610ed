"""The events there are, and when an attempt to deliver one is repeated."""

from collections.abc import Mapping
from datetime import timedelta

EVENTS: Mapping[str, str] = {
    "job.completed": "a job is done; its result is there",
    "job.failed": "a job ended with an error; its credits went back",
    "batch.completed": "the last job of a batch has ended",
    "ping": "a test that somebody asked for",
}
"""Every event, with what it says."""

SUBSCRIBABLE = tuple(name for name in EVENTS if name != "ping")

RETRY_DELAYS = tuple(
    timedelta(seconds=seconds)
    for seconds in (0, 5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 10 * 3600)
)
"""How long after the one before each attempt follows: about a day in all."""

JITTER = 0.1
"""An attempt comes up to this share of its delay later, so that many do not come at once."""

GIVE_UP = timedelta(days=10)
"""An endpoint whose every delivery failed for so long is switched off."""


def delay_before(attempt: int, luck: float) -> timedelta | None:
    """How long to wait before this attempt, the first being 1; None after the last.

    `luck` from 0 to 1 chooses within the jitter.

    >>> delay_before(3, 0.0), delay_before(9, 0.0)
    (datetime.timedelta(seconds=300), None)
    """
    if attempt > len(RETRY_DELAYS):
        return None
    return RETRY_DELAYS[attempt - 1] * (1 + JITTER * luck)
