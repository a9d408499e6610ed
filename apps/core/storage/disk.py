"""Artifacts on local disk: written beside, flushed, renamed into place."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from apps.core.storage.port import CHUNK, ObjectInfo, ObjectMissing, StorageUnavailable

SPOOL = ".spool"


class DiskStore:
    """Keys are paths below `root`. The spool lies on the same file system, so adopting renames."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.spool = root / SPOOL
        self.spool.mkdir(parents=True, exist_ok=True)

    def _path(self, key: str) -> Path:
        path = self.root / key
        if ".." in path.parts:
            raise ValueError("a key may not climb")
        return path

    def adopt(self, key: str, path: Path) -> None:
        with path.open("rb") as file:
            os.fsync(file.fileno())
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        _flush_directory(target.parent)

    def put(self, key: str, data: bytes) -> None:
        handle, name = tempfile.mkstemp(dir=self.spool)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        self.adopt(key, Path(name))

    def read(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise ObjectMissing(key) from None

    def stream(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError:
            raise ObjectMissing(key) from None
        with file:
            file.seek(start)
            left = length if length is not None else os.fstat(file.fileno()).st_size
            while left > 0 and (chunk := file.read(min(CHUNK, left))):
                left -= len(chunk)
                yield chunk

    def local_copy(self, key: str, folder: Path) -> Path:
        path = self._path(key)
        if not path.exists():
            raise ObjectMissing(key)
        return path

    def list(self, prefix: str, start_after: str = "") -> Iterator[ObjectInfo]:
        base = self._path(prefix)
        found = (path for path in sorted(base.rglob("*")) if path.is_file())
        for path in found:
            key = path.relative_to(self.root).as_posix()
            if key > start_after:
                yield ObjectInfo(key, path.stat().st_size)

    def delete_prefix(self, prefix: str) -> int:
        count = sum(1 for _ in self.list(prefix))
        shutil.rmtree(self._path(prefix), ignore_errors=True)
        return count

    def presign(self, key: str, *, seconds: int, media_type: str, disposition: str) -> str | None:
        return None

    def check(self) -> None:
        if not os.access(self.spool, os.W_OK):
            raise StorageUnavailable("the storage folder is not writable")


def _flush_directory(path: Path) -> None:
    """Make a rename survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
