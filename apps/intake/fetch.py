"""Files that the service fetches itself: URLs in, files in the spool out, or why there is none."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings

from apps.core.connections import give_back
from apps.core.fetching import fetch
from apps.core.outbound import OutboundError, Policy
from apps.core.storage import store
from apps.intake.receive import ReceivedFile

FETCH_SECONDS = 30.0
"""For one file, from the look-up of the name to its last byte."""

ALL_SECONDS = 45.0
"""For all files of one request: the rest of it has to be done before an Idempotency-Key lapses."""

AT_ONCE = 10
"""Files fetched at the same time for one request."""

Fetching = ReceivedFile | OutboundError


@contextmanager
def fetched(urls: Sequence[str], max_file_bytes: int) -> Iterator[list[Fetching]]:
    """The files behind some URLs, in their order; gone from the spool after the block."""
    policy = Policy(
        allow_private=settings.PARSELANE.fetch_allow_private,
        allow_plain=True,
        total_seconds=FETCH_SECONDS,
        max_bytes=max_file_bytes,
    )
    deadline = time.monotonic() + ALL_SECONDS
    give_back()
    with tempfile.TemporaryDirectory(dir=store().spool) as name:
        one = partial(_fetched, folder=Path(name), policy=policy, deadline=deadline)
        with ThreadPoolExecutor(min(AT_ONCE, len(urls)), "fetch") as pool:
            files = list(pool.map(one, urls))
        yield files


def _fetched(url: str, *, folder: Path, policy: Policy, deadline: float) -> Fetching:
    handle, name = tempfile.mkstemp(dir=folder)
    digest = hashlib.sha256()
    with os.fdopen(handle, "wb") as file:

        def keep(chunk: bytes) -> None:
            digest.update(chunk)
            file.write(chunk)

        try:
            found = fetch(url, policy=policy, deadline=deadline, sink=keep)
        except OutboundError as error:
            return error
    return ReceivedFile("urls", found.name, Path(name), found.size, digest.hexdigest())
