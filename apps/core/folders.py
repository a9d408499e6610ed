"""Folders that somebody else has filled: however deep they are, they can be removed."""

import contextlib
import shutil
import stat
import tempfile
from pathlib import Path


def remove(folder: Path) -> None:
    """Remove a folder with all in it; what is not there, or does not yield, is passed over."""
    make_shallow(folder)
    shutil.rmtree(folder, ignore_errors=True)


def make_shallow(folder: Path) -> None:
    """Bring folders within folders to the top: who removes them calls itself for each level."""
    with contextlib.suppress(FileNotFoundError):
        waiting = _inner(folder)
        while waiting:
            outer = waiting.pop()
            with contextlib.suppress(OSError):
                outer.chmod(stat.S_IRWXU)
                for inner in _inner(outer):
                    inner.chmod(stat.S_IRWXU)
                    waiting.append(inner.rename(tempfile.mkdtemp(dir=folder)))


def _inner(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]
