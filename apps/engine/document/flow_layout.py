"""The blocks of a flow -> lines in reading order, and the units of the tree.

Paragraphs hang below each other on one page without an end. Columns of a page, boxes and what
follows a break are regions of their own; cells that belong together row by row share their lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest
from typing import Literal, NamedTuple

from apps.engine.document.bidi import RIGHT_TO_LEFT
from apps.engine.document.flow_model import (
    FlowBlock,
    FlowBox,
    FlowBreak,
    FlowCell,
    FlowImage,
    FlowParagraph,
    FlowTable,
)
from apps.engine.document.flow_tables import are_columns, header_count, is_data, spoken
from apps.engine.document.flow_words import SetLine, beside, set_paragraph
from apps.engine.document.segment import joined, main_style
from apps.engine.document.tree import PlacedCell, PlacedImage, PlacedTable, Unit
from apps.engine.geometry import union
from apps.engine.model import Box, Line, Word

PAGE = 1
LEADING = 0.2  # em from line to line
BOX_WIDTH = 180.0  # points of a box that states no width
DEEPEST = 20  # tables within tables; what is deeper is read as if it stood beside it

Furniture = Literal["header", "footer"]


class Cut(NamedTuple):
    """A line that is set, and the space above it, points."""

    space: float
    line: SetLine


@dataclass(frozen=True, slots=True)
class Column:
    """Where text is set: its left edge and how wide it is, points."""

    left: float
    width: float


class Layout:
    """The lines and units so far, and how far down they reach."""

    def __init__(self, *, furniture: Furniture | None = None) -> None:
        self.lines: list[Line] = []
        self.units: list[Unit] = []
        self.levels: dict[int, int] = {}  # of the units that are headings
        self.notes: dict[int, str] = {}  # the marks of those that are notes
        self.furniture = furniture
        self._y = 0.0
        self._space = 0.0  # asked for below what stands last
        self._region = 0
        self._regions = 0
        self._block = 0

    def add(self, blocks: Sequence[FlowBlock], column: Column) -> None:
        """Set blocks below what is there."""
        for block in blocks:
            if isinstance(block, FlowParagraph):
                self._paragraph(block, column)
            elif isinstance(block, FlowTable):
                self._table(block, column)
            elif isinstance(block, FlowBox):
                self._box(block, column)
            elif isinstance(block, FlowImage):
                self._image(block, column)
            else:
                column = self._break(block, column)

    def open_region(self) -> None:
        """What follows stands apart from what is there."""
        self._regions += 1
        self._region = self._regions

    def note(self, blocks: Sequence[FlowBlock], label: str, column: Column) -> None:
        """Set a footnote as one unit."""
        start = len(self.lines)
        for number, paragraph in enumerate(spoken(blocks)):
            self._hang(replace(paragraph, label="" if number else label), column)
        if len(self.lines) > start:
            self.notes[len(self.units)] = label
            self.units.append(tuple(self.lines[start:]))

    def _paragraph(self, paragraph: FlowParagraph, column: Column) -> None:
        start = len(self.lines)
        if not self._hang(paragraph, column):
            self._y -= paragraph.size * (1 + LEADING) + paragraph.before
            self._space = paragraph.after
            return
        lines = self.lines[start:]
        visible = tuple(line for line in lines if line.hidden is None)
        for unit in (visible, *((line,) for line in lines if line.hidden is not None)):
            if unit:
                if paragraph.level is not None and unit is visible:
                    self.levels[len(self.units)] = paragraph.level
                self.units.append(unit)

    def _hang(self, paragraph: FlowParagraph, column: Column) -> bool:
        """Hang the lines of a paragraph below what is there; whether it has any."""
        cuts = list(_cuts((paragraph,), column))
        self._block += 1
        for cut in cuts:
            self._line(cut)
        self._space = paragraph.after if cuts else self._space
        return bool(cuts)

    def _line(self, cut: Cut) -> Line:
        self._y -= max(cut.space, self._space) + LEADING * cut.line.size
        self._space = 0.0
        words, box = cut.line.placed(self._y)
        self._y = box.bottom
        line = Line(
            len(self.lines), PAGE, box, words, _text(words), self._region, self._block,
            cut.line.hidden, self.furniture, cut.line.cells, main_style(words), cut.line.edge,
        )  # fmt: skip
        self.lines.append(line)
        return line

    def _box(self, box: FlowBox, column: Column) -> None:
        wide = min(box.width or BOX_WIDTH, column.width)
        region = self._region
        self.open_region()
        self.add(box.blocks, Column(column.left, wide))
        if self._region != region:
            self.open_region()

    def _image(self, image: FlowImage, column: Column) -> None:
        box = Box(column.left, self._y - image.height, column.left + image.width, self._y)
        self.units.append(PlacedImage(PAGE, box, image.alt))

    def _break(self, found: FlowBreak, column: Column) -> Column:
        self.open_region()
        return column if found.width is None else replace(column, width=found.width)

    def _table(self, table: FlowTable, column: Column) -> None:
        if is_data(table):
            self.units.append(_placed_table(table, column, self._y, 0))
            for row in table.rows:
                for line in _row_cuts(table, row.cells, column):
                    self._block += 1
                    self._line(line)
            return
        for row in table.rows:
            if are_columns(table, row):
                self._columns(table, row.cells, column)
            elif len(row.cells) == 1:
                self.add(row.cells[0].blocks, _slot(table, row.cells[0], column))
            else:
                for line in _row_cuts(table, row.cells, column):
                    self._block += 1
                    self.units.append((self._line(line),))

    def _columns(self, table: FlowTable, cells: Sequence[FlowCell], column: Column) -> None:
        """Cells one after the other, each from the same height down."""
        top, lowest = self._y, self._y
        for cell in cells:
            self._y = top
            self.open_region()
            self.add(cell.blocks, _slot(table, cell, column))
            lowest = min(lowest, self._y)
        self._y = lowest
        self.open_region()


def _cuts(blocks: Sequence[FlowBlock], column: Column, depth: int = 0) -> Iterator[Cut]:
    """The lines of blocks that share a row with others."""
    space = 0.0
    for block in blocks:
        if isinstance(block, FlowParagraph):
            space = max(space, block.before)
            for line in set_paragraph(block, column.left, column.width):
                yield Cut(space, line)
                space = 0.0
            space = max(space, block.after)
        elif isinstance(block, FlowBox):
            yield from _cuts(block.blocks, column, depth)
        elif isinstance(block, FlowTable) and depth < DEEPEST:
            for row in block.rows:
                yield from _row_cuts(block, row.cells, column, depth + 1)


def _row_cuts(
    table: FlowTable, cells: Sequence[FlowCell], column: Column, depth: int = 0
) -> Iterator[Cut]:
    """The lines of cells that stand beside each other: the first ones of all, then the second."""
    sides = [list(_cuts(cell.blocks, _slot(table, cell, column), depth)) for cell in cells]
    visible = [[cut for cut in side if cut.line.hidden is None] for side in sides]
    for row in zip_longest(*visible):
        found = [cut for cut in row if cut is not None]
        yield Cut(max(cut.space for cut in found), beside([cut.line for cut in found]))
    for side in sides:
        yield from (cut for cut in side if cut.line.hidden is not None)


PADDING = 5.4  # points between the edge of a cell and its text, unless a file states another


def _slot(table: FlowTable, cell: FlowCell, column: Column) -> Column:
    """Where the text of a cell is set."""
    edges = _edges(table, column)
    last = len(edges) - 1
    left, right = (edges[min(at, last)] for at in (cell.column, cell.column + cell.column_span))
    return Column(column.left + left + PADDING, max(right - left - 2 * PADDING, PADDING))


def _edges(table: FlowTable, column: Column) -> list[float]:
    """Where the columns of a table begin, and where the last one ends."""
    count = _column_count(table)
    widths = list(table.widths[:count])
    if len(widths) < count or not all(widths):
        widths = [column.width / count] * count
    return list(accumulate(widths, initial=0.0))


def _column_count(table: FlowTable) -> int:
    ends = (cell.column + cell.column_span for row in table.rows for cell in row.cells)
    return max(ends, default=1)


def _placed_table(table: FlowTable, column: Column, top: float, depth: int) -> PlacedTable:
    """A table for the tree, its cells with lines of their own."""
    cells = [
        _placed_cell(table, number, cell, column, top, depth)
        for number, row in enumerate(table.rows)
        for cell in row.cells
    ]
    box = union([cell.box for cell in cells] or [Box(column.left, top, column.left, top)])
    return PlacedTable(
        PAGE, box, len(table.rows), _column_count(table), tuple(cells), header_count(table)
    )


def _placed_cell(
    table: FlowTable, number: int, cell: FlowCell, column: Column, top: float, depth: int
) -> PlacedCell:
    slot = _slot(table, cell, column)
    inner = Layout()
    if depth < DEEPEST:
        inner.add(cell.blocks, slot)
    units = inner.units
    texts = (line for unit in units if isinstance(unit, tuple) for line in unit)
    lines = tuple(line for line in texts if line.hidden is None)
    tables = tuple(unit for unit in units if isinstance(unit, PlacedTable))
    box = union([line.box for line in lines] or [Box(slot.left, top, slot.left + slot.width, top)])
    rows = min(cell.row_span, len(table.rows) - number)
    return PlacedCell(number, cell.column, rows, cell.column_span, box, lines, tables)


def _text(words: Sequence[Word]) -> str:
    """The words of a line; a file has them in the order in which they are read."""
    if not any(RIGHT_TO_LEFT.search(word.text) for word in words):
        return joined(words)
    text = "".join(" " + word.text if word.space_before else word.text for word in words)
    return text[1:] if words[0].space_before else text
