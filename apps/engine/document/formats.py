"""The bytes of a file of any format -> the stages that read it, by what its content says it is."""

from collections import deque
from collections.abc import Iterator
from typing import cast

from apps.engine.document import pipeline
from apps.engine.errors import UnsupportedFormat
from apps.engine.model import Document
from apps.engine.options import Options
from apps.engine.sniff import FLOWS, MediaType, sniff


def stages(data: bytes, options: Options, file_name: str) -> Iterator[tuple[str, object]]:
    """Every stage by name, with what it made; the last one is the document."""
    media_type = sniff(data)
    if media_type == MediaType.PDF:
        return pipeline.stages(data, options, file_name)
    if media_type in FLOWS:
        from apps.engine.document.flow import flow_stages  # a PDF need not wait for it

        return flow_stages(data, media_type, options, file_name)
    raise UnsupportedFormat("the file is of no format that can be read")


def parse(data: bytes, options: Options, file_name: str) -> Document:
    """Run all stages; the document is what the last one made."""
    ((_, document),) = deque(stages(data, options, file_name), maxlen=1)
    return cast(Document, document)
