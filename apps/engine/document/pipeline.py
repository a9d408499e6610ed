"""The stages of a parse, straight down: read this first. Formats without pages have `flow`.

bytes -> source -> glyphs -> segments -> tables -> regions -> lines -> blocks -> document
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, cast

from apps.engine import recognition
from apps.engine.document.assembly import assemble
from apps.engine.document.blocks import group_blocks
from apps.engine.document.dots import add_drawn_bullets
from apps.engine.document.frames import Frame, box_turned_back, split_frames, turned_back
from apps.engine.document.furniture import mark_furniture
from apps.engine.document.lines import join_rows, make_line
from apps.engine.document.ocr_need import shows_no_text
from apps.engine.document.packed import packed
from apps.engine.document.rails import split_at_rails, split_at_rules
from apps.engine.document.readers.pdf import read_pages
from apps.engine.document.readers.pdfium_text import empty_glyphs
from apps.engine.document.readers.source import Source as PdfSource
from apps.engine.document.readers.source import open_source
from apps.engine.document.reading_order import content_order, order_regions
from apps.engine.document.segment import Segment
from apps.engine.document.segments import group_segments
from apps.engine.document.table_regions import Part, collapse, expand, insert_tables
from apps.engine.document.tables import Grid
from apps.engine.document.tables_cluster import find_clustered, find_framed
from apps.engine.document.tables_ruled import find_ruled
from apps.engine.document.unmapped import replace_unmapped
from apps.engine.errors import OcrRequired
from apps.engine.geometry import holds_any
from apps.engine.model import Box, Document, Line, Node
from apps.engine.options import Options
from apps.engine.page import Page

PAGE_STAGES = ("glyphs", "segments", "tables", "regions")
"""The stages that each page goes through before the next one is read."""

MANY_PAGES = 40
"""The words of longer documents are packed: those of shorter ones fit in memory as they are."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One frame on its way down: its segments, tables, and regions in reading order.

    `around` are the boxes of the text that runs in other directions, of the fuller frames of its
    page, as displayed.
    """

    frame: Frame
    segments: tuple[Segment, ...]
    around: tuple[Box, ...] = ()
    tables: tuple[Grid, ...] = ()
    regions: tuple[Part, ...] = ()


class Gathered:
    """The lines of all pages so far; by their ids the tables they stand in.

    `upright` are the lines of turned frames as these frames have them.
    """

    def __init__(self, *, is_long: bool) -> None:
        self.lines: list[Line] = []
        self.table_of: dict[int, tuple[Frame, Grid]] = {}
        self.upright: dict[int, Line] = {}
        self._region = -1
        self._is_long = is_long

    def add(self, layout: Layout, cleaned: Callable[[tuple[Line, ...]], tuple[Line, ...]]) -> None:
        """Put the segments of each region together to lines."""
        number, frame = layout.frame.page.size.number, layout.frame
        lines: list[Line] = []
        for segments, grid, opens in layout.regions:
            self._region += opens
            for row in join_rows(segments):
                line = make_line(row, number, self._region, len(self.lines) + len(lines))
                if grid is not None:
                    self.table_of[line.id] = (frame, grid)
                if frame.angle:
                    self.upright[line.id] = line
                lines.append(turned_back(line, frame))
        self.lines += map(packed, cleaned(tuple(lines))) if self._is_long else cleaned(tuple(lines))

    def in_blocks(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """The lines with their blocks; turned ones form them as they would upright."""
        if not self.upright:
            return group_blocks(lines)
        upright = [
            replace(self.upright[line.id], furniture=line.furniture, text=line.text)
            if line.id in self.upright
            else line
            for line in lines
        ]
        grouped = zip(lines, group_blocks(upright), strict=True)
        return tuple(replace(line, block=one.block) for line, one in grouped)


class Source(Protocol):
    """What is known of an opened file before any page is read."""

    @property
    def data(self) -> bytes: ...
    @property
    def page_count(self) -> int: ...
    @property
    def numbers(self) -> tuple[int, ...]: ...
    @property
    def title(self) -> str | None: ...
    @property
    def author(self) -> str | None: ...
    @property
    def creation_date(self) -> str | None: ...
    @property
    def modification_date(self) -> str | None: ...
    @property
    def warnings(self) -> tuple[str, ...]: ...
    @property
    def tagged(self) -> bool: ...


def stages(data: bytes, options: Options, file_name: str) -> Iterator[tuple[str, object]]:
    """Every stage of a PDF by name, with what it made; the last one is the document.

    PAGE_STAGES come once for each page, the others once.
    """
    source = open_source(data, options)
    yield from page_stages(source, _read(source, options), options, file_name)


def _read(source: PdfSource, options: Options) -> Iterator[Page]:
    """The pages, those without text read by OCR where that is wanted and can be done."""
    pages = read_pages(source)
    if options.ocr == "off" or not recognition.is_installed():
        return pages
    return _with_scans_read(source, pages, options)


def _with_scans_read(source: PdfSource, pages: Iterable[Page], options: Options) -> Iterator[Page]:
    for page in pages:
        if not shows_no_text(page):
            yield page
            continue
        from apps.engine.document.ocr import read_scan  # half a second that only scans need

        yield read_scan(source.pdf, page, options.ocr_languages)


def page_stages(
    source: Source, read: Iterable[Page], options: Options, file_name: str
) -> Iterator[tuple[str, object]]:
    """The stages of a file that has pages."""
    yield "source", source
    tagged = options.use_struct_tree and source.tagged
    pages: tuple[Page, ...] = ()
    unread: tuple[int, ...] = ()
    gathered = Gathered(is_long=len(source.numbers) > MANY_PAGES)
    for page in read:
        yield "glyphs", page
        layouts = _page_segments(page)
        yield "segments", layouts
        layouts = [_tables(layout) for layout in layouts]
        yield "tables", layouts
        layouts = [_regions(layout, options) for layout in layouts]
        yield "regions", layouts
        for layout in layouts:
            gathered.add(layout, partial(_cleaned, options=options))
        unread += (page.size.number,) if shows_no_text(page) else ()
        pages += (page if tagged else _without_glyphs(page),)
    if not any(line.hidden is None for line in gathered.lines):
        raise OcrRequired("no selected page holds text")
    lines = mark_furniture(gathered.lines, [page.size for page in pages])
    gathered.lines.clear()
    yield "lines", lines
    lines = gathered.in_blocks(lines)
    yield "blocks", lines
    recognized = tuple(word for page in pages for word in page.recognized)
    tagged = tagged and not recognized  # nobody tagged what only OCR has found
    kids, doubts = _tagged(source, pages, lines) if tagged else (None, ())
    if kids is None:
        kids = assemble(lines, gathered.table_of, pages, partial(_cleaned, options=options))
    document = Document(
        page_count=source.page_count,
        pages=tuple(page.size for page in pages),
        lines=lines,
        kids=kids,
        links=tuple(link for page in pages for link in page.links),
        file_name=file_name,
        title=source.title,
        author=source.author,
        creation_date=source.creation_date,
        modification_date=source.modification_date,
        warnings=_warnings(source, pages, lines) + doubts,
        unread=unread,
        recognized=recognized,
    )
    yield "document", sanitized(document) if options.sanitize else document


def parse(data: bytes, options: Options, file_name: str) -> Document:
    """Run all stages; the document is what the last one made."""
    ((_, document),) = deque(stages(data, options, file_name), maxlen=1)
    return cast(Document, document)


def _page_segments(page: Page) -> list[Layout]:
    layouts: list[Layout] = []
    for frame in split_frames(page):
        around = tuple(box_turned_back(s.box, one.frame) for one in layouts for s in one.segments)
        layouts.append(replace(_segments(frame), around=around))
    return layouts


def _segments(frame: Frame) -> Layout:
    segments = add_drawn_bullets(group_segments(frame.page), frame.page.drawing.dots)
    frame = replace(frame, page=_without_glyphs(frame.page))
    return Layout(frame, tuple(split_at_rules(segments, frame.page.drawing.vertical)))


def _without_glyphs(page: Page) -> Page:
    """A page whose glyphs have become segments: of long documents nobody could keep them all."""
    return replace(page, glyphs=empty_glyphs())


def _tables(layout: Layout) -> Layout:
    visible = [segment for segment in layout.segments if segment.hidden is None]
    page = layout.frame.page
    tables = find_ruled(visible, page)
    loose, _ = collapse(visible, tables)
    tables += find_framed(loose, page, lambda inside: len(order_regions(inside, page)) > 1)
    return replace(layout, tables=_alone(tables, layout))


def _alone(tables: tuple[Grid, ...], layout: Layout) -> tuple[Grid, ...]:
    """The tables that hold no text of another direction: the axes of charts have labels in both."""
    if not layout.around:
        return tables
    frame = layout.frame
    return tuple(t for t in tables if not holds_any(box_turned_back(t.box, frame), layout.around))


def _regions(layout: Layout, options: Options) -> Layout:
    """Visible regions in reading order, then one for each kind of hidden text."""
    visible = [segment for segment in layout.segments if segment.hidden is None]
    loose, stand_ins = collapse(visible, layout.tables)
    loose = split_at_rails(loose)
    if options.reading_order == "off":
        found = content_order([*loose, *stand_ins])
    else:
        found = order_regions([*loose, *stand_ins], layout.frame.page)
    regions = expand(found, stand_ins, layout.tables)
    if options.table_method == "cluster":
        regions = insert_tables(regions, lambda part: _alone(find_clustered(part), layout))
    reasons = sorted({segment.hidden for segment in layout.segments if segment.hidden})
    for reason in reasons:
        hidden = tuple(segment for segment in layout.segments if segment.hidden == reason)
        regions.append(Part(hidden, None, True))
    return replace(layout, regions=tuple(regions))


def _cleaned(lines: tuple[Line, ...], options: Options) -> tuple[Line, ...]:
    return replace_unmapped(lines, options.replace_invalid_chars)


def _tagged(
    source: Source, pages: tuple[Page, ...], lines: tuple[Line, ...]
) -> tuple[tuple[Node, ...] | None, tuple[str, ...]]:
    """The tree out of the tags of the file, or a warning that they cannot be used."""
    from apps.engine.document.tagged import IGNORED, read_tagged  # only tagged files need it

    kids = read_tagged(source.data, pages, lines)
    return kids, () if kids is not None else (IGNORED,)


def sanitized(document: Document) -> Document:
    """The document with its personal data masked."""
    from apps.engine.document.sanitize import sanitize  # only where it is asked for

    return sanitize(document)


def _warnings(source: Source, pages: tuple[Page, ...], lines: tuple[Line, ...]) -> tuple[str, ...]:
    warnings = [*source.warnings, *(w for page in pages for w in page.warnings)]
    if any(line.hidden for line in lines):
        warnings.append("hidden_text")
    return tuple(dict.fromkeys(warnings))
