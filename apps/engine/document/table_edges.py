"""Captions and notes drawn into the frame of a table -> left to the text around it."""

from collections.abc import Sequence
from dataclasses import replace

from apps.engine.document.tables import Grid, GridCell
from apps.engine.geometry import union
from apps.engine.model import Box

LONG_TEXT = 9  # words: a title or a note, not a header
MIN_REST = 2  # rows: less is no table without its title


def without_texts(grid: Grid) -> Grid:
    """The grid without first and last rows that are one running text over all columns."""
    first, last = 0, grid.rows
    while last - first > MIN_REST and _is_text(grid, first):
        first += 1
    while last - first > MIN_REST and _is_text(grid, last - 1):
        last -= 1
    return grid if last - first == grid.rows else _rows(grid, first, last)


def _is_text(grid: Grid, row: int) -> bool:
    own = [c for c in grid.cells if c.row <= row < c.row + c.row_span]
    filled = [c for c in own if c.segments]
    if len(filled) != 1 or filled[0].row_span > 1 or filled[0].column_span < grid.columns:
        return False
    return grid.columns > 1 and sum(len(s.words) for s in filled[0].segments) >= LONG_TEXT


def _rows(grid: Grid, first: int, last: int) -> Grid:
    cells = tuple(
        replace(cell, row=cell.row - first) for cell in grid.cells if first <= cell.row < last
    )
    if not any(cell.segments for cell in cells):
        return grid
    box = _around(cells)._replace(left=grid.box.left, right=grid.box.right)
    inside = {id(word) for c in cells for s in c.segments for word in s.words}
    sources = tuple(s for s in grid.sources if any(id(word) in inside for word in s.words))
    return Grid(box, last - first, grid.columns, cells, sources)


def _around(cells: Sequence[GridCell]) -> Box:
    """The box of the text in cells: that of an empty cell tells nothing."""
    return union(s.box for c in cells for s in c.segments)
