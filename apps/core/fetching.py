"""Fetching a file from an address that a customer chose: a URL in, its bytes out, piece by piece.

Everything that `apps.core.outbound` checks of a request is checked of each redirect too.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

import httpcore

from apps.core.outbound import OutboundError, Policy, asked, check_url

MAX_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OK = 200
HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "Parselane"}
"""Nothing packed is asked for: what comes is counted and kept as it is."""

_FILE_NAME = re.compile(r"""filename\s*=\s*(?:"([^"]*)"|([^;\s]+))""", re.IGNORECASE)
_CODED_NAME = re.compile(r"filename\*\s*=\s*(utf-8|iso-8859-1)'[^']*'([^;\s]+)", re.IGNORECASE)
"""As RFC 6266 has it: where both are said, this one counts."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: its size in bytes, and what its owner calls it, if anything."""

    size: int
    name: str


def fetch(url: str, *, policy: Policy, deadline: float, sink: Callable[[bytes], object]) -> Fetched:
    """Give the bytes behind a URL to `sink`, before the deadline (monotonic).

    Raises OutboundError, `too_large` once there are more than the policy allows.
    """
    deadline = min(deadline, time.monotonic() + policy.total_seconds)
    for _ in range(MAX_REDIRECTS + 1):
        parts = check_url(url, policy)
        with asked("GET", parts, headers=HEADERS, policy=policy, deadline=deadline) as answer:
            if answer.status not in REDIRECTS:
                return Fetched(_read(answer, policy.max_bytes, sink), _name(answer, parts.path))
            url = _next(url, answer)
    raise OutboundError("too_many_redirects", "The URL leads from one address to another.")


def _read(answer: httpcore.Response, most: int, sink: Callable[[bytes], object]) -> int:
    if answer.status != OK:
        raise _not_ok(answer)
    size = 0
    for chunk in answer.iter_stream():
        size += len(chunk)
        if size > most:
            raise OutboundError("too_large", f"The file is larger than {most / 1_000_000:g} MB.")
        sink(chunk)
    return size


def _not_ok(answer: httpcore.Response) -> OutboundError:
    return OutboundError("not_200", f"The server answered {answer.status}.")


def _next(url: str, answer: httpcore.Response) -> str:
    place = _header(answer, b"location").decode("latin-1")
    if not place:
        raise _not_ok(answer)
    try:
        return urljoin(url, place)
    except ValueError:
        raise OutboundError("bad_url", "The redirect does not lead to a valid URL.") from None


def _name(answer: httpcore.Response, path: str) -> str:
    """The name of a file: what its server says, else the end of its address."""
    header = _text(_header(answer, b"content-disposition"))
    if coded := _CODED_NAME.search(header):
        return unquote(coded[2], coded[1])
    said = _FILE_NAME.search(header)
    return (said[1] or said[2]) if said else unquote(path.rpartition("/")[2])


def _text(value: bytes) -> str:
    """A header that may hold any letters: many servers write them in UTF-8."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _header(answer: httpcore.Response, name: bytes) -> bytes:
    found = (value for key, value in answer.headers if key.lower() == name)
    return next(found, b"")
