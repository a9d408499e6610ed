"""Blocks, tables, headings, lists and pictures -> the tree of nodes, in reading order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby
from operator import attrgetter

from apps.engine.document.captions import is_caption, link_captions
from apps.engine.document.footnotes import FoundNote
from apps.engine.document.found_lists import FoundItem, FoundList, units_of
from apps.engine.document.table_chains import link_tables
from apps.engine.geometry import overlap, rounded, union
from apps.engine.model import (
    Box,
    Caption,
    Cell,
    Footnote,
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
    """A picture and its page; `alt` is what the file says in its place."""

    page: int
    box: Box
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """What the units are, by index: main styles of blocks, heading levels, lists, notes.

    `carried_over` holds the paragraph that another one goes on with.
    """

    styles: Mapping[int, Style]
    headings: Mapping[int, int]
    lists: Sequence[FoundList]
    notes: Mapping[int, FoundNote]
    carried_over: Mapping[int, int]


Unit = tuple[Line, ...] | PlacedTable | PlacedImage
Indexed = tuple[Unit, int]


def build_tree(units: Sequence[Unit], roles: Roles) -> tuple[Node, ...]:
    """The nodes of the document."""
    builder = _Builder(units, roles)
    openers = {found.items[0].unit: found for found in roles.lists}
    inside = {unit for found in roles.lists for unit in units_of(found)} - set(openers)
    free = ((unit, index) for index, unit in enumerate(units) if index not in inside)
    nodes: list[Node] = []
    for (kind, page, first), group in groupby(free, key=_kind):
        if kind in ("header", "footer"):
            nodes.append(builder.furniture(kind, page, group))
        elif first in openers:
            nodes.append(builder.list(openers[first]))
        else:
            nodes += builder.nodes(group)
    return link_tables(link_captions(_with_following(nodes, builder)))


def _kind(member: Indexed) -> tuple[str, int, int]:
    """What a unit is grouped by: neighbours with the same key make one node."""
    unit, index = member
    if isinstance(unit, tuple):
        line = unit[0]
        if line.furniture:
            return line.furniture, line.page, 0
        return "block", line.page, index
    return "object", unit.page, index


class _Builder:
    """Makes nodes of units and counts them; knows the id of every unit and list it made."""

    def __init__(self, units: Sequence[Unit], roles: Roles) -> None:
        self.units, self.roles = units, roles
        self.ids = count(1)
        self.made: dict[int, int] = {}  # unit -> id of its node
        self.lists: dict[FoundList, int] = {}

    def furniture(self, kind: str, page: int, members: Iterable[Indexed]) -> Furniture:
        number = next(self.ids)
        kids = tuple(self.nodes(members))
        box = rounded(union(kid.box for kid in kids))
        return Furniture(number, page, box, "header" if kind == "header" else "footer", kids)

    def nodes(self, members: Iterable[Indexed]) -> Iterator[Node]:
        for unit, index in members:
            if isinstance(unit, PlacedTable):
                node: Node = _table(unit, self.ids)
            elif isinstance(unit, PlacedImage):
                node = Image(next(self.ids), unit.page, rounded(unit.box), unit.alt)
            else:
                node = self._block(unit, index)
            self.made[index] = node.id
            yield node

    def _block(self, lines: tuple[Line, ...], index: int) -> Node:
        box, page = rounded(union(line.box for line in lines)), lines[0].page
        style, number = self.roles.styles[index], next(self.ids)
        if index in self.roles.notes:
            note = self.roles.notes[index]
            reference = None if note.referenced_by is None else self.made.get(note.referenced_by)
            text = _text(lines, style, note.length)
            return Footnote(number, page, box, text, note.label, reference)
        text = _text(lines, style)
        if index in self.roles.headings:
            return Heading(number, page, box, text, self.roles.headings[index])
        if is_caption(lines[0].text) and not lines[0].furniture:
            return Caption(number, page, box, text, None)
        before = self.roles.carried_over.get(index)
        previous = None if before is None else self.made[before]
        return Paragraph(number, page, box, text, previous)

    def list(self, found: FoundList) -> ListNode:
        """A list with all that stands in it."""
        number = self.lists[found] = next(self.ids)
        items = tuple(self._item(item) for item in found.items)
        page = items[0].page
        parts = (part for item in items for part in (item, *item.kids) if part.page == page)
        previous = self.lists.get(found.previous) if found.previous else None
        box = rounded(union(part.box for part in parts))
        return ListNode(number, page, box, found.kind, items, previous)

    def _item(self, item: FoundItem) -> ListItem:
        lines = self.units[item.unit]
        assert isinstance(lines, tuple)
        number = self.made[item.unit] = next(self.ids)
        text = _text(lines, self.roles.styles[item.unit], item.label.length)
        kids: list[Node] = []
        for kid in item.kids:
            kids += (
                self.nodes([(self.units[kid], kid)]) if isinstance(kid, int) else [self.list(kid)]
            )
        box = rounded(union(line.box for line in lines))
        return ListItem(number, lines[0].page, box, text, item.label.text, tuple(kids))


def _text(lines: Sequence[Line], style: Style, cut: int = 0) -> Text:
    texts = [line.text for line in lines]
    texts[0] = texts[0][cut:]
    return Text(tuple(texts), style, lines[0].hidden is not None)


def _with_following(nodes: Sequence[Node], builder: _Builder) -> Sequence[Node]:
    """Give each list and paragraph the id of the one that goes on with it."""
    made, lists = builder.made, builder.lists
    following = {made[one]: made[other] for other, one in builder.roles.carried_over.items()}
    for found, number in lists.items():
        if found.previous and found.previous in lists:
            following[lists[found.previous]] = number
    return [_with_next(node, following) for node in nodes] if following else nodes


def _with_next(node: Node, following: Mapping[int, int]) -> Node:
    if isinstance(node, Paragraph) and node.id in following:
        return replace(node, next=following[node.id])
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
        yield from _cell_texts(above, page, ids)
        yield _table(table, ids)
    yield from _cell_texts(rest, page, ids)


def _cell_texts(lines: tuple[Line, ...], page: int, ids: Iterator[int]) -> Iterator[Paragraph]:
    """A paragraph for each block: lines that were laid out on a page are one."""
    for _, block in groupby(lines, key=attrgetter("block")):
        yield _cell_text(tuple(block), page, ids)


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
