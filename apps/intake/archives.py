"""A ZIP that came in -> the files in it, taken apart in the sandbox."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from apps.core.connections import give_back
from apps.core.errors import ApiError
from apps.core.storage import store
from apps.intake.receive import ReceivedFile
from apps.sandbox import SandboxUnavailable, Unpacking, get_sandbox

ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of an archive: the file, or the code of why there is none."""

    name: str
    file: ReceivedFile | None
    error: str | None


def is_archive(file: ReceivedFile) -> bool:
    """Whether a file begins as a ZIP does."""
    return file.head(len(ZIP_MAGIC)) == ZIP_MAGIC


@contextmanager
def unpacked(file: ReceivedFile, most: Unpacking) -> Iterator[list[Packed]]:
    """The files of an archive in a folder of the spool, which is gone after the block.

    An office document is a file by itself.

    Raises ApiError `invalid_request` for a ZIP that cannot be read or holds too many files.
    """
    with tempfile.TemporaryDirectory(dir=store().spool) as name:
        folder = Path(name)
        give_back()
        try:
            outcome = get_sandbox("check").unpack(file.path, folder, most=most)
        except SandboxUnavailable as error:
            raise ApiError("server_busy") from error
        if not outcome.ok:
            raise ApiError("invalid_request", "The ZIP cannot be read. Send the files themselves.")
        if outcome.value["is_document"]:
            yield [Packed(file.name, file, None)]
            return
        if outcome.value["too_many"]:
            raise ApiError("invalid_request", f"The ZIP holds more than {most.max_files} files.")
        yield [_packed(folder, entry) for entry in outcome.value["files"]]


def _packed(folder: Path, entry: dict[str, str]) -> Packed:
    if entry["error"]:
        return Packed(entry["name"], None, entry["error"])
    path = folder / f"{int(entry['number']):03}"
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    file = ReceivedFile("files", entry["name"], path, path.stat().st_size, digest)
    return Packed(entry["name"], file, None)
