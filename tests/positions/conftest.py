"""What every test of positions works with: an ear at the doorbell, an organisation, people."""

import pytest

from apps.accounts.models import Organisation
from apps.core import queue
from tests.conftest import NOW
from tests.rows import make_organisation

Ring = tuple[str, str]
"""The name of a task and the id it was rung for with."""


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Ring]:
    """The tasks that somebody rang for; nothing is published."""
    rings: list[Ring] = []
    monkeypatch.setattr(
        queue, "ring", lambda name, **ids: rings.append((name, next(iter(ids.values()))))
    )
    return rings


@pytest.fixture
def organisation(db: None) -> Organisation:
    """The organisation of the test."""
    return make_organisation(NOW)
