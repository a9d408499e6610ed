"""Take a ZIP apart: each file in it goes into the current, empty folder under its number."""

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from apps.engine.errors import EngineError

CHUNK = 256 * 1024
ENCRYPTED = 0x1  # general purpose bit 0 of an entry (APPNOTE.TXT, 4.4.4)
MARKS_OF_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})
"""What stands in an office document, which is one file although it is a ZIP (ECMA-376-2, ODF)."""
MAX_NAME = 255  # characters of a name that travel back

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,  # a method of compression that is not known
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What zipfile and the decompressors below it raise over bytes that are not what they should be."""


class NotAnArchive(EngineError):
    """The bytes are no ZIP that can be read."""

    code = "invalid_request"


def unpack(data: bytes, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write the files of an archive; tell each one's name, and why it was left out if it was.

    An office document is left as it is.

    `max_files`, `max_file_bytes`, `max_total_bytes` bound what comes out: sizes that an archive
    states are not believed, bytes are counted as they come. Raises NotAnArchive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if _counts(entry)]
            if any(entry.filename in MARKS_OF_DOCUMENTS for entry in entries):
                return {"is_document": True, "too_many": 0, "files": []}
            if len(entries) > arguments["max_files"]:
                return {"is_document": False, "too_many": len(entries), "files": []}
            files = list(_written(archive, entries, arguments))
            return {"is_document": False, "too_many": 0, "files": files}
    except DAMAGED as error:
        raise NotAnArchive("This file is not a ZIP that can be read.") from error


def _counts(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file that somebody put there: no folder, nothing of a file manager."""
    parts = entry.filename.replace("\\", "/").split("/")
    return not (entry.is_dir() or parts[0] == "__MACOSX" or parts[-1].startswith("."))


def _written(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], arguments: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    left = arguments["max_total_bytes"]
    for number, entry in enumerate(entries):
        most = min(arguments["max_file_bytes"], left)
        size, refusal = _write(archive, entry, Path(f"{number:03}"), most)
        left -= size
        name = entry.filename.replace("\\", "/").rpartition("/")[2][:MAX_NAME]
        yield {"number": number, "name": _printable(name), "error": refusal}


def _write(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, most: int
) -> tuple[int, str | None]:
    """The bytes written, and the code of a refusal."""
    if entry.flag_bits & ENCRYPTED:
        return 0, "password_protected"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return 0, "invalid_pdf"
    size = 0
    try:
        with archive.open(entry) as source, path.open("wb") as target:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                if size > most:
                    break
                target.write(chunk)
    except DAMAGED:
        path.unlink(missing_ok=True)
        return size, "corrupt_pdf"
    if size > most:
        path.unlink()
        return size, "payload_too_large"
    return size, None


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "_" for char in name)
