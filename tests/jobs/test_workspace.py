"""The folder of an attempt: nothing of a customer's file outlives the work on it."""

from pathlib import Path

import pytest

from apps.core.storage import store
from apps.jobs.workspace import workspace
from tests.conftest import NOW
from tests.rows import submit_job


def _spool() -> list[Path]:
    return list(store().spool.iterdir())


def test_is_empty_and_gone_at_the_end(db: None) -> None:
    with workspace(submit_job(NOW)) as folder:
        assert list(folder.iterdir()) == []
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "out").mkdir()
    assert _spool() == []


def test_is_gone_when_the_work_fails(db: None) -> None:
    with pytest.raises(RuntimeError), workspace(submit_job(NOW)):
        raise RuntimeError
    assert _spool() == []


def test_what_a_killed_attempt_left_goes_with_the_next(db: None) -> None:
    job, other = submit_job(NOW), submit_job(NOW)
    with workspace(other) as at_work:
        killed = workspace(job)
        left = killed.__enter__()
        (left / "source").write_bytes(b"a customer's file")
        with workspace(job) as folder:
            assert set(_spool()) == {folder, at_work}
    assert _spool() == []
