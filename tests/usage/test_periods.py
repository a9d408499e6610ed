"""Billing periods begin on the day of the month an organisation was created."""

from datetime import UTC, datetime

import pytest

from apps.usage.periods import period_end, period_start


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


CASES = [
    # created, now, start, end
    ("2026-01-15", "2026-01-15", "2026-01-15", "2026-02-15"),
    ("2026-01-15", "2026-02-14", "2026-01-15", "2026-02-15"),
    ("2026-01-15", "2026-02-15", "2026-02-15", "2026-03-15"),
    ("2026-01-15T10:00", "2026-02-15T09:59", "2026-01-15T10:00", "2026-02-15T10:00"),
    ("2026-01-31", "2026-02-28", "2026-02-28", "2026-03-31"),
    ("2026-01-31", "2026-03-30", "2026-02-28", "2026-03-31"),
    ("2026-01-31", "2026-04-30", "2026-04-30", "2026-05-31"),
    ("2024-02-29", "2025-02-28", "2025-02-28", "2025-03-29"),
    ("2025-12-05", "2026-01-04", "2025-12-05", "2026-01-05"),
    ("2020-06-01", "2026-12-31T23:59:59", "2026-12-01", "2027-01-01"),
]


@pytest.mark.parametrize(("created", "now", "start", "end"), CASES)
def test_period(created: str, now: str, start: str, end: str) -> None:
    assert period_start(_at(created), _at(now)) == _at(start)
    assert period_end(_at(created), _at(now)) == _at(end)
