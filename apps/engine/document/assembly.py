"""Lines, tables and pages -> the units of the tree and their roles: the last step of a parse."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from apps.engine.document.blocks import block_style, split_blocks
from apps.engine.document.continuations import continued_blocks
from apps.engine.document.frames import Frame, box_turned_back, turned_back
from apps.engine.document.headings import Found, Setting, find_headings
from apps.engine.document.hyphens import divided
from apps.engine.document.label_breaks import break_at_labels
from apps.engine.document.lines import join_rows, make_line
from apps.engine.document.roles import find_roles
from apps.engine.document.running_text import body_style
from apps.engine.document.table_headers import header_rows
from apps.engine.document.tables import Grid, GridCell
from apps.engine.document.tree import (
    PlacedCell,
    PlacedImage,
    PlacedTable,
    Unit,
    build_tree,
    place_images,
)
from apps.engine.model import Box, Line, Node, Style
from apps.engine.page import Page

PAGE_FILLING = 0.9  # of the page: a picture that large is its background
Clean = Callable[[tuple[Line, ...]], tuple[Line, ...]]


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
    blocks, styles = _blocks(units)
    body = body_style(blocks, styles, _cells(units))
    setting = _setting(units, pages, body)
    units, headings = _with_headings(units, find_headings(blocks, styles, setting))
    units, headings = _with_labels(*_with_continuations(units, headings))
    units = place_images(units, _images(pages))
    indices = [index for index, unit in enumerate(units) if isinstance(unit, tuple)]
    levels = {indices[block]: level for block, level in headings.items()}
    return divided(build_tree(*find_roles(units, levels, pages, body.size)), lines)


def _setting(units: Sequence[Unit], pages: Sequence[Page], body: Style) -> Setting:
    """What headings are judged by."""
    sizes = {page.size.number: page.size for page in pages}
    return Setting(body, sizes, _pictures(pages), _table_boxes(units))


def _with_headings(
    units: Sequence[Unit], found: Sequence[Found]
) -> tuple[list[Unit], dict[int, int]]:
    """The units with the blocks of each heading made one, and the level of those, by index.

    Indices count only the units that are blocks.
    """
    spans = [(heading.start, heading.stop) for heading in found]
    places = _places(sum(isinstance(unit, tuple) for unit in units), spans)
    return _merged(units, spans), {places[heading.start]: heading.level for heading in found}


def _with_continuations(
    units: Sequence[Unit], headings: Mapping[int, int]
) -> tuple[list[Unit], dict[int, int]]:
    """The units with blocks that go on made one, and the headings at their places."""
    blocks, styles = _blocks(units)
    spans = continued_blocks(blocks, styles, headings)
    if not spans:
        return list(units), dict(headings)
    places = _places(len(blocks), spans)
    return _merged(units, spans), {places[index]: level for index, level in headings.items()}


def _with_labels(
    units: Sequence[Unit], headings: Mapping[int, int]
) -> tuple[list[Unit], dict[int, int]]:
    """The units with blocks cut in front of labels, and the headings at their places."""
    blocks = [unit for unit in units if isinstance(unit, tuple)]
    parts = break_at_labels(blocks, headings)
    if len(parts) == sum(map(len, parts)):
        return list(units), dict(headings)
    places = [0, *accumulate(map(len, parts))]
    cut = iter(parts)
    made = [part for unit in units for part in (next(cut) if isinstance(unit, tuple) else [unit])]
    return made, {places[index]: level for index, level in headings.items()}


def _blocks(units: Sequence[Unit]) -> tuple[list[tuple[Line, ...]], list[Style]]:
    blocks = [unit for unit in units if isinstance(unit, tuple)]
    return blocks, [block_style(block) for block in blocks]


def _places(count: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Where each of so many blocks is found once every span of them has become one."""
    joined = {index for start, stop in spans for index in range(start + 1, stop)}
    places: list[int] = []
    for index in range(count):
        places.append(index if not places else places[-1] + (index not in joined))
    return places


def _merged(units: Sequence[Unit], spans: Sequence[tuple[int, int]]) -> list[Unit]:
    """The units with every span of blocks made one, where its first block stands."""
    if all(stop - start == 1 for start, stop in spans):
        return list(units)
    blocks = [unit for unit in units if isinstance(unit, tuple)]
    whole = {a: tuple(line for block in blocks[a:z] for line in block) for a, z in spans}
    joined = {index for start, stop in spans for index in range(start + 1, stop)}
    merged: list[Unit] = []
    index = -1
    for unit in units:
        index += isinstance(unit, tuple)
        if not isinstance(unit, tuple):
            merged.append(unit)
        elif index not in joined:
            merged.append(whole.get(index, unit))
    return merged


def _pictures(pages: Sequence[Page]) -> dict[int, tuple[Box, ...]]:
    """The boxes of the pictures of each page that do not fill it."""
    found: dict[int, tuple[Box, ...]] = {}
    for image in _images(pages):
        found[image.page] = (*found.get(image.page, ()), image.box)
    return found


def _images(pages: Sequence[Page]) -> list[PlacedImage]:
    found = []
    for page in pages:
        area = page.size.width * page.size.height
        for picture in page.drawing.pictures:
            if picture.box.width * picture.box.height < PAGE_FILLING * area:
                found.append(PlacedImage(page.size.number, picture.box))
    return found


def _cells(units: Sequence[Unit]) -> list[tuple[Line, ...]]:
    """The lines of each table cell that has any."""
    tables = [unit for unit in units if isinstance(unit, PlacedTable)]
    return [cell.lines for table in tables for cell in table.cells if cell.lines]


def _table_boxes(units: Sequence[Unit]) -> dict[int, tuple[Box, ...]]:
    """The boxes of the tables of each page."""
    found: dict[int, tuple[Box, ...]] = {}
    for unit in units:
        if isinstance(unit, PlacedTable):
            found[unit.page] = (*found.get(unit.page, ()), unit.box)
    return found


def _placed(frame: Frame, grid: Grid, clean: Clean) -> PlacedTable:
    cells = tuple(_placed_cell(frame, cell, clean) for cell in grid.cells)
    number = frame.page.size.number
    headers = header_rows(grid, frame.page.drawing)
    box = box_turned_back(grid.box, frame)
    return PlacedTable(number, box, grid.rows, grid.columns, cells, headers)


def _placed_cell(frame: Frame, cell: GridCell, clean: Clean) -> PlacedCell:
    number = frame.page.size.number
    rows = join_rows(cell.segments)
    lines = clean(tuple(turned_back(make_line(row, number, 0, 0), frame) for row in rows))
    tables = tuple(_placed(frame, table, clean) for table in cell.tables)
    box = box_turned_back(cell.box, frame)
    return PlacedCell(cell.row, cell.column, cell.row_span, cell.column_span, box, lines, tables)
