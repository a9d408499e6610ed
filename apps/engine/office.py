"""Office files by LibreOffice, where it is installed: bytes in, bytes in another format out.

Used where fidelity or pages are wanted, never required. It takes about two seconds and 230 MB, and
PDFs made from the same bytes differ in their dates and ids.
"""

import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Literal

from apps.engine import office_kit
from apps.engine.errors import CorruptFile
from apps.engine.external import find, run

To = Literal["pdf", "docx", "doc", "rtf"]

SECONDS = 60.0
"""For one file: fifty times what a resume takes."""


@cache
def program() -> Path | None:
    """The folder of LibreOffice's libraries; None where it is not installed."""
    command = find("soffice")
    folder = command.resolve().parent if command else None
    if folder is None or not any((folder / name).exists() for name in office_kit.LIBRARIES):
        return None
    return folder


def is_installed() -> bool:
    """Whether anything can be converted here."""
    return program() is not None


def convert(data: bytes, *, ending: str, to: To, seconds: float = SECONDS) -> bytes:
    """A file in another format. `ending` is that of its own, such as `.docx`.

    Raises CorruptFile when LibreOffice cannot read it, is not installed, or takes too long.
    """
    installed = program()
    if installed is None:
        raise CorruptFile("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, target = folder / f"source{ending}", folder / f"target.{to}"
        source.write_bytes(data)
        command = [sys.executable, "-I", office_kit.__file__, installed, folder / "profile"]
        run([*map(str, (*command, source, target)), to], given=b"", seconds=seconds)
        if not target.is_file():
            raise CorruptFile("LibreOffice could not read the file")
        return target.read_bytes()
