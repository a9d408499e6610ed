"""Lines, tables and pages -> the units of the tree and their roles: the last step of a parse."""

from collections.abc import Callable, Mapping, Sequence

from apps.engine.document.blocks import main_style, split_blocks
from apps.engine.document.frames import Frame, turned_back
from apps.engine.document.headings import find_headings
from apps.engine.document.lines import join_rows, make_line
from apps.engine.document.lists import find_lists
from apps.engine.document.tables import Grid, GridCell
from apps.engine.document.tree import (
    PlacedCell,
    PlacedImage,
    PlacedTable,
    Roles,
    Unit,
    build_tree,
    place_images,
)
from apps.engine.model import Line, Node, Style
from apps.engine.page import Page

PAGE_FILLING = 0.9  # of the page: a picture that large is its background
Clean = Callable[[tuple[Line, ...]], tuple[Line, ...]]

PLAIN = Style("", 10.0, False, False, (0.0, 0.0, 0.0))


def assemble(
    lines: Sequence[Line],
    tables: Mapping[int, tuple[Frame, Grid]],
    pages: Sequence[Page],
    clean: Clean,
) -> tuple[Node, ...]:
    """The tree. `tables` holds the table that a line, by its id, stands in.

    `clean` is what was done to all lines: those of table cells are made here.
    """
    units: list[Unit] = []
    seen: set[int] = set()
    for block in split_blocks(lines):
        for line in block:
            if line.id in tables and id(tables[line.id][1]) not in seen:
                seen.add(id(tables[line.id][1]))
                units.append(_placed(*tables[line.id], clean))
        loose = tuple(line for line in block if line.id not in tables)
        if loose:
            units.append(loose)
    units = place_images(units, _images(pages))
    return build_tree(units, _roles([unit for unit in units if isinstance(unit, tuple)]))


def _roles(blocks: list[tuple[Line, ...]]) -> Roles:
    styles = [main_style(max(block, key=lambda line: len(line.text))) for block in blocks]
    headings = find_headings(blocks, styles, _body_style(blocks, styles))
    return Roles(styles, headings, find_lists(blocks, headings))


def _body_style(blocks: Sequence[tuple[Line, ...]], styles: Sequence[Style]) -> Style:
    """The style most of the visible text of the document is set in; font and color aside."""
    weights: dict[tuple[float, bool], int] = {}
    looks: dict[tuple[float, bool], Style] = {}
    for block, style in zip(blocks, styles, strict=True):
        if not block[0].hidden:
            key = (round(style.size, 1), style.bold)
            looks.setdefault(key, style)
            weights[key] = weights.get(key, 0) + sum(len(line.text) for line in block)
    return looks[max(weights, key=lambda key: (weights[key], key))] if weights else PLAIN


def _images(pages: Sequence[Page]) -> list[PlacedImage]:
    found = []
    for page in pages:
        area = page.size.width * page.size.height
        for picture in page.drawing.pictures:
            if picture.box.width * picture.box.height < PAGE_FILLING * area:
                found.append(PlacedImage(page.size.number, picture.box))
    return found


def _placed(frame: Frame, grid: Grid, clean: Clean) -> PlacedTable:
    cells = tuple(_placed_cell(frame, cell, clean) for cell in grid.cells)
    number = frame.page.size.number
    return PlacedTable(number, grid.box, grid.rows, grid.columns, cells)


def _placed_cell(frame: Frame, cell: GridCell, clean: Clean) -> PlacedCell:
    number = frame.page.size.number
    rows = join_rows(cell.segments)
    lines = clean(tuple(turned_back(make_line(row, number, 0, 0), frame) for row in rows))
    return PlacedCell(cell.row, cell.column, cell.row_span, cell.column_span, cell.box, lines)
