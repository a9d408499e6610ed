"""The stages of a parse, straight down: read this first.

bytes -> source -> pages of glyphs -> segments -> regions -> lines -> blocks -> document
"""

from collections.abc import Iterator
from typing import cast

from apps.engine.document.blocks import group_blocks
from apps.engine.document.frames import Frame, split_frames, turned_back
from apps.engine.document.furniture import mark_furniture
from apps.engine.document.lines import group_segments, join_rows, make_line
from apps.engine.document.rails import split_at_rails
from apps.engine.document.readers.pdf import read_pages
from apps.engine.document.readers.source import Source, open_source
from apps.engine.document.reading_order import content_order, order_regions
from apps.engine.document.segment import Segment
from apps.engine.errors import OcrRequired
from apps.engine.model import Document, Line
from apps.engine.options import Options
from apps.engine.page import Page

FrameSegments = tuple[Frame, list[Segment]]
FrameRegions = tuple[Frame, list[tuple[Segment, ...]]]


def stages(data: bytes, options: Options) -> Iterator[tuple[str, object]]:
    """Every stage by name, with what it made; the last one is the document."""
    source = open_source(data, options)
    yield "source", source
    pages = tuple(read_pages(source))
    yield "glyphs", pages
    segments = [(frame, group_segments(frame.page)) for p in pages for frame in split_frames(p)]
    yield "segments", segments
    if not any(segment.hidden is None for _, found in segments for segment in found):
        raise OcrRequired("no selected page holds text")
    regions = [(frame, _regions(frame, found, options)) for frame, found in segments]
    yield "regions", regions
    lines = mark_furniture(_lines(regions), [page.size for page in pages])
    yield "lines", lines
    lines = group_blocks(lines)
    yield "blocks", lines
    yield "document", _document(source, pages, lines)


def parse(data: bytes, options: Options, file_name: str) -> Document:
    """Run all stages; the document is what the last one made."""
    *_, (_, document) = stages(data, options)
    return cast(Document, document)


def _regions(frame: Frame, segments: list[Segment], options: Options) -> list[tuple[Segment, ...]]:
    """Visible regions in reading order, then one for each kind of hidden text."""
    visible = split_at_rails([segment for segment in segments if segment.hidden is None])
    if options.reading_order == "off":
        found = content_order(visible)
    else:
        found = order_regions(visible, frame.page)
    reasons = sorted({segment.hidden for segment in segments if segment.hidden})
    return found + [tuple(s for s in segments if s.hidden == reason) for reason in reasons]


def _lines(regions: list[FrameRegions]) -> list[Line]:
    lines: list[Line] = []
    region = 0
    for frame, found in regions:
        for segments in found:
            for row in join_rows(segments):
                line = make_line(row, frame.page.size.number, region, len(lines))
                lines.append(turned_back(line, frame))
            region += 1
    return lines


def _document(source: Source, pages: tuple[Page, ...], lines: tuple[Line, ...]) -> Document:
    warnings = [*source.warnings, *(w for page in pages for w in page.warnings)]
    if any(line.hidden for line in lines):
        warnings.append("hidden_text")
    return Document(
        page_count=source.page_count,
        pages=tuple(page.size for page in pages),
        lines=lines,
        links=tuple(link for page in pages for link in page.links),
        title=source.title,
        author=source.author,
        creation_date=source.creation_date,
        modification_date=source.modification_date,
        warnings=tuple(dict.fromkeys(warnings)),
    )
