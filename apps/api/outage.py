"""Whether the counters of the rate limits were away a moment ago, as this process knows it.

A Redis that hangs costs whoever asks it the whole time-out. One call finds that out; for some
seconds the others do not ask, then one call looks again.
"""

import threading
import time

PAUSE_SECONDS = 3.0


class Outage:
    """`uncounted`: the calls of this process, since its start, that passed without a count."""

    def __init__(self) -> None:
        self.uncounted = 0
        self._until: float | None = None  # monotonic; None: the counters answered last time
        self._lock = threading.Lock()

    def lets_ask(self) -> bool:
        """Whether this call may ask the counters."""
        if self._until is None:
            return True
        with self._lock:
            now = time.monotonic()
            if self._until is not None and now < self._until:
                return False
            self._until = now + PAUSE_SECONDS  # this call looks; until it knows, nobody else does
            return True

    def begin(self) -> None:
        """They did not answer."""
        with self._lock:
            self._until = time.monotonic() + PAUSE_SECONDS

    def end(self) -> None:
        """They answered."""
        if self._until is not None:
            with self._lock:
                self._until = None

    def count(self) -> None:
        """A call passed without a count."""
        with self._lock:
            self.uncounted += 1
