"""Where an attempt at a job works: a folder of its own in the spool, gone when it ends."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apps.core import folders
from apps.core.storage import store
from apps.jobs.models import Job


@contextmanager
def workspace(job: Job) -> Iterator[Path]:
    """An empty folder while the block runs.

    What an attempt that was killed has left on this machine goes first: a customer's file stays
    no longer than its job needs it. On other machines the spool is emptied by the clock.
    """
    spool = store().spool
    for left in spool.glob(f"{job.id}.*"):
        folders.remove(left)
    folder = Path(tempfile.mkdtemp(prefix=f"{job.id}.", dir=spool))
    try:
        yield folder
    finally:
        folders.remove(folder)
