"""What every test of jobs works with: a store, and an ear at the doorbell."""

import pytest

from apps.core.storage import ArtifactStore


@pytest.fixture(autouse=True)
def surroundings(storage: ArtifactStore, rings: list[str]) -> None:
    """Files go to a temporary folder; nothing is published."""
