"""Who may send now: nobody whose receivers are slow takes all threads of the process."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings

from apps.webhooks.models import Delivery

ORGANISATION_SHARE = 2
"""One organisation has at most one in so many threads, whatever the number of its endpoints:
every address given with a submit is an endpoint of its own."""

ENDPOINT_SHARE = 4
"""One endpoint has at most one in so many: its owner's others are to hear something, too."""

PATIENCE_SECONDS = 0.1
"""How long an attempt waits for its turn: a quick receiver has one by then, a slow one has not."""


class Turns:
    """How many attempts are under way in this process, for each organisation and endpoint."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken: Counter[str] = Counter()
        self._slow: set[str] = set()  # somebody waited in vain, and nothing has ended since

    @contextmanager
    def turn(self, delivery: Delivery) -> Iterator[bool]:
        """Whether one attempt more may run now, or in a moment."""
        most = _most_at_once(delivery, settings.PARSELANE.webhook_threads)
        mine = self._taken_for(most)
        try:
            yield mine
        finally:
            if mine:
                self._give_back(most)

    def _taken_for(self, most: Mapping[str, int]) -> bool:
        """Take a turn. To wait for a slow one would keep a thread from those who are quick."""
        with self._changed:
            patience = PATIENCE_SECONDS if self._slow.isdisjoint(most) else 0.0
            mine = self._changed.wait_for(lambda: not self._full(most), patience)
            if mine:
                self._taken.update(most.keys())
            else:
                self._slow |= self._full(most)
            return mine

    def _full(self, most: Mapping[str, int]) -> set[str]:
        return {name for name, number in most.items() if self._taken[name] >= number}

    def _give_back(self, most: Mapping[str, int]) -> None:
        with self._changed:
            self._taken.subtract(most.keys())
            self._taken += Counter()  # forgets those of whom none is left
            self._slow -= most.keys()
            self._changed.notify_all()


def _most_at_once(delivery: Delivery, threads: int) -> Mapping[str, int]:
    """By whom it counts: how many attempts may be under way at once."""
    return {
        f"organisation {delivery.endpoint.organisation_id}": max(1, threads // ORGANISATION_SHARE),
        f"endpoint {delivery.endpoint_id}": max(1, threads // ENDPOINT_SHARE),
    }
