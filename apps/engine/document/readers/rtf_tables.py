"""The tables of an RTF: paragraphs that say how deep in tables they stand -> blocks.

A row is a list of cells whose right edges are told apart from what stands in them; what of two rows
lies in one column follows from these edges.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from apps.engine.document.flow_model import FlowBlock, FlowCell, FlowRow, FlowTable
from apps.engine.document.readers.docx_looks import TWIP

DEPTH_MAX = 20  # tables within tables; what is deeper is read as if it were not
CELLS_MAX = 200  # of a row: Word takes 63
SAME_EDGE = 4.0  # points between the edges of one column
UNTOLD_WIDTH = 100.0  # points of a cell whose edge is not told
BORDERS = ("clbrdrt", "clbrdrl", "clbrdrb", "clbrdrr", "trbrdrt", "trbrdrl", "trbrdrv", "trbrdrh")
DRAWN = ("brdrs", "brdrth", "brdrdb", "brdrdot", "brdrdash", "brdrhair")


@dataclass(frozen=True, slots=True)
class Edge:
    """What is told of one cell: its right edge (points), how it is merged, whether it is filled."""

    right: float = 0.0
    goes_on_right: bool = False  # is one with the cell on its left
    goes_on_below: bool = False  # is one with the cell above
    shaded: bool = False


@dataclass(slots=True)
class Told:
    """The properties of a row."""

    left: float = 0.0
    edges: list[Edge] = field(default_factory=list)
    is_header: bool = False
    ruled: bool = False


@dataclass(slots=True)
class Level:
    """A table being read, and the blocks of the cell that is open; the outermost is no table."""

    blocks: list[FlowBlock] = field(default_factory=list)
    cells: list[tuple[FlowBlock, ...]] = field(default_factory=list)
    rows: list[tuple[list[tuple[FlowBlock, ...]], Told]] = field(default_factory=list)
    told: Told = field(default_factory=Told)
    next_edge: Edge = Edge()
    in_border: bool = False


class Tables:
    """The blocks of one story, those in tables put into them."""

    def __init__(self) -> None:
        self._levels = [Level()]

    @property
    def is_shaded(self) -> bool:
        """Whether any cell of the row that was told last is filled."""
        return any(edge.shaded for level in self._levels for edge in level.told.edges)

    def add(self, block: FlowBlock, depth: int) -> None:
        """Put a block where it stands; `depth` is how many tables that is in."""
        self._at(depth).blocks.append(block)

    def end_cell(self, depth: int) -> None:
        level = self._at(depth)
        if len(level.cells) < CELLS_MAX:
            level.cells.append(tuple(level.blocks))
        level.blocks = []

    def end_row(self, depth: int) -> None:
        level = self._at(depth)
        if level.cells:
            level.rows.append((level.cells, replace(level.told, edges=list(level.told.edges))))
        level.cells = []

    def word(self, name: str, number: int | None, depth: int) -> None:
        """What is told of a row and its cells, before or behind them."""
        level = self._open(max(1, depth))
        told = level.told
        if name == "trowd":
            level.told, level.next_edge = Told(), Edge()
        elif name == "cellx":
            if len(told.edges) < CELLS_MAX:
                told.edges.append(replace(level.next_edge, right=(number or 0) * TWIP))
            level.next_edge = Edge()
        elif name in ("trleft", "trhdr"):
            told.left = (number or 0) * TWIP if name == "trleft" else told.left
            told.is_header = told.is_header or name == "trhdr"
        else:
            self._cell_word(level, name)

    def _cell_word(self, level: Level, name: str) -> None:
        if name in BORDERS:
            level.in_border = True
        elif name in DRAWN:
            level.told.ruled = level.told.ruled or level.in_border
            level.in_border = False
        elif name == "clmrg":
            level.next_edge = replace(level.next_edge, goes_on_right=True)
        elif name == "clvmrg":
            level.next_edge = replace(level.next_edge, goes_on_below=True)
        elif name == "clcbpat":
            level.next_edge = replace(level.next_edge, shaded=True)

    def finished(self) -> tuple[FlowBlock, ...]:
        """All blocks of the story."""
        self._close_to(0)
        return tuple(self._levels[0].blocks)

    def _at(self, depth: int) -> Level:
        """The level of a depth, the tables within closed."""
        depth = min(depth, DEPTH_MAX)
        self._close_to(depth)
        return self._open(depth)

    def _open(self, depth: int) -> Level:
        while len(self._levels) <= min(depth, DEPTH_MAX):
            self._levels.append(Level())
        return self._levels[min(depth, DEPTH_MAX)]

    def _close_to(self, depth: int) -> None:
        while len(self._levels) > depth + 1:
            level = self._levels.pop()
            if level.blocks:
                level.cells.append(tuple(level.blocks))
            if level.cells:
                level.rows.append((level.cells, level.told))
            if level.rows:
                self._levels[-1].blocks.append(_table(level.rows))


def _table(rows: Sequence[tuple[list[tuple[FlowBlock, ...]], Told]]) -> FlowTable:
    """The table of some rows."""
    told = [(cells, row, _sides(cells, row)) for cells, row in rows]
    grid = _grid([side for _, _, sides in told for side in sides])
    made = [
        FlowRow(tuple(_cells(cells, row, sides, grid)), row.is_header) for cells, row, sides in told
    ]
    widths = tuple(right - left for left, right in pairwise(grid))
    return FlowTable(widths, _with_row_spans(made, rows), any(row.ruled for _, row in rows))


def _sides(cells: Sequence[tuple[FlowBlock, ...]], row: Told) -> list[float]:
    """The edges of the cells of a row from left to right, one more than there are cells."""
    sides = [row.left]
    for index in range(len(cells)):
        right = row.edges[index].right if index < len(row.edges) else sides[-1] + UNTOLD_WIDTH
        sides.append(max(right, sides[-1]))
    return sides


def _grid(edges: Sequence[float]) -> list[float]:
    """All edges of a table from left to right, those of one column once."""
    grid: list[float] = []
    for edge in sorted(edges):
        if not grid or edge - grid[-1] > SAME_EDGE:
            grid.append(edge)
    return grid


def _cells(
    cells: Sequence[tuple[FlowBlock, ...]], row: Told, sides: Sequence[float],
    grid: Sequence[float],
) -> list[FlowCell]:  # fmt: skip
    made: list[FlowCell] = []
    for index, blocks in enumerate(cells):
        column, end = (_slot(side, grid) for side in sides[index : index + 2])
        edge = row.edges[index] if index < len(row.edges) else Edge()
        if edge.goes_on_right and made:
            wide = end - made[-1].column
            made[-1] = replace(made[-1], column_span=max(wide, 1), blocks=made[-1].blocks + blocks)
        else:
            made.append(FlowCell(blocks, column, 1, max(end - column, 1), edge.shaded))
    return made


def _slot(edge: float, grid: Sequence[float]) -> int:
    return min(range(len(grid)), key=lambda at: abs(grid[at] - edge))


def _with_row_spans(
    made: Sequence[FlowRow], rows: Sequence[tuple[list[tuple[FlowBlock, ...]], Told]]
) -> tuple[FlowRow, ...]:
    """Cells that go on with the one above made one with it; what stands in them is kept."""
    spans: dict[int, int] = {}
    found: list[FlowRow] = []
    for row, (_, told) in zip(reversed(made), reversed(rows), strict=True):
        below = [index < len(told.edges) and told.edges[index].goes_on_below
                 for index in range(len(row.cells))]  # fmt: skip
        cells = []
        for cell, goes_on in zip(row.cells, below, strict=True):
            if goes_on and not cell.blocks:
                spans[cell.column] = spans.get(cell.column, 1) + 1
            else:
                cells.append(replace(cell, row_span=spans.pop(cell.column, 1)))
        found.append(replace(row, cells=tuple(cells)))
    return tuple(reversed(found))
