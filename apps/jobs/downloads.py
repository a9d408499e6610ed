"""Sending an artifact: whole, a range of it, or the news that the caller has it already."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from rest_framework.request import Request

from apps.core.connections import give_back
from apps.core.storage import store
from apps.jobs.kinds import FORMATS
from apps.jobs.models import Artifact

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def send(request: Request, artifact: Artifact, then: Callable[[], object]) -> HttpResponseBase:
    """The artifact's bytes with type, name and ETag; 206 for a range, 304 for a known ETag.

    `then` is called once the whole of it has been handed to the server, which may still send.
    """
    etag = f'"{artifact.sha256}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _finished(HttpResponse(status=304), etag)
    window = _window(request, artifact.size, etag)
    if window is None:
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{artifact.size}"
        return _finished(response, etag)
    start, end = window
    partial = end - start < artifact.size
    content = _bytes(artifact, start, end)
    if not partial:
        content = followed(content, then)
    response = StreamingHttpResponse(content, status=206 if partial else 200)
    response["Content-Type"] = FORMATS[artifact.format].media_type
    response["Content-Length"] = str(end - start)
    response["Content-Disposition"] = disposition(artifact.file_name)
    if partial:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{artifact.size}"
    return _finished(response, etag)


def disposition(file_name: str) -> str:
    """A Content-Disposition header (RFC 6266) for any file name."""
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", file_name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name)}"


def _finished(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _bytes(artifact: Artifact, start: int, end: int) -> Iterator[bytes]:
    give_back()
    yield from store().stream(artifact.key, start, end - start)


def followed(content: Iterator[bytes], then: Callable[[], object]) -> Iterator[bytes]:
    """The content, and a call when the last of it has been taken."""
    yield from content
    then()


def _window(request: Request, size: int, etag: str) -> tuple[int, int] | None:
    """First byte and end of what is asked for (RFC 9110, 14.2); None when there is no such part."""
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    condition = request.headers.get("If-Range")
    if match is None or match[1] == match[2] == "" or (condition and condition != etag):
        return 0, size
    if match[1] == "":
        length = min(int(match[2]), size)
        return (size - length, size) if length else None
    start = int(match[1])
    end = min(int(match[2]) + 1, size) if match[2] else size
    return (start, end) if start < end else None
