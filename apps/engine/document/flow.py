"""The stages of a format without pages, straight down: the counterpart of `pipeline`.

bytes -> flow -> lines -> blocks -> document
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from apps.engine.document import pipeline
from apps.engine.document.readers.text import TextSource, is_wrapped, open_text, read_text
from apps.engine.errors import CorruptFile, OcrRequired
from apps.engine.model import Document, PageSize
from apps.engine.options import Options
from apps.engine.sniff import MediaType

NO_SIZE = PageSize(1, 0.0, 0.0, 0)
"""The one page of a format without pages."""


def flow_stages(
    data: bytes, media_type: MediaType, options: Options, file_name: str
) -> Iterator[tuple[str, object]]:
    """Every stage by name, with what it made; the last one is the document."""
    yield from _text_stages(open_text(data, options), media_type, options, file_name)


def _text_stages(
    source: TextSource, media_type: MediaType, options: Options, file_name: str
) -> Iterator[tuple[str, object]]:
    """Plain text through the stages for pages: it is one page of letters of equal width."""
    try:
        for name, value in pipeline.page_stages(source, read_text(source), options, file_name):
            if name == "document":
                value = _without_page(cast(Document, value), source, media_type)
            yield name, value
    except OcrRequired as error:
        raise CorruptFile("nothing is written in the file") from error


def _without_page(document: Document, source: TextSource, media_type: MediaType) -> Document:
    lines = document.lines
    if not is_wrapped(source):
        lines = tuple(replace(line, edge=float("inf")) for line in lines)
    return replace(
        document, lines=lines, pages=(NO_SIZE,), media_type=media_type, has_geometry=False
    )
