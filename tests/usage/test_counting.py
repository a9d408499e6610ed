"""Usage by day: calls are gathered and written out, jobs are counted with their credits."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from apps.usage import counting
from apps.usage.counting import Calls, count_job
from apps.usage.models import DailyUsage
from tests.conftest import NOW
from tests.rows import make_organisation

DAY = timedelta(days=1)
Row = tuple[str, str, str, int, int, int]


def _rows() -> list[Row]:
    found = DailyUsage.objects.order_by("day", "service", "key")
    return [(str(r.day), r.service, r.key, r.calls, r.jobs, r.credits) for r in found]


def test_calls_wait_and_are_written_together(db: None) -> None:
    calls, organisation = Calls(), make_organisation(NOW)
    for service, key in [("", "a"), ("parse-pdf", "a"), ("parse-pdf", "a"), ("parse-pdf", "b")]:
        calls.count(organisation=organisation, service=service, key=key, now=NOW)
    assert _rows() == []
    calls.flush()
    assert _rows() == [
        ("2026-03-14", "", "a", 1, 0, 0),
        ("2026-03-14", "parse-pdf", "a", 2, 0, 0),
        ("2026-03-14", "parse-pdf", "b", 1, 0, 0),
    ]
    calls.flush()
    assert sum(row[3] for row in _rows()) == 4


def test_a_call_carries_the_others_after_a_while(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, organisation = Calls(), make_organisation(NOW)
    monkeypatch.setattr(counting, "FLUSH_SECONDS", 0.0)
    calls.count(organisation=organisation, service="", key="a", now=NOW)
    assert _rows() == [("2026-03-14", "", "a", 1, 0, 0)]


def test_a_new_day_is_a_new_row(db: None) -> None:
    calls, organisation = Calls(), make_organisation(NOW)
    for moment in (NOW, NOW + DAY):
        calls.count(organisation=organisation, service="", key="a", now=moment)
    calls.flush()
    assert [row[0] for row in _rows()] == ["2026-03-14", "2026-03-15"]


def test_jobs_add_to_the_calls_of_the_day(db: None) -> None:
    calls, organisation = Calls(), make_organisation(NOW)
    calls.count(organisation=organisation, service="resume-parse", key="a", now=NOW)
    calls.flush()
    facts: dict[str, Any] = {
        "organisation": organisation,
        "service": "resume-parse",
        "key": "a",
        "now": NOW,
    }
    count_job(**facts, credits=1000)
    count_job(**facts, credits=1000)
    assert _rows() == [("2026-03-14", "resume-parse", "a", 1, 2, 2000)]


def test_nothing_counted_asks_nothing_of_the_database() -> None:
    """Without the fixture any query is an error."""
    Calls().flush()


def test_what_cannot_be_written_waits(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, organisation = Calls(), make_organisation(NOW)
    calls.count(organisation=organisation, service="", key="a", now=NOW)

    def fail(*_: object, **__: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(counting, "_add", fail)
        calls.flush()
    assert _rows() == []
    calls.flush()
    assert _rows() == [("2026-03-14", "", "a", 1, 0, 0)]
