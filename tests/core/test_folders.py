"""Folders are removed however deep and closed they are."""

import os
from pathlib import Path

from apps.core import folders


def _dig(folder: Path, levels: int) -> None:
    """Folders within folders, deeper than a path can be long."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(levels):
            Path("inner").mkdir()
            os.chdir("inner")
        Path("..").chmod(0)
    finally:
        os.chdir(here)


def test_removes_what_is_deeper_than_python_goes(tmp_path: Path) -> None:
    folder = tmp_path / "deep"
    folder.mkdir()
    _dig(folder, 1500)
    folders.remove(folder)
    assert list(tmp_path.iterdir()) == []


def test_follows_no_link(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    (elsewhere / "deep").mkdir(parents=True)
    folder.mkdir()
    (folder / "link").symlink_to(elsewhere)
    folders.remove(folder)
    assert list(tmp_path.iterdir()) == [elsewhere]
    assert list(elsewhere.iterdir()) == [elsewhere / "deep"]


def test_what_is_not_there_needs_no_removal(tmp_path: Path) -> None:
    folders.remove(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []
