"""A connection is let go of between queries, and never in the middle of a transaction."""

import pytest
from django.db import connection, transaction

from apps.core.connections import give_back


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A word for each time the connection was closed; it stays open."""
    times: list[str] = []
    monkeypatch.setattr(connection, "close", lambda: times.append("closed"))
    return times


@pytest.mark.django_db(transaction=True)
def test_between_queries(closed: list[str]) -> None:
    give_back()
    assert closed == ["closed"]


@pytest.mark.django_db(transaction=True)
def test_never_inside_a_transaction(closed: list[str]) -> None:
    with transaction.atomic():
        give_back()
    assert closed == []
