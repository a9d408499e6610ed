"""Structure elements and the words they mark -> the tree of nodes, as the producer tagged it.

ISO 32000-1, 14.8.4: block elements become nodes, inline elements flow into the block around them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby
from typing import NamedTuple

from apps.engine.document.markers import find_marker
from apps.engine.document.readers.struct_tree import Content, Element
from apps.engine.document.segment import joined
from apps.engine.document.struct_table import PlacedElement, place_cells
from apps.engine.document.struct_words import MARGIN, MarkedWords, Piece
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
from apps.engine.page import Page

BLOCKS = re.compile(
    r"Document|DocumentFragment|Part|Art|Sect|Div|Aside|BlockQuote|Caption|TOC|TOCI|Index|NonStruct"
    r"|Private|P|L|LI|LBody|Table|TR|TH|TD|THead|TBody|TFoot|Note|FENote|Figure|Formula|Artifact"
)
SAME_ROW = 0.3  # of the lower of two words: so much of their height overlaps on one row
DEFAULT_LABEL = "•"  # of an item that shows none, and of one that draws it

Make = Callable[[tuple[Piece, ...]], Node]


@dataclass(frozen=True, slots=True)
class Context:
    """What all elements of a document are read with."""

    words: dict[Content, tuple[Piece, ...]]  # those that no node holds yet
    pictures: dict[int, list[Box]]  # by page; those of figures are taken out
    ids: Iterator[int]

    def pieces(self, run: Sequence[Content]) -> tuple[Piece, ...]:
        return tuple(piece for content in run for piece in self.words.pop(content, ()))


def build_tagged(
    elements: Sequence[Element], words: MarkedWords, lines: Sequence[Line], pages: Sequence[Page]
) -> tuple[Node, ...]:
    """The nodes of all elements, then what stands outside of them on its page."""
    pictures = {page.size.number: [p.box for p in page.drawing.pictures] for page in pages}
    context = Context(dict(words.inside), pictures, count(1))
    nodes = _linked([node for element in elements for node in _nodes(element, context)])
    heights = {page.size.number: page.size.height for page in pages}
    nodes = _with_outside(nodes, words.outside, heights, context)
    return tuple(_with_hidden(nodes, lines, context))


def _nodes(element: Element, context: Context) -> Iterator[Node]:
    if element.role == "Artifact":
        return iter(())
    if element.level:
        return _flow(element, context, _heading_maker(element.level, context))
    return READERS.get(element.role, _paragraphs)(element, context)


def _paragraphs(element: Element, context: Context) -> Iterator[Node]:
    return _flow(element, context, _paragraph_maker(context))


def _flow(element: Element, context: Context, make: Make) -> Iterator[Node]:
    """The text of an element as nodes, cut where a block stands in it."""
    for is_text, parts in groupby(_inline(element), lambda part: isinstance(part, Content)):
        if is_text:
            pieces = context.pieces([part for part in parts if isinstance(part, Content)])
            if pieces:
                yield make(pieces)
        else:
            for part in parts:
                assert isinstance(part, Element)
                yield from _nodes(part, context)


def _inline(element: Element) -> Iterator[Content | Element]:
    """What flows in an element, inline elements opened; blocks come as they are."""
    for kid in element.kids:
        if isinstance(kid, Content) or kid.level or BLOCKS.fullmatch(kid.role):
            yield kid
        else:
            yield from _inline(kid)


def _heading_maker(level: int, context: Context) -> Make:
    def make(pieces: tuple[Piece, ...]) -> Node:
        return Heading(next(context.ids), pieces[0].page, _box(pieces), _text(pieces), level)

    return make


def _paragraph_maker(context: Context) -> Callable[[tuple[Piece, ...]], Paragraph]:
    def make(pieces: tuple[Piece, ...]) -> Paragraph:
        return Paragraph(next(context.ids), pieces[0].page, _box(pieces), _text(pieces))

    return make


def _captions(element: Element, context: Context) -> Iterator[Node]:
    def make(pieces: tuple[Piece, ...]) -> Node:
        return Caption(next(context.ids), pieces[0].page, _box(pieces), _text(pieces), None)

    return _flow(element, context, make)


def _figure(element: Element, context: Context) -> Iterator[Node]:
    """The picture, then the text in it."""
    number, kids = next(context.ids), list(_paragraphs(element, context))
    page = kids[0].page if kids else element.page
    box = element.box or (union(kid.box for kid in kids) if kids else None)
    if page is not None:
        box = _take_picture(context.pictures.get(page, []), box)
        if box is not None:
            yield Image(number, page, rounded(box), element.alt)
    yield from kids


def _take_picture(pictures: list[Box], box: Box | None) -> Box | None:
    """The box of a figure; without one, that of the next picture that no figure has."""
    if box is None:
        return pictures.pop(0) if pictures else None
    pictures[:] = [picture for picture in pictures if not _inside(picture, box)]
    return box


def _inside(inner: Box, outer: Box) -> bool:
    x, y = (inner.left + inner.right) / 2, (inner.bottom + inner.top) / 2
    return outer.left <= x <= outer.right and outer.bottom <= y <= outer.top


def _list(element: Element, context: Context) -> Iterator[Node]:
    """A list with its items; inner lists are items of their own, other blocks follow."""
    number = next(context.ids)
    items, rest = _items(element, context)
    if items:
        marker = find_marker(f"{items[0].label} x")
        own = [item.box for item in items if item.page == items[0].page]
        kind = marker.kind if marker else "bullets"
        yield ListNode(number, items[0].page, rounded(union(own)), kind, tuple(items))
    yield from rest


def _items(element: Element, context: Context) -> tuple[list[ListItem], list[Node]]:
    items: list[ListItem] = []
    rest: list[Node] = []
    for kid in element.kids:
        inner, others = _entry(kid, context)
        items += inner
        rest += others
    return items, rest


def _entry(kid: Element | Content, context: Context) -> tuple[list[ListItem], list[Node]]:
    if isinstance(kid, Content):
        kid = Element("P", (kid,))
    if kid.role == "L":
        return _items(kid, context)
    return _item(kid, context) if kid.role == "LI" else ([], list(_nodes(kid, context)))


def _item(element: Element, context: Context) -> tuple[list[ListItem], list[Node]]:
    label, body, blocks = _parts(element)
    pieces, printed = context.pieces(body), context.pieces(label)
    items: list[ListItem] = []
    if pieces or printed:
        text = _text(pieces or printed)
        shown = joined(tuple(piece.word for piece in printed)) if pieces else ""
        marker = None if shown else find_marker(text.lines[0])
        if marker:
            text = replace(text, lines=(text.lines[0][marker.length :], *text.lines[1:]))
            shown = marker.label
        all_pieces = printed + pieces
        box, page = _box(all_pieces), all_pieces[0].page
        items.append(ListItem(next(context.ids), page, box, text, shown or DEFAULT_LABEL))
    rest: list[Node] = []
    for block in blocks:
        inner, others = _entry(block, context)
        items += inner
        rest += others
    return items, rest


def _parts(element: Element) -> tuple[list[Content], list[Content], list[Element]]:
    """The content of the label of an item, that of its text, and the blocks in it."""
    label: list[Content] = []
    body: list[Content] = []
    blocks: list[Element] = []
    for kid in element.kids:
        if isinstance(kid, Content):
            body.append(kid)
        elif kid.role in ("L", "Table", "Figure"):
            blocks.append(kid)
        else:
            inner_label, inner_body, inner_blocks = _parts(kid)
            label += inner_label + inner_body if kid.role == "Lbl" else inner_label
            body += [] if kid.role == "Lbl" else inner_body
            blocks += inner_blocks
    return label, body, blocks


class Filled(NamedTuple):
    """A cell with its id and what stands in it."""

    id: int
    place: PlacedElement
    kids: tuple[Node, ...]


def _table(element: Element, context: Context) -> Iterator[Node]:
    """A table; what stands in it outside of its rows comes in front of it."""
    grid = place_cells(element)
    for block in grid.loose:
        yield from _nodes(block, context)
    number = next(context.ids)
    rows = [(next(context.ids), [_filled(cell, context) for cell in row]) for row in grid.rows]
    inside = [kid for _, cells in rows for cell in cells for kid in cell.kids]
    if inside:
        page = inside[0].page
        box = rounded(union(kid.box for kid in inside if kid.page == page))
        made = tuple(_row(*row, index + 1, page, box) for index, row in enumerate(rows))
        yield Table(number, page, box, grid.columns, made)


def _filled(cell: PlacedElement, context: Context) -> Filled:
    return Filled(next(context.ids), cell, tuple(_paragraphs(cell.element, context)))


def _row(number: int, cells: Sequence[Filled], row: int, page: int, box: Box) -> Row:
    """A row; an empty one stands for the whole table, an empty cell for its whole row."""
    inside = [kid for cell in cells for kid in cell.kids]
    if inside:
        page = inside[0].page
        box = rounded(union(kid.box for kid in inside if kid.page == page))
    return Row(number, page, box, row, tuple(_cell(cell, row, page, box) for cell in cells))


def _cell(cell: Filled, row: int, page: int, box: Box) -> Cell:
    if cell.kids:
        page = cell.kids[0].page
        box = rounded(union(kid.box for kid in cell.kids if kid.page == page))
    place = cell.place
    return Cell(
        cell.id, page, box, row, place.column + 1, place.row_span, place.column_span, cell.kids
    )


READERS: Mapping[str, Callable[[Element, Context], Iterator[Node]]] = {
    "Caption": _captions,
    "Figure": _figure,
    "L": _list,
    "Table": _table,
}


def _box(pieces: Sequence[Piece]) -> Box:
    page = pieces[0].page
    return rounded(union(piece.word.box for piece in pieces if piece.page == page))


def _text(pieces: Sequence[Piece]) -> Text:
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and _is_beside(rows[-1][-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = tuple(joined(tuple(piece.word for piece in row)) for row in rows)
    return Text(lines, _main_style(pieces))


def _is_beside(before: Piece, piece: Piece) -> bool:
    """Whether a word goes on on the row of the word before it."""
    if before.page != piece.page or before.line == piece.line:
        return before.page == piece.page
    old, new = before.word.box, piece.word.box
    shared = overlap(old.bottom, old.top, new.bottom, new.top)
    return shared >= SAME_ROW * min(old.height, new.height) and new.right > old.left


def _main_style(pieces: Sequence[Piece]) -> Style:
    weights: dict[Style, int] = {}
    for piece in pieces:
        weights[piece.word.style] = weights.get(piece.word.style, 0) + len(piece.word.text)
    return max(weights, key=lambda style: weights[style])


def _linked(nodes: list[Node]) -> list[Node]:
    """Give each caption the table or image beside it in the tree."""
    found: list[Node] = []
    for index, node in enumerate(nodes):
        if isinstance(node, Caption):
            near = nodes[max(0, index - 1) : index] + nodes[index + 1 : index + 2]
            targets = [other.id for other in near if isinstance(other, Table | Image)]
            node = replace(node, target=targets[0] if targets else None)
        found.append(node)
    return found


def _with_outside(
    nodes: list[Node], outside: Sequence[Piece], heights: Mapping[int, float], context: Context
) -> list[Node]:
    """Artifacts in the margins become running heads and feet; anything else follows its page."""
    for (page, place), group in groupby(
        outside, lambda piece: (piece.page, _place(piece, heights))
    ):
        pieces = tuple(group)
        paragraphs = tuple(
            _paragraph_maker(context)(tuple(row)) for _, row in groupby(pieces, lambda p: p.line)
        )
        if place == "body":
            for paragraph in paragraphs:
                if any(map(str.isalnum, paragraph.text.lines[0])):  # else an ornament
                    nodes.insert(_end(nodes, page), paragraph)
            continue
        furniture = Furniture(
            next(context.ids),
            page,
            _box(pieces),
            "header" if place == "header" else "footer",
            paragraphs,
        )
        nodes.insert(_start(nodes, page) if place == "header" else _end(nodes, page), furniture)
    return nodes


def _place(piece: Piece, heights: Mapping[int, float]) -> str:
    box, high = piece.word.box, heights[piece.page]
    middle = (box.bottom + box.top) / 2
    if middle > high * (1 - MARGIN):
        return "header"
    return "footer" if middle < high * MARGIN else "body"


def _start(nodes: Sequence[Node], page: int) -> int:
    return next((i for i, node in enumerate(nodes) if node.page >= page), len(nodes))


def _end(nodes: Sequence[Node], page: int) -> int:
    return next((len(nodes) - i for i, n in enumerate(reversed(nodes)) if n.page <= page), 0)


def _with_hidden(nodes: list[Node], lines: Sequence[Line], context: Context) -> list[Node]:
    """Hidden text behind what is visible on its page, one paragraph for each block."""
    hidden = (line for line in lines if line.hidden is not None)
    for (page, _), group in groupby(hidden, lambda line: (line.page, line.block)):
        block = list(group)
        pieces = [Piece(word, page, line.id, 0) for line in block for word in line.words]
        text = Text(tuple(line.text for line in block), _main_style(pieces), True)
        box = rounded(union(line.box for line in block))
        nodes.insert(_end(nodes, page), Paragraph(next(context.ids), page, box, text))
    return nodes
