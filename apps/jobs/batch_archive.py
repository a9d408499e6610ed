"""All artifacts of a batch as one ZIP, made while it is sent."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain

from apps.core.connections import give_back
from apps.core.storage import ObjectMissing, store
from apps.jobs.kinds import FORMATS
from apps.jobs.models import Artifact, Batch
from apps.jobs.states import State

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can state: the same batch gives the same bytes."""


def parts(batch: Batch, wanted: str | None) -> list[Artifact]:
    """The artifacts of a batch, in the order of its files; of one format, or all."""
    names = [wanted] if wanted else list(FORMATS)
    found = Artifact.objects.filter(
        job__batch=batch, job__status=State.DONE, format__in=names
    ).select_related("job__upload")
    return sorted(found, key=lambda part: (part.job.position, list(FORMATS).index(part.format)))


def stream(chosen: Sequence[Artifact]) -> Iterator[bytes]:
    """The bytes of the archive. A part that was erased meanwhile is left out."""
    give_back()
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in chosen:
            yield from _entry(archive, pipe, part)
    yield pipe.take()


def _entry(archive: zipfile.ZipFile, pipe: "_Pipe", part: Artifact) -> Iterator[bytes]:
    content = store().stream(part.key)
    try:
        first = next(content, b"")
    except ObjectMissing:
        return
    entry = zipfile.ZipInfo(f"{part.job.position + 1:03}-{part.file_name}", EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with archive.open(entry, "w", force_zip64=True) as target:
        for chunk in chain((first,), content):
            target.write(chunk)
            if waiting := pipe.take():
                yield waiting


class _Pipe(io.RawIOBase):
    """What a writer writes, for a reader to take; it cannot be sought, and so need not be kept."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # whatever zipfile hands over
        self._held += piece
        return len(piece)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken, self._held = bytes(self._held), bytearray()
        return taken
