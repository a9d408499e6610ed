"""The port of the artifact store: what every adapter promises.

Keys are relative paths such as `jobs/job_01JX…/source`. A stored object is complete or absent.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from apps.core import folders

CHUNK = 256 * 1024  # bytes read at a time


class ObjectMissing(Exception):
    """No object is stored under this key."""


class StorageUnavailable(OSError):
    """The store cannot be reached or does not do what it should; it may again later."""


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """Key and size in bytes of a stored object."""

    key: str
    size: int


class ArtifactStore(Protocol):
    """Sizes and offsets are bytes. Raises ObjectMissing for a key that is not there, and
    StorageUnavailable when the store does not answer."""

    @property
    def spool(self) -> Path:
        """A local folder for uploads in flight; `adopt` empties it."""

    def adopt(self, key: str, path: Path) -> None:
        """Store the local file under `key`; `path` is gone afterwards."""

    def put(self, key: str, data: bytes) -> None:
        """Store bytes."""

    def read(self, key: str) -> bytes:
        """All stored bytes."""

    def stream(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The stored bytes in chunks, `length` of them from `start` on."""

    def local_copy(self, key: str, folder: Path) -> Path:
        """A path on this machine that holds the object; where it takes a copy, in that folder."""

    def list(self, prefix: str, start_after: str = "") -> Iterator[ObjectInfo]:
        """Objects whose key begins with `prefix` and sorts after `start_after`, by key."""

    def delete_prefix(self, prefix: str) -> int:
        """Delete all objects below `prefix`; their number. Nothing there is no error."""

    def presign(self, key: str, *, seconds: int, media_type: str, disposition: str) -> str | None:
        """A URL from which anybody may fetch the object for so long, with these headers; None
        where the store has none to give."""

    def check(self) -> None:
        """Raise StorageUnavailable when the store cannot be reached."""


def clean_spool(spool: Path, older_than_seconds: float) -> int:
    """Remove what dead processes left in the spool, files and folders; the number removed."""
    limit = time.time() - older_than_seconds
    removed = 0
    for path in spool.iterdir():
        try:
            old = path.stat().st_mtime < limit
        except FileNotFoundError:  # adopted, or removed by another process
            continue
        if not old:
            continue
        if path.is_dir():
            folders.remove(path)
        else:
            path.unlink(missing_ok=True)
        removed += 1
    return removed
