"""A multipart form read from the socket: files stream into the spool and are hashed on the way.

No file is ever held in memory, and reading stops as soon as a file is larger than allowed.
"""

import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from rest_framework.request import Request

from apps.core.connections import give_back
from apps.core.errors import ApiError
from apps.core.storage import store

FORM_OVERHEAD = 64 * 1024  # bytes of boundaries, headers and small fields around a file

NO_FORM = "This content type is not supported. Send multipart/form-data."
NO_LENGTH = "Send the form with a Content-Length header; a chunked body cannot be read."


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file in the spool. `size` in bytes, `sha256` hexadecimal, `name` as the caller gave it."""

    field: str
    name: str
    path: Path
    size: int
    sha256: str

    def head(self, length: int = 1024) -> bytes:
        """The first bytes: enough to recognise a format, too few to be dangerous."""
        with self.path.open("rb") as file:
            return file.read(length)


@dataclass(frozen=True, slots=True)
class ReceivedForm:
    """The fields and files of a multipart request, repeated ones in order."""

    fields: dict[str, list[str]]
    files: list[ReceivedFile] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)  # names of files that were too large

    def one(self, name: str) -> str | None:
        """The value of a field that may be given once. Raises ApiError when it is repeated."""
        values = self.fields.get(name, [])
        if len(values) > 1:
            raise ApiError("invalid_request", f"The field {name} may be given only once.")
        return values[0] if values else None


Oversize = Literal["refuse", "skip"]
"""What becomes of a form with a file that is too large: nothing, or the rest of it."""


@contextmanager
def received(
    request: Request, max_file_bytes: int, max_files: int = 1, oversize: Oversize = "refuse"
) -> Iterator[ReceivedForm]:
    """The form of a request; what is still in the spool at the end of the block is removed.

    `max_files` bounds the whole body; how many files there may be is the caller's to say.
    Raises ApiError `unsupported_media_type`, `payload_too_large` or `invalid_request`.
    """
    if (request.content_type or "").partition(";")[0].strip().lower() != "multipart/form-data":
        raise ApiError("unsupported_media_type", NO_FORM)
    handler = SpoolHandler(max_file_bytes, oversize)
    try:
        yield _read(request, handler, max_file_bytes, max_files)
    finally:
        handler.remove_spooled()


def _read(
    request: Request, handler: "SpoolHandler", max_file_bytes: int, max_files: int
) -> ReceivedForm:
    inner = request._request
    if "CONTENT_LENGTH" not in inner.META:
        raise ApiError("invalid_request", NO_LENGTH)
    announced = int(inner.META.get("CONTENT_LENGTH") or 0)
    if announced > max_files * (max_file_bytes + FORM_OVERHEAD):
        raise too_large(max_file_bytes)
    inner.upload_handlers = [handler]
    give_back()  # a body may come slowly
    fields = {name: inner.POST.getlist(name) for name in inner.POST}
    if handler.stopped:
        raise too_large(max_file_bytes)
    return ReceivedForm(fields, handler.files, handler.skipped)


def too_large(max_file_bytes: int) -> ApiError:
    """The refusal that names the plan's limit."""
    megabytes = max_file_bytes / 1_000_000
    return ApiError("payload_too_large", f"The file is larger than {megabytes:g} MB.")


class SpoolHandler(FileUploadHandler):
    """Django's upload handler that writes each file to the spool, hashing and counting."""

    def __init__(self, max_file_bytes: int, oversize: Oversize = "refuse") -> None:
        super().__init__()
        self.max_file_bytes = max_file_bytes
        self.files: list[ReceivedFile] = []
        self.skipped: list[str] = []
        self.stopped = False
        self._skips = oversize == "skip"
        self._paths: list[Path] = []
        self._file: IO[bytes] | None = None

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # passed on untouched
        handle, name = tempfile.mkstemp(dir=store().spool)
        self._file = os.fdopen(handle, "wb")
        self._paths.append(Path(name))
        self._hash = hashlib.sha256()
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self._file is not None
        self._size += len(raw_data)
        if self._size > self.max_file_bytes:
            self._leave_out()
        self._hash.update(raw_data)
        self._file.write(raw_data)

    def _leave_out(self) -> None:
        """Leave this file out, or read no further. Raises what tells Django so."""
        if self._skips:
            self._close()
            self._paths.pop().unlink(missing_ok=True)
            self.skipped.append(self.file_name or "")
            raise SkipFile
        self.stopped = True
        raise StopUpload(connection_reset=False)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self._close()
        self.files.append(
            ReceivedFile(
                field=self.field_name or "",
                name=self.file_name or "",
                path=self._paths[-1],
                size=self._size,
                sha256=self._hash.hexdigest(),
            )
        )
        empty = io.BytesIO()  # for Django to close
        return UploadedFile(empty, name=self.file_name, size=file_size)

    def upload_interrupted(self) -> None:
        self._close()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def remove_spooled(self) -> None:
        """Remove what nobody adopted."""
        self._close()
        for path in self._paths:
            path.unlink(missing_ok=True)
