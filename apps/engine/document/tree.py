"""Blocks, tables, headings, lists and pictures -> the tree of nodes, in reading order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from apps.engine.document.captions import is_caption, link_captions
from apps.engine.document.markers import Marker
from apps.engine.document.table_chains import link_tables
from apps.engine.geometry import overlap, rounded, union
from apps.engine.model import (
    Box,
    Caption,
    Cell,
    Furniture,
    Heading,
    Image,
    Line,
    ListItem,
    ListNode,
    Node,
    Paragraph,
    Row,
    Style,
    Table,
    Text,
)

SAME_LEVEL = 4.0  # points: text above a table may reach into its frame
MIN_PICTURE = 12.0  # points: smaller pictures are icons and ornaments


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A table cell with its lines and tables; rows and columns count from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[Line, ...]
    tables: tuple["PlacedTable", ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with its cells; the first `headers` rows name the columns."""

    page: int
    box: Box
    rows: int
    columns: int
    cells: tuple[PlacedCell, ...]
    headers: int = 0


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A picture and its page."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Roles:
    """What the blocks are, by index: heading levels, list membership and main styles."""

    styles: Sequence[Style]
    headings: Mapping[int, int]
    items: Mapping[int, tuple[int, Marker]]


Unit = tuple[Line, ...] | PlacedTable | PlacedImage


def build_tree(units: Sequence[Unit], roles: Roles) -> tuple[Node, ...]:
    """The nodes of the document. `roles` counts only those units that are blocks of lines."""
    ids = count(1)
    nodes: list[Node] = []
    blocks = iter(range(len(roles.styles)))
    indexed = [(u, next(blocks) if isinstance(u, tuple) else -1) for u in units]
    for (kind, page, _), group in groupby(indexed, key=lambda pair: _kind(pair[0], pair[1], roles)):
        members = list(group)
        if kind in ("header", "footer"):
            nodes.append(_furniture(kind, page, members, roles, ids))
        else:
            nodes += _nodes(members, roles, ids)
    return link_tables(link_captions(nodes))


def _kind(unit: Unit, index: int, roles: Roles) -> tuple[str, int, int]:
    """What a unit is grouped by: neighbours with the same key make one node."""
    if isinstance(unit, tuple):
        line = unit[0]
        if line.furniture:
            return line.furniture, line.page, 0
        if index in roles.items:
            return "list", 0, roles.items[index][0]
        return "block", line.page, index
    return "object", unit.page, id(unit)


def _furniture(
    kind: str, page: int, members: list[tuple[Unit, int]], roles: Roles, ids: Iterator[int]
) -> Furniture:
    number = next(ids)
    kids = tuple(_nodes(members, roles, ids))
    box = rounded(union(kid.box for kid in kids))
    return Furniture(number, page, box, "header" if kind == "header" else "footer", kids)


def _nodes(members: list[tuple[Unit, int]], roles: Roles, ids: Iterator[int]) -> Iterator[Node]:
    first, index = members[0]
    if isinstance(first, tuple) and index in roles.items and not first[0].furniture:
        yield _list(members, roles, ids)
        return
    for unit, place in members:
        if isinstance(unit, PlacedTable):
            yield _table(unit, ids)
        elif isinstance(unit, PlacedImage):
            yield Image(next(ids), unit.page, rounded(unit.box))
        else:
            yield _block(unit, place, roles, ids)


def _block(lines: tuple[Line, ...], index: int, roles: Roles, ids: Iterator[int]) -> Node:
    box = rounded(union(line.box for line in lines))
    text = _text(lines, roles.styles[index])
    page = lines[0].page
    if index in roles.headings:
        return Heading(next(ids), page, box, text, roles.headings[index])
    if is_caption(lines[0].text) and not lines[0].furniture:
        return Caption(next(ids), page, box, text, None)
    return Paragraph(next(ids), page, box, text)


def _text(lines: Sequence[Line], style: Style, cut: int = 0) -> Text:
    texts = [line.text for line in lines]
    texts[0] = texts[0][cut:]
    return Text(tuple(texts), style, lines[0].hidden is not None)


def _list(members: list[tuple[Unit, int]], roles: Roles, ids: Iterator[int]) -> ListNode:
    number = next(ids)
    items = []
    for unit, index in members:
        assert isinstance(unit, tuple)
        marker = roles.items[index][1]
        box = rounded(union(line.box for line in unit))
        text = _text(unit, roles.styles[index], marker.length)
        items.append(ListItem(next(ids), unit[0].page, box, text, marker.label))
    first = members[0][1]
    own = [item.box for item in items if item.page == items[0].page]
    return ListNode(
        number, items[0].page, rounded(union(own)), roles.items[first][1].kind, tuple(items)
    )


def _table(table: PlacedTable, ids: Iterator[int]) -> Table:
    number = next(ids)
    rows = []
    for row in range(table.rows):
        row_id = next(ids)
        cells = tuple(_cell(c, table, ids) for c in table.cells if c.row == row)
        box = union(cell.box for cell in cells) if cells else table.box
        rows.append(Row(row_id, table.page, rounded(box), row + 1, cells))
    return Table(number, table.page, rounded(table.box), table.columns, tuple(rows))


def _cell(cell: PlacedCell, table: PlacedTable, ids: Iterator[int]) -> Cell:
    number, page = next(ids), table.page
    kids = tuple(_inside(cell, page, ids))
    return Cell(
        number, page, rounded(cell.box), cell.row + 1, cell.column + 1,
        cell.row_span, cell.column_span, kids, cell.row < table.headers,
    )  # fmt: skip


def _inside(cell: PlacedCell, page: int, ids: Iterator[int]) -> Iterator[Node]:
    """The text and the tables of a cell, from top to bottom."""
    rest = cell.lines
    for table in sorted(cell.tables, key=lambda table: -table.box.top):
        above = tuple(line for line in rest if line.box.bottom >= table.box.top - SAME_LEVEL)
        rest = tuple(line for line in rest if line not in above)
        if above:
            yield _cell_text(above, page, ids)
        yield _table(table, ids)
    if rest:
        yield _cell_text(rest, page, ids)


def _cell_text(lines: tuple[Line, ...], page: int, ids: Iterator[int]) -> Paragraph:
    style = max(lines[0].words, key=lambda word: len(word.text)).style
    return Paragraph(
        next(ids), page, rounded(union(line.box for line in lines)), _text(lines, style)
    )


def place_images(units: Sequence[Unit], images: Sequence[PlacedImage]) -> list[Unit]:
    """Put each picture behind what stands above it on its page."""
    placed = list(units)
    for image in images:
        if min(image.box.width, image.box.height) >= MIN_PICTURE:
            placed.insert(_position(placed, image), image)
    return placed


def _position(units: Sequence[Unit], image: PlacedImage) -> int:
    position = 0
    for index, unit in enumerate(units):
        page = unit[0].page if isinstance(unit, tuple) else unit.page
        box = union(line.box for line in unit) if isinstance(unit, tuple) else unit.box
        beside = overlap(box.left, box.right, image.box.left, image.box.right) > 0
        if page < image.page or (page == image.page and beside and box.bottom >= image.box.top - 2):
            position = index + 1
    return position
