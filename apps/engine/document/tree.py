"""Blocks, tables, headings, lists and pictures -> the tree of nodes, in reading order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from apps.engine.document.captions import is_caption, link_captions
from apps.engine.document.found_lists import FoundList
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
    """What the units are, by index: the main styles of blocks, heading levels, lists of items."""

    styles: Mapping[int, Style]
    headings: Mapping[int, int]
    lists: Sequence[FoundList]


Unit = tuple[Line, ...] | PlacedTable | PlacedImage
Indexed = tuple[Unit, int]


def build_tree(units: Sequence[Unit], roles: Roles) -> tuple[Node, ...]:
    """The nodes of the document."""
    ids = count(1)
    nodes: list[Node] = []
    openers = {found.items[0].unit: found for found in roles.lists}
    inside = {unit for found in roles.lists for unit in _units(found)} - set(openers)
    free = ((unit, index) for index, unit in enumerate(units) if index not in inside)
    numbers: dict[FoundList, int] = {}
    for (kind, page, _), group in groupby(free, key=_kind):
        members = list(group)
        if kind in ("header", "footer"):
            nodes.append(_furniture(kind, page, members, roles, ids))
        elif members[0][1] in openers:
            nodes.append(_list(openers[members[0][1]], units, roles, ids, numbers))
        else:
            nodes += _nodes(members, roles, ids)
    return link_tables(link_captions(_link_lists(nodes, numbers)))


def _units(found: FoundList) -> Iterator[int]:
    """The units of a list, and of those inside of it."""
    for item in found.items:
        yield item.unit
        for kid in item.kids:
            yield from (kid,) if isinstance(kid, int) else _units(kid)


def _kind(member: Indexed) -> tuple[str, int, int]:
    """What a unit is grouped by: neighbours with the same key make one node."""
    unit, index = member
    if isinstance(unit, tuple):
        line = unit[0]
        if line.furniture:
            return line.furniture, line.page, 0
        return "block", line.page, index
    return "object", unit.page, index


def _furniture(
    kind: str, page: int, members: list[Indexed], roles: Roles, ids: Iterator[int]
) -> Furniture:
    number = next(ids)
    kids = tuple(_nodes(members, roles, ids))
    box = rounded(union(kid.box for kid in kids))
    return Furniture(number, page, box, "header" if kind == "header" else "footer", kids)


def _nodes(members: Iterable[Indexed], roles: Roles, ids: Iterator[int]) -> Iterator[Node]:
    for unit, index in members:
        if isinstance(unit, PlacedTable):
            yield _table(unit, ids)
        elif isinstance(unit, PlacedImage):
            yield Image(next(ids), unit.page, rounded(unit.box))
        else:
            yield _block(unit, index, roles, ids)


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


def _list(
    found: FoundList, units: Sequence[Unit], roles: Roles, ids: Iterator[int],
    numbers: dict[FoundList, int],
) -> ListNode:  # fmt: skip
    """A list with all that stands in it; its id goes into `numbers`."""
    number = numbers[found] = next(ids)
    items = []
    for item in found.items:
        lines = units[item.unit]
        assert isinstance(lines, tuple)
        own, text = next(ids), _text(lines, roles.styles[item.unit], item.label.length)
        kids: list[Node] = []
        for kid in item.kids:
            if isinstance(kid, int):
                kids += _nodes([(units[kid], kid)], roles, ids)
            else:
                kids.append(_list(kid, units, roles, ids, numbers))
        box = rounded(union(line.box for line in lines))
        items.append(ListItem(own, lines[0].page, box, text, item.label.text, tuple(kids)))
    page = items[0].page
    parts = (part for item in items for part in (item, *item.kids) if part.page == page)
    previous = numbers.get(found.previous) if found.previous else None
    box = rounded(union(part.box for part in parts))
    return ListNode(number, page, box, found.kind, tuple(items), previous)


def _link_lists(nodes: Sequence[Node], numbers: Mapping[FoundList, int]) -> Sequence[Node]:
    """Give each list the id of the one that goes on with it."""
    following = {
        numbers[found.previous]: number
        for found, number in numbers.items()
        if found.previous and found.previous in numbers
    }
    return [_with_next(node, following) for node in nodes] if following else nodes


def _with_next(node: Node, following: Mapping[int, int]) -> Node:
    if not isinstance(node, ListNode):
        return node
    items = tuple(
        replace(item, kids=tuple(_with_next(kid, following) for kid in item.kids))
        for item in node.items
    )
    return replace(node, items=items, next=following.get(node.id))


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
