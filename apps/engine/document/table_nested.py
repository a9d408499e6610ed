"""Tables drawn into the cells of other tables."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from apps.engine.document.segment import Segment
from apps.engine.document.tables import Grid, GridCell
from apps.engine.geometry import covered_share
from apps.engine.model import Box

WITHIN = 0.95  # of its area: a table in a cell may touch its rules
MAX_DEPTH = 4  # levels of tables: beyond, the text of the inner ones is enough


class Held(NamedTuple):
    """A table, and the tables that stand in its cells now."""

    grid: Grid
    tables: list[Grid]


def is_within(inner: Box, outer: Box) -> bool:
    """Whether one table is drawn inside of another, and is smaller."""
    smaller = inner.width * inner.height < WITHIN * outer.width * outer.height
    return smaller and covered_share(inner, outer) >= WITHIN


def with_tables(grid: Grid, stand_ins: Sequence[Segment], tables: Sequence[Grid]) -> Held:
    """The grid with tables in its cells, where their stand-ins are among the segments."""
    by_id = {id(s): table for s, table in zip(stand_ins, tables, strict=True)}
    if not by_id:
        return Held(grid, [])
    cells = tuple(_filled(cell, by_id) for cell in grid.cells)
    sources = tuple(s for s in grid.sources if id(s) not in by_id)
    held = [by_id[id(s)] for cell in grid.cells for s in cell.segments if id(s) in by_id]
    return Held(replace(grid, cells=cells, sources=sources), held)


def _filled(cell: GridCell, tables: dict[int, Grid]) -> GridCell:
    inside = [tables[id(s)] for s in cell.segments if id(s) in tables]
    if not inside:
        return cell
    loose = tuple(s for s in cell.segments if id(s) not in tables)
    kept = tuple(_cut_off(table, MAX_DEPTH - 1) for table in inside)
    return replace(cell, segments=loose, tables=cell.tables + kept)


def _cut_off(grid: Grid, depth: int) -> Grid:
    """A table with so many levels of tables in it, itself included; deeper ones are text."""
    if not any(cell.tables for cell in grid.cells):
        return grid
    return replace(grid, cells=tuple(_cut_cell(cell, depth - 1) for cell in grid.cells))


def _cut_cell(cell: GridCell, depth: int) -> GridCell:
    if depth:
        return replace(cell, tables=tuple(_cut_off(table, depth) for table in cell.tables))
    text = tuple(s for table in cell.tables for s in table.texts())
    return replace(cell, segments=cell.segments + text, tables=())
