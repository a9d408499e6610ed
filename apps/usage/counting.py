"""Usage, day by day. Jobs and credits are counted with the job; calls in memory, and written out.

A call costs no write: each process adds its calls up and writes them out every few seconds. A
process that is killed loses the calls of these seconds; money does not hang on them.
"""

import atexit
import threading
import time
from collections import Counter
from datetime import date, datetime

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from apps.accounts.models import Organisation
from apps.core import log
from apps.usage.models import DailyUsage

FLUSH_SECONDS = 5.0

Row = tuple[int, date, str, str]  # organisation, day, service, prefix of the key


def count_job(
    *, organisation: Organisation, service: str, key: str, credits: int, now: datetime
) -> None:
    """A job is done and paid. Call inside the transaction that finishes it."""
    _add((organisation.pk, now.date(), service, key), jobs=1, credits=credits)


class Calls:
    """The calls that this process has taken and not written out yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Row] = Counter()
        self._flushed = time.monotonic()

    def count(self, *, organisation: Organisation, service: str, key: str, now: datetime) -> None:
        """One call; now and then it carries the others to the database."""
        with self._lock:
            self._counts[organisation.pk, now.date(), service, key] += 1
            if time.monotonic() - self._flushed < FLUSH_SECONDS:
                return
            self._flushed = time.monotonic()
        self.flush()

    def flush(self) -> None:
        """Write out what was counted. What cannot be written now stays for the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:  # a process that ends may outlive its database
            return
        try:
            with transaction.atomic():
                for row in sorted(counts):  # one order for all: two processes cannot lock crosswise
                    _add(row, calls=counts[row])
        except DatabaseError as error:
            log.warning("usage_not_written", error=type(error).__name__, rows=len(counts))
            with self._lock:
                self._counts += counts


CALLS = Calls()
atexit.register(CALLS.flush)


def _add(row: Row, **values: int) -> None:
    """Add to the row of a day, which the first of several makes."""
    organisation, day, service, key = row
    mine = DailyUsage.objects.filter(
        organisation_id=organisation, day=day, service=service, key=key
    )
    change = {name: F(name) + value for name, value in values.items()}
    if mine.update(**change):
        return
    try:
        with transaction.atomic():
            DailyUsage.objects.create(
                organisation_id=organisation, day=day, service=service, key=key, **values
            )
    except IntegrityError:
        mine.update(**change)
