"""The task names and queues, and the only way to ring for one: by name, with ids, after commit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from apps.core import log


@dataclass(frozen=True, slots=True)
class Task:
    """Where a task waits, and how often the scheduler rings for it by itself (seconds)."""

    queue: str
    every_seconds: float | None = None


WEBHOOKS = "webhooks"
"""The queue whose tasks wait for other people: they have a program of their own."""

SLOW = ("ocr", "convert")
"""The queues whose tasks take seconds of processor time: they have a program of their own."""

TASKS: dict[str, Task] = {
    "parse.run": Task("text"),
    "parse.ocr": Task("ocr"),
    "parse.convert": Task("convert"),
    "positions.rematch": Task("maintenance"),
    "positions.rematch_candidate": Task("maintenance"),
    "positions.sweep": Task("maintenance", every_seconds=60),
    "webhooks.deliver": Task(WEBHOOKS),
    "webhooks.sweep": Task("maintenance", every_seconds=5),
    "webhooks.forget": Task("maintenance", every_seconds=3600),
    "housekeeping.sweep": Task("maintenance", every_seconds=5),
    "housekeeping.watch": Task("maintenance", every_seconds=60),
    "housekeeping.expire": Task("maintenance", every_seconds=60),
    "housekeeping.orphans": Task("maintenance", every_seconds=3600),
    "candidates.orphans": Task("maintenance", every_seconds=6 * 3600),
}
QUEUES = tuple(dict.fromkeys(task.queue for task in TASKS.values()))


def send(name: str, **ids: str) -> None:
    """Ring for a task once the present transaction has committed.

    A lost ring loses nothing: the row is there, and the sweeper rings again.
    """
    transaction.on_commit(lambda: ring(name, **ids), robust=True)


def ring(name: str, **ids: str) -> None:
    """Publish now; a broker that does not answer is logged and forgotten."""
    try:
        publish = cast(Callable[..., object], current_app.send_task)
        publish(name, kwargs=ids, queue=TASKS[name].queue, retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        log.warning("broker_unreachable", task=name, error=type(error).__name__)


def check() -> None:
    """Raise OperationalError or OSError when the broker cannot be reached."""
    with current_app.connection_for_write(connect_timeout=1) as connection:
        connection.ensure_connection(max_retries=0, timeout=1)
