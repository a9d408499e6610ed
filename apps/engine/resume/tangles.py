"""Rows in, rows out: two columns of sections read line by line are read one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from apps.engine.resume.heading_words import heading_key, known_headings
from apps.engine.resume.rows import Cell, Row, measured

HEADINGS_MIN = 4
"""Known headings on a page before its columns are looked for."""
SIDE_HEADINGS_MIN = 2
"""In the right column: a rail of labels has its headings on the left only."""
COLUMN_APART = 100.0
"""Points between the headings of two columns."""
TURNS_MIN = 3
"""Changes from one column to the other; two columns read in order change once."""
NEAR = 2.0
"""Points: how far a cell may reach over the gutter."""
RIGHT_REGIONS = 100_000
"""Added to the region of rows in the right column: no document has so many regions."""


def untangle(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Every page in its columns, where headings on both sides show that there are two."""
    order: list[Row] = []
    changed = False
    for _, group in groupby(rows, key=lambda row: row.line.page):
        page = list(group)
        gutter = _gutter(page)
        if gutter is not None and _is_tangled(page, gutter):
            page = list(_columns(page, gutter))
            changed = True
        order.extend(page)
    return measured(order) if changed else tuple(rows)


def _gutter(page: Sequence[Row]) -> float | None:
    """Where the right column begins: left of its headings, and no cell crosses it."""
    heads = sorted(cell.left for row in page for cell in row.cells if _is_heading(cell))
    if len(heads) < HEADINGS_MIN:
        return None
    apart, right = max((two - one, two) for one, two in pairwise(heads))
    if apart < COLUMN_APART or sum(left >= right for left in heads) < SIDE_HEADINGS_MIN:
        return None
    band = _band(page, right)
    lefts = sorted({cell.left for row in band for cell in row.cells})
    wanted = (left for left in lefts if right - COLUMN_APART / 2 < left <= right)
    return next((left for left in wanted if not _is_crossed(band, left)), None)


def _is_heading(cell: Cell) -> bool:
    kind = known_headings().get(heading_key(cell.text)) if len(cell.text) < 60 else None
    return kind is not None and kind != "title" and (cell.look.bold or cell.look.caps)


def _band(page: Sequence[Row], right: float) -> list[Row]:
    """The rows from the first heading of the right column down."""
    tops = [
        row.line.box.top
        for row in page
        for cell in row.cells
        if cell.left >= right and _is_heading(cell)
    ]
    return [row for row in page if row.line.box.top <= max(tops) + NEAR]


def _is_crossed(band: Sequence[Row], gutter: float) -> bool:
    return any(
        cell.left < gutter - NEAR and cell.right > gutter + NEAR
        for row in band
        for cell in row.cells
    )


def _is_tangled(page: Sequence[Row], gutter: float) -> bool:
    sides = [row.first.left >= gutter - NEAR for row in _band(page, gutter)]
    return sum(one != two for one, two in pairwise(sides)) >= TURNS_MIN


def _columns(page: Sequence[Row], gutter: float) -> Iterator[Row]:
    """What stands above the columns, then the left one, then the right one, from top to bottom."""
    band = _band(page, gutter)
    inside = {id(row) for row in band}
    yield from (row for row in page if id(row) not in inside)
    ordered = sorted(band, key=lambda row: -row.line.box.top)
    region = min(row.line.region for row in band)
    for row in ordered:
        yield from _side(row, [cell for cell in row.cells if cell.left < gutter - NEAR], region)
    for row in ordered:
        kept = [cell for cell in row.cells if cell.left >= gutter - NEAR]
        yield from _side(row, kept, region + RIGHT_REGIONS)


def _side(row: Row, cells: Sequence[Cell], region: int) -> Iterator[Row]:
    if cells:
        line = replace(row.line, region=region)
        if len(cells) < len(row.cells):
            boxes = [cell.span.box for cell in cells]
            left, right = min(box.left for box in boxes), max(box.right for box in boxes)
            words = tuple(word for cell in cells for word in cell.span.words)
            line = replace(line, words=words, box=line.box._replace(left=left, right=right))
        numbered = tuple(replace(cell, index=index) for index, cell in enumerate(cells))
        yield replace(row, line=line, cells=numbered)
