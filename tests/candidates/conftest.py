"""What every test of candidates works with: a store, and nothing that is published."""

import pytest

from apps.core import queue
from apps.core.storage import ArtifactStore
from apps.usage.counting import CALLS


@pytest.fixture(autouse=True)
def surroundings(storage: ArtifactStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go to a temporary folder; rings are heard by nobody."""
    monkeypatch.setattr(CALLS, "count", lambda **_: None)  # it writes them out now and then
    monkeypatch.setattr(queue, "ring", lambda name, **ids: None)
