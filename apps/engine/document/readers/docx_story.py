"""A story of a DOCX (its body, a header, a note, a text box) -> its blocks in their order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from xml.etree.ElementTree import Element

from apps.engine.document.flow_model import (
    FlowBlock,
    FlowBox,
    FlowBreak,
    FlowCell,
    FlowParagraph,
    FlowRow,
    FlowTable,
    Run,
)
from apps.engine.document.readers.docx_boxes import in_reading_order
from apps.engine.document.readers.docx_looks import (
    BODY_LEVEL,
    MAX_LEVEL,
    ParagraphLook,
    RunLook,
    Styles,
    child,
    has_rules,
    is_filled,
    length,
    number,
    over,
    read_paragraph_look,
    read_run_look,
    switch,
    value,
)  # fmt: skip
from apps.engine.document.readers.docx_numbering import Label, Numbering
from apps.engine.document.readers.docx_text import Content, TextReader, is_prompt
from apps.engine.document.readers.ooxml import Relation

GONE = frozenset(("w:del", "w:moveFrom", "mc:Fallback", "w:sdtPr", "w:sdtEndPr", "w:sectPr"))
COLUMNS_MAX = 200  # slots of a row: Word takes 63
ROWS_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all stories of a file share. `painted` tells that something may lie behind its text."""

    styles: Styles
    numbering: Numbering
    mark: Callable[[str, str], str]
    painted: bool


class StoryReader:
    """Reads one story."""

    def __init__(self, sheet: Sheet, relations: Mapping[str, Relation]) -> None:
        self._sheet, self._styles = sheet, sheet.styles
        self._text = TextReader(sheet.styles, relations, sheet.mark)
        self._held: tuple[Run, ...] = ()  # of a paragraph whose end was deleted
        self._above: str | None = None  # the style of the paragraph above

    def blocks(
        self, element: Element, widths: Sequence[float] = (), *, filled: bool = False
    ) -> Iterator[FlowBlock]:
        """The blocks of a story. `widths` are those of the columns of each section of the body."""
        section = 0
        for one in _content(element):
            if one.tag == "w:tbl":
                yield self._table(one, filled=filled)
                continue
            yield from self._paragraph(one, filled=filled)
            if child(one, "w:pPr", "w:sectPr") is not None:
                section += 1
                if section < len(widths) and widths[section] != widths[section - 1]:
                    yield FlowBreak(widths[section])

    def _paragraph(self, element: Element, *, filled: bool) -> Iterator[FlowBlock]:
        properties = child(element, "w:pPr")
        name = value(properties, "w:pStyle") or self._styles.usual
        look, label = self._look(properties, name)
        styled = self._styles.look(name)
        text = over(self._styles.run, styled.run)
        painted = filled or self._sheet.painted or bool(look.filled)
        content = self._text.read(element, text, filled=painted)
        for box in in_reading_order(content.boxes):
            yield FlowBox(tuple(self.blocks(box.content, filled=True)), box.width)
        yield from content.images
        runs = (*self._held, *content.runs)
        self._held = ()
        if child(properties, "w:rPr", "w:del") is not None:
            self._held = runs
            return
        mark = over(text, read_run_look(child(properties, "w:rPr")))
        level = _level(look.outline, styled.level)
        yield from _broken(_made(runs, look, label, mark, level), content)

    def _look(self, properties: Element | None, name: str) -> tuple[ParagraphLook, Label | None]:
        """How a paragraph is set: its own word first, then that of its list and its style."""
        own = read_paragraph_look(properties)
        styled = self._styles.look(name).paragraph
        list_id = own.list_id or styled.list_id
        level = own.list_level if own.list_level is not None else styled.list_level or 0
        label = self._sheet.numbering.label(list_id, level)
        look = self._styles.paragraph
        if label is None:
            look = over(look, styled)
        elif own.list_id is None:
            look = over(over(look, label.look), styled)
        else:
            look = over(over(look, styled), label.look)
        look = over(look, own)
        if look.tight and name == self._above:
            look = look._replace(before=0.0)
        self._above = name
        return (look._replace(after=0.0) if look.tight else look), label

    def _table(self, element: Element, *, filled: bool) -> FlowTable:
        properties = child(element, "w:tblPr")
        style = value(properties, "w:tblStyle")
        ruled = has_rules(child(properties, "w:tblBorders")) or self._styles.is_ruled(style)
        filled = filled or bool(is_filled(properties)) or self._styles.paints(style)
        grid = child(element, "w:tblGrid")
        columns = [length(one.get("w:w")) or 0.0 for one in (grid if grid is not None else ())]
        rows = [one for one in _content(element, "w:tr") if not _is_deleted(one)][:ROWS_MAX]
        made = tuple(self._row(row, filled=filled) for row in rows)
        merged = _with_row_spans(made, [_continued(row) for row in rows])
        return FlowTable(tuple(columns[:COLUMNS_MAX]), merged, ruled)

    def _row(self, element: Element, *, filled: bool) -> FlowRow:
        properties = child(element, "w:trPr")
        cells = []
        for one, column, span in _placed(element):
            shaded = bool(is_filled(child(one, "w:tcPr")))
            blocks = tuple(self.blocks(one, filled=filled or shaded))
            cells.append(FlowCell(blocks, column, 1, span, shaded))
        return FlowRow(tuple(cells), bool(switch(properties, "w:tblHeader")))


def _content(element: Element, *wanted: str) -> Iterator[Element]:
    """The paragraphs and tables within an element, or its rows or cells, in their order.

    What was inserted, moved here or stands in content controls is looked into; what was deleted,
    and what a template only asks for, is passed over.
    """
    names = wanted or ("w:p", "w:tbl")
    for one in element:
        if one.tag in names:
            yield one
        elif one.tag in GONE or (one.tag == "w:sdt" and is_prompt(one)):
            continue
        elif one.tag not in ("w:p", "w:tbl", "w:tr", "w:tc"):
            yield from _content(one, *wanted)


def _is_deleted(row: Element) -> bool:
    return child(row, "w:trPr", "w:del") is not None


def _placed(row: Element) -> Iterator[tuple[Element, int, int]]:
    """The cells of a row with the slots they begin at and how many they take."""
    column = _count(child(row, "w:trPr"), "w:gridBefore", 0)
    for cell in _content(row, "w:tc"):
        span = max(1, _count(child(cell, "w:tcPr"), "w:gridSpan", 1))
        span = min(span, COLUMNS_MAX - column)
        if span < 1:
            return
        yield cell, column, span
        column += span


def _count(properties: Element | None, name: str, usual: int) -> int:
    stated = number(value(properties, name))
    return usual if stated is None else min(int(stated), COLUMNS_MAX)


def _continued(row: Element) -> frozenset[int]:
    """The slots of a row whose cells go on with the cells above them."""
    found = set()
    for cell, column, _ in _placed(row):
        merge = child(cell, "w:tcPr", "w:vMerge")
        if merge is not None and merge.get("w:val", "continue") == "continue":
            found.add(column)
    return frozenset(found)


def _with_row_spans(
    rows: Sequence[FlowRow], continued: Sequence[frozenset[int]]
) -> tuple[FlowRow, ...]:
    """The rows, cells that go on with the ones above made one with them."""
    spans: dict[int, int] = {}
    made: list[FlowRow] = []
    for row, below in zip(reversed(rows), reversed(continued), strict=True):
        cells = []
        for cell in row.cells:
            if cell.column in below:
                spans[cell.column] = spans.get(cell.column, 1) + 1
            else:
                cells.append(replace(cell, row_span=spans.pop(cell.column, 1)))
        made.append(replace(row, cells=tuple(cells)))
    return tuple(reversed(made))


def _level(outline: int | None, styled: int | None) -> int | None:
    """The level of a heading; the paragraph's own word comes first."""
    if outline is not None:
        return min(outline + 1, MAX_LEVEL) if 0 <= outline < BODY_LEVEL else None
    return styled or None


def _made(
    runs: tuple[Run, ...], look: ParagraphLook, label: Label | None, mark: RunLook,
    level: int | None,
) -> FlowParagraph:  # fmt: skip
    return FlowParagraph(
        runs=runs,
        size=mark.style.size,
        left=look.left or 0.0,
        first=look.first or 0.0,
        right=look.right or 0.0,
        before=look.before or 0.0,
        after=look.after or 0.0,
        align=look.align or "left",
        stops=look.stops or (),
        label=label.text if label else "",
        level=level,
    )


def _broken(paragraph: FlowParagraph, content: Content) -> Iterator[FlowBlock]:
    """A paragraph, in two where a column ends within it."""
    if content.column_ends is None:
        yield paragraph
        return
    end = len(paragraph.runs) - len(content.runs) + content.column_ends
    above, below = paragraph.runs[:end], paragraph.runs[end:]
    if above:
        yield replace(paragraph, runs=above)
    yield FlowBreak()
    if below:
        yield replace(paragraph, runs=below, label="" if above else paragraph.label)


def texts(blocks: Sequence[FlowBlock]) -> Iterator[str]:
    """The texts of some blocks, those in tables and boxes too."""
    for block in blocks:
        if isinstance(block, FlowParagraph):
            yield block.text
        elif isinstance(block, FlowBox):
            yield from texts(block.blocks)
        elif isinstance(block, FlowTable):
            cells = chain.from_iterable(row.cells for row in block.rows)
            yield from chain.from_iterable(texts(cell.blocks) for cell in cells)
