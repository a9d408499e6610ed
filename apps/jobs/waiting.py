"""Long polls: many requests wait for jobs to end, one thread per process looks for all of them.

A waiter holds no database connection: it gives its own back and sleeps on an event. The watcher
asks the table, which is the truth, for all waited jobs in one query (docs/adr/014).
"""

import threading
from collections import defaultdict

from django.db import DatabaseError, connection

from apps.core import log
from apps.core.connections import give_back
from apps.jobs.models import Job
from apps.jobs.states import ENDED

LOOK_SECONDS = 0.04
"""Pause between two looks: the most a waiter learns late."""


class Watcher:
    """The waiters of one process. Its thread lives only while somebody waits."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._waiters: dict[str, list[threading.Event]] = defaultdict(list)
        self._count = 0
        self._thread: threading.Thread | None = None

    def wait(self, job_id: str, seconds: float) -> None:
        """Return when the job has ended, the time is over, or too many wait already."""
        give_back()
        ended = threading.Event()
        if self._enter(job_id, ended):
            try:
                ended.wait(seconds)
            finally:
                self._leave(job_id, ended)

    def _enter(self, job_id: str, ended: threading.Event) -> bool:
        with self._lock:
            if self._count >= self.most:
                return False
            self._count += 1
            self._waiters[job_id].append(ended)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="watcher", daemon=True)
                self._thread.start()
            return True

    def _leave(self, job_id: str, ended: threading.Event) -> None:
        with self._lock:
            self._count -= 1
            self._waiters[job_id].remove(ended)
            if not self._waiters[job_id]:
                del self._waiters[job_id]

    def _look(self) -> None:
        pause = threading.Event()
        try:
            while not self._over():
                self._look_once()
                pause.wait(LOOK_SECONDS)
        finally:
            connection.close()

    def _over(self) -> bool:
        with self._lock:
            if self._waiters:
                return False
            self._thread = None
            return True

    def _look_once(self) -> None:
        with self._lock:
            waited = list(self._waiters)
        try:
            gone = set(waited) - set(
                Job.objects.filter(id__in=waited)
                .exclude(status__in=sorted(ENDED))
                .values_list("id", flat=True)
            )
        except DatabaseError as error:
            log.warning("watcher_blind", error=type(error).__name__)
            connection.close()
            return
        with self._lock:
            for job_id in gone & self._waiters.keys():
                for ended in self._waiters[job_id]:
                    ended.set()


SPARE_THREADS = 32
"""Threads of a web process that waiters never take, so that submits find one."""
