"""Nobody who fetches slowly keeps a database connection."""

from collections.abc import Iterator

import pytest

from apps.core.storage import store
from apps.jobs import batch_archive, downloads
from apps.jobs.models import Artifact
from apps.jobs.states import State
from tests.conftest import NOW
from tests.rows import job_in


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens, in order: the connection is given back, the store is read."""
    seen: list[str] = []
    really = store().stream

    def stream(key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        seen.append("reads")
        return really(key, start, length)

    monkeypatch.setattr(store(), "stream", stream)
    for module in (batch_archive, downloads):
        monkeypatch.setattr(module, "give_back", lambda: seen.append("given back"))
    return seen


def _artifact() -> Artifact:
    made = Artifact.objects.select_related("job__upload")
    return made.get(job=job_in(State.DONE, NOW))


def test_an_artifact(db: None, order: list[str]) -> None:
    assert b"".join(downloads._bytes(_artifact(), 0, 5)) == b"words"
    assert order == ["given back", "reads"]


def test_the_archive_of_a_batch(db: None, order: list[str]) -> None:
    assert b"".join(batch_archive.stream([_artifact()])).startswith(b"PK")
    assert order == ["given back", "reads"]
