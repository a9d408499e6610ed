"""A program of its own: LibreOffice reads one file and writes it in another format, then ends.

    python -I office_kit.py PROGRAM PROFILE SOURCE TARGET FORMAT

It is LibreOffice as a library (LibreOfficeKit), in a process that may crash. Its command line
would talk with itself through a socket in /tmp; the library needs no socket at all. Nothing of our
own is imported here: what runs in this process is theirs. The shapes below are the first entries
of the tables in include/LibreOfficeKit/LibreOfficeKit.h, which only ever grow at their ends.
"""

import ctypes
import os
import sys
from pathlib import Path
from typing import TypeVar

LIBRARIES = ("libmergedlo.so", "libsofficeapp.so")
"""Where the entry point is, by how LibreOffice was built."""

Handle, Text = ctypes.c_void_p, ctypes.c_char_p
T = TypeVar("T", bound=ctypes.Structure)
READ_ONLY = b""  # no options: macros stay off


class KitTable(ctypes.Structure):
    """What the library can do."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, Handle)),
        ("load", ctypes.CFUNCTYPE(Handle, Handle, Text)),
        ("get_error", ctypes.CFUNCTYPE(Handle, Handle)),
        ("load_with_options", ctypes.CFUNCTYPE(Handle, Handle, Text, Text)),
    )


class DocumentTable(ctypes.Structure):
    """What a document can do."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("destroy", ctypes.CFUNCTYPE(None, Handle)),
        ("save_as", ctypes.CFUNCTYPE(ctypes.c_int, Handle, Text, Text, Text)),
    )


def convert(program: Path, profile: Path, source: Path, target: Path, to: str) -> bool:
    """Whether the file was read and written."""
    kit = _start(program, profile)
    if not kit:
        return False
    table = _table(kit, KitTable)
    document = table.load_with_options(kit, _url(source), READ_ONLY)
    if not document:
        return False
    return bool(_table(document, DocumentTable).save_as(document, _url(target), to.encode(), None))


def _start(program: Path, profile: Path) -> int | None:
    library = next(path for name in LIBRARIES if (path := program / name).exists())
    hook = ctypes.CDLL(str(library)).libreofficekit_hook_2
    hook.restype, hook.argtypes = Handle, [Text, Text]
    started: int | None = hook(str(program).encode(), _url(profile))
    return started


def _table(thing: int, shape: type[T]) -> T:
    """The functions of a thing: its first member points to them."""
    first = ctypes.cast(thing, ctypes.POINTER(Handle))[0]
    return ctypes.cast(first, ctypes.POINTER(shape)).contents


def _url(path: Path) -> bytes:
    return path.absolute().as_uri().encode()


if __name__ == "__main__":
    program, profile, source, target = map(Path, sys.argv[1:5])
    done = convert(program, profile, source, target, sys.argv[5])
    os._exit(0 if done else 1)  # without its long goodbye, which helps nobody here
