"""Log lines: one JSON object each, with the ids of the moment and without what was said."""

import logging

import orjson
import pytest

from apps.core import log

SECRET = "what the customer sent"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Every line written while the test runs, parsed."""
    written: list[dict[str, object]] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(orjson.loads(log.JsonFormatter().format(record)))

    logger = logging.getLogger("parselane")
    monkeypatch.setattr(logger, "handlers", [Ear()])
    monkeypatch.setattr(logger, "level", logging.DEBUG)
    logger.manager._clear_cache()  # type: ignore[attr-defined]  # levels are remembered there
    return written


def test_a_line_has_time_level_event_and_values(lines: list[dict[str, object]]) -> None:
    log.info("request", status=200, milliseconds=1.5)
    [line] = lines
    assert str(line.pop("time")).endswith("Z")
    assert line == {"level": "info", "event": "request", "status": 200, "milliseconds": 1.5}


def test_ids_are_on_every_line_of_their_block(lines: list[dict[str, object]]) -> None:
    with log.bound(request_id="req_1"):
        log.info("outer")
        with log.bound(job_id="job_1"):
            log.warning("inner")
        log.info("outer")
    log.info("after")
    ids = [
        {name: line[name] for name in ("request_id", "job_id") if name in line} for line in lines
    ]
    outer = {"request_id": "req_1"}
    assert ids == [outer, {**outer, "job_id": "job_1"}, outer, {}]


def test_an_exception_tells_its_places_and_not_its_message(
    lines: list[dict[str, object]],
) -> None:
    def fail() -> None:
        raise ValueError(SECRET)

    try:
        fail()
    except ValueError as error:
        log.exception("internal_error", error)
    [line] = lines
    assert str(line["error"]).startswith("ValueError at ")
    assert "fail" in str(line["error"])
    assert SECRET not in str(line)


def test_a_library_that_logs_an_exception_is_kept_quiet_too() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        record = logging.LogRecord(
            "celery", logging.ERROR, "x.py", 1, "failed", None, (type(error), error, None)
        )
    line = log.JsonFormatter().format(record)
    assert SECRET not in line
    assert orjson.loads(line)["error"].startswith("ValueError")
