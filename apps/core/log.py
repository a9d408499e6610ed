"""Structured log lines: one JSON object each, with the ids of the request and the job at work.

Lines hold ids, sizes, timings and codes; never document text, file names or keys.
"""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import orjson

_ids: ContextVar[dict[str, str] | None] = ContextVar("log_ids", default=None)
_logger = logging.getLogger("parselane")


@contextmanager
def bound(**ids: str) -> Iterator[None]:
    """Put these ids on every line written inside the block."""
    token = _ids.set({**(_ids.get() or {}), **ids})
    try:
        yield
    finally:
        _ids.reset(token)


def info(event: str, **values: object) -> None:
    """Write a line about something expected."""
    _logger.info(event, extra={"values": values})


def warning(event: str, **values: object) -> None:
    """Write a line about something an operator should know."""
    _logger.warning(event, extra={"values": values})


def exception(event: str, error: BaseException, **values: object) -> None:
    """Write a line about a fault of ours: the type and the places it passed, not its message.

    A message may hold what the customer sent; places in our code cannot.
    """
    _logger.error(event, extra={"values": {**values, "error": _places(error)}})


def _places(error: BaseException) -> str:
    places = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' > '.join(places)}"


class JsonFormatter(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S") + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **(_ids.get() or {}),
            **getattr(record, "values", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _places(record.exc_info[1])
        return orjson.dumps(line, default=str).decode()


SILENCED = ("django.request", "django.security")
"""They repeat, path and all, what the request log says in codes."""


def configure(level: str) -> None:
    """Send every logger's lines to stderr as JSON; libraries speak from warning on."""
    handler = logging.StreamHandler(sys.stderr)
    formatter = JsonFormatter()
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    for name in SILENCED:
        logging.getLogger(name).disabled = True
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    _logger.setLevel(level.upper())
