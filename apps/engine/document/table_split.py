"""Drawn cells that hold more than one cell -> the cells they hold.

Many tables draw the upright rules of their header only, or rule off the header and the total and
leave the rows between without lines. Where values stand level with each other across the table,
their rows are rows of it; where all lines of a cell leave a gap at a grid line, it is an edge.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from apps.engine.document.segment import Segment
from apps.engine.document.table_atoms import LEAST_GAP, VALUE, WIDE_BLANK, is_value
from apps.engine.document.table_columns import text_rows
from apps.engine.document.table_rows import logical_rows
from apps.engine.document.tables import Grid, GridCell

MIN_LEVEL = 2  # rows of values level with each other, and cells with such rows


def split_wide(cell: GridCell, xs: Sequence[float]) -> list[GridCell]:
    """A cell over several columns as one cell for each, where its text leaves gaps between them.

    `xs` are the upright lines of the grid; the segments are cut at them already.
    """
    lines = text_rows(cell.segments)
    inner = xs[cell.column + 1 : cell.column + cell.column_span]
    if not inner or not lines or not all(_is_open(line, inner) for line in lines):
        return [cell]
    if all(len(line) == 1 for line in lines):
        return [cell]
    found = []
    for column in range(cell.column, cell.column + cell.column_span):
        box = cell.box._replace(left=xs[column], right=xs[column + 1])
        own = tuple(s for s in cell.segments if _place(s, inner) + cell.column == column)
        found.append(GridCell(cell.row, column, cell.row_span, 1, box, own))
    return found


def _place(segment: Segment, inner: Sequence[float]) -> int:
    """How many of these grid lines stand left of the middle of a segment."""
    return sum(x <= _middle(segment) for x in inner)


def _middle(segment: Segment) -> float:
    return (segment.box.left + segment.box.right) / 2


def _is_open(line: Sequence[Segment], inner: Sequence[float]) -> bool:
    """Whether the text of a line leaves a gap wherever it passes a grid line."""
    if any(s.box.left < x < s.box.right for s in line for x in inner):
        return False
    return all(_parts(a, b) for a, b in pairwise(line))


def _parts(a: Segment, b: Segment) -> bool:
    gap = (b.box.left - a.box.right) / max(a.size, b.size)
    values = VALUE.fullmatch(a.words[-1].text) or VALUE.fullmatch(b.words[0].text)
    return gap >= WIDE_BLANK or bool(values and gap >= LEAST_GAP)


def split_rows(grid: Grid) -> Grid:
    """The grid with those rows split that hold several rows of values."""
    cells = list(grid.cells)
    rows = grid.rows
    by_row: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    for cell in cells:
        if cell.row_span == 1:
            by_row[cell.row].append(cell)
    for row in range(grid.rows - 1, -1, -1):
        own = by_row[row]
        if not _has_rows(own):
            continue
        filled = sorted((c for c in own if c.segments), key=lambda c: c.column)
        places = [(c.box.left, c.box.right) for c in filled]
        groups = logical_rows(text_rows([s for c in filled for s in c.segments]), places)
        cells = _replaced(cells, row, own, groups)
        rows += len(groups) - 1
    return replace(grid, rows=rows, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))))


def _has_rows(cells: Sequence[GridCell]) -> bool:
    """Whether several cells hold values that stand level with each other, on several lines."""
    levels = [{round(s.baseline) for s in c.segments if is_value(s.text)} for c in cells]
    several = [found for found in levels if len(found) >= MIN_LEVEL]
    return len(several) >= MIN_LEVEL and len(set.intersection(*several[:2])) >= MIN_LEVEL


def _replaced(
    cells: Sequence[GridCell], row: int, own: Sequence[GridCell], groups: Sequence[list[Segment]]
) -> list[GridCell]:
    more = len(groups) - 1
    found = []
    for cell in cells:
        if cell in own:
            found += [_part(cell, row + index, group) for index, group in enumerate(groups)]
        elif cell.row > row:
            found.append(replace(cell, row=cell.row + more))
        elif cell.row + cell.row_span > row:
            found.append(replace(cell, row_span=cell.row_span + more))
        else:
            found.append(cell)
    return found


def _part(cell: GridCell, row: int, group: Sequence[Segment]) -> GridCell:
    inside = {id(s) for s in cell.segments}
    segments = tuple(s for s in group if id(s) in inside)
    box = cell.box
    if segments:
        low, high = min(s.box.bottom for s in segments), max(s.box.top for s in segments)
        box = box._replace(bottom=low, top=high)
    return GridCell(row, cell.column, 1, cell.column_span, box, segments)
