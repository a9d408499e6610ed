"""The stages of a format without pages, straight down: the counterpart of `pipeline`.

bytes -> flow -> lines -> blocks -> document
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from apps.engine.document import pipeline
from apps.engine.document.flow_layout import Column, Layout
from apps.engine.document.flow_model import Flow, FlowImage
from apps.engine.document.flow_running import set_running
from apps.engine.document.flow_tree import grow
from apps.engine.document.page_range import select_pages
from apps.engine.document.readers.doc import as_docx, as_text
from apps.engine.document.readers.doc_cells import with_cells_apart
from apps.engine.document.readers.docx import read_docx
from apps.engine.document.readers.rtf import read_rtf
from apps.engine.document.readers.text import TextSource, is_wrapped, read_text
from apps.engine.document.unmapped import replace_unmapped
from apps.engine.errors import CorruptFile, OcrRequired
from apps.engine.model import Document, Line, PageSize
from apps.engine.options import Options
from apps.engine.sniff import MediaType, decode_text

NO_SIZE = PageSize(1, 0.0, 0.0, 0)
"""The one page of a format without pages."""

READERS: Mapping[MediaType, Callable[[bytes], Flow]] = {
    MediaType.DOCX: read_docx,
    MediaType.RTF: read_rtf,
}


def flow_stages(
    data: bytes, media_type: MediaType, options: Options, file_name: str
) -> Iterator[tuple[str, object]]:
    """Every stage by name, with what it made; the last one is the document."""
    select_pages(options.page_range, 1, options.max_pages)
    flow, text = _read(data, media_type)
    if flow is not None:
        yield from _flow_stages(flow, media_type, options, file_name)
    else:
        source = TextSource(data, text)
        yield from _text_stages(source, media_type, options, file_name)


def _read(data: bytes, media_type: MediaType) -> tuple[Flow | None, str]:
    """What a file says, or its bare text where no more can be had."""
    if media_type == MediaType.TEXT:
        return None, decode_text(data)
    if media_type == MediaType.DOC:
        converted = as_docx(data)
        if converted is None:
            return None, as_text(data)
        return with_cells_apart(read_docx(converted), data), ""
    return READERS[media_type](data), ""


def _flow_stages(
    flow: Flow, media_type: MediaType, options: Options, file_name: str
) -> Iterator[tuple[str, object]]:
    """A flow set in lines, and the tree that its blocks make."""
    yield "flow", flow
    layout = _layout(flow)
    if not any(line.hidden is None for line in layout.lines):
        raise _says_nothing(flow)
    lines = replace_unmapped(layout.lines, options.replace_invalid_chars)
    yield "lines", lines
    yield "blocks", lines
    document = Document(
        page_count=1,
        pages=(NO_SIZE,),
        lines=lines,
        kids=grow(layout, lines),
        file_name=file_name,
        title=flow.title,
        author=flow.author,
        creation_date=flow.creation_date,
        modification_date=flow.modification_date,
        warnings=_warnings(flow, lines),
        media_type=media_type,
        has_geometry=False,
    )
    yield "document", pipeline.sanitized(document) if options.sanitize else document


def _warnings(flow: Flow, lines: Sequence[Line]) -> tuple[str, ...]:
    hidden = ("hidden_text",) if any(line.hidden for line in lines) else ()
    return (*flow.warnings, *hidden)


def _layout(flow: Flow) -> Layout:
    """Everything in lines: running headers, the text, its notes, running footers."""
    layout, column = Layout(), Column(0.0, flow.width)
    set_running(layout, "header", flow, column)
    layout.open_region()
    layout.add(flow.blocks, column)
    layout.open_region()
    for note in flow.notes:
        layout.note(note.blocks, note.label, column)
    set_running(layout, "footer", flow, column)
    return layout


def _says_nothing(flow: Flow) -> CorruptFile | OcrRequired:
    """Why nothing is read: it stands in pictures, or nowhere."""
    if any(isinstance(block, FlowImage) for block in flow.blocks):
        return OcrRequired("the file holds pictures and no text")
    return CorruptFile("nothing is written in the file")


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
