"""Structure elements and the words they mark -> the tree of nodes, as the producer tagged it.

ISO 32000-1, 14.8.4: block elements become nodes, inline elements flow into the block around them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, groupby
from typing import NamedTuple

from apps.engine.document.readers.struct_tree import Content, Element
from apps.engine.document.struct_lists import NOTES, read_list, read_note
from apps.engine.document.struct_table import PlacedElement, place_cells
from apps.engine.document.struct_text import Context, box_of, inline, main_style, text_of
from apps.engine.document.struct_words import MARGIN, MarkedWords, Piece
from apps.engine.geometry import rounded, union
from apps.engine.model import (
    Box,
    Caption,
    Cell,
    Footnote,
    Furniture,
    Heading,
    Image,
    Line,
    Node,
    Paragraph,
    Row,
    Table,
    Text,
)
from apps.engine.page import Page

Make = Callable[[tuple[Piece, ...]], Node]


def build_tagged(
    elements: Sequence[Element], words: MarkedWords, lines: Sequence[Line], pages: Sequence[Page]
) -> tuple[Node, ...]:
    """The nodes of all elements, then what stands outside of them on its page."""
    pictures = {page.size.number: [p.box for p in page.drawing.pictures] for page in pages}
    context = Context(dict(words.inside), pictures, count(1))
    nodes = _linked([node for element in elements for node in _nodes(element, context)])
    nodes = _notes_last(nodes)
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
    """The text of an element as nodes, cut where a block stands in it; notes follow it."""
    notes = [part for part in inline(element) if _is_note(part)]
    flowing = (part for part in inline(element) if not _is_note(part))
    for is_text, parts in groupby(flowing, lambda part: isinstance(part, Content)):
        if is_text:
            pieces = context.pieces([part for part in parts if isinstance(part, Content)])
            if pieces:
                yield make(pieces)
        else:
            for part in parts:
                assert isinstance(part, Element)
                yield from _nodes(part, context)
    for note in notes:
        assert isinstance(note, Element)
        yield from _note(note, context)


def _is_note(part: Content | Element) -> bool:
    return isinstance(part, Element) and part.role in NOTES


def _heading_maker(level: int, context: Context) -> Make:
    def make(pieces: tuple[Piece, ...]) -> Node:
        return Heading(next(context.ids), pieces[0].page, box_of(pieces), text_of(pieces), level)

    return make


def _paragraph_maker(context: Context) -> Callable[[tuple[Piece, ...]], Paragraph]:
    def make(pieces: tuple[Piece, ...]) -> Paragraph:
        return Paragraph(next(context.ids), pieces[0].page, box_of(pieces), text_of(pieces))

    return make


def _captions(element: Element, context: Context) -> Iterator[Node]:
    def make(pieces: tuple[Piece, ...]) -> Node:
        return Caption(next(context.ids), pieces[0].page, box_of(pieces), text_of(pieces), None)

    return _flow(element, context, make)


def _figure(element: Element, context: Context) -> Iterator[Node]:
    """The picture, then the text in it; a caption that opens it stays in front."""
    if element.kids and isinstance(first := element.kids[0], Element) and first.role == "Caption":
        yield from _nodes(first, context)
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
    return read_list(element, context, _nodes)


def _note(element: Element, context: Context) -> Iterator[Node]:
    return read_note(element, context, _nodes)


class Filled(NamedTuple):
    """A cell with its id and what stands in it."""

    id: int
    place: PlacedElement
    kids: tuple[Node, ...]


def _table(element: Element, context: Context) -> Iterator[Node]:
    """A table; what stands in it outside of its rows comes in front of it, or behind it."""
    grid = place_cells(element)
    for block in grid.above:
        yield from _nodes(block, context)
    number = next(context.ids)
    rows = [(next(context.ids), [_filled(cell, context) for cell in row]) for row in grid.rows]
    inside = [kid for _, cells in rows for cell in cells for kid in cell.kids]
    if inside:
        page = inside[0].page
        box = rounded(union(kid.box for kid in inside if kid.page == page))
        heads = grid.heads
        made = tuple(
            _row(*row, index + 1, page, box, index < heads) for index, row in enumerate(rows)
        )
        yield Table(number, page, box, grid.columns, made)
    for block in grid.below:
        yield from _nodes(block, context)


def _filled(cell: PlacedElement, context: Context) -> Filled:
    return Filled(next(context.ids), cell, tuple(_paragraphs(cell.element, context)))


def _row(number: int, cells: Sequence[Filled], row: int, page: int, box: Box, is_head: bool) -> Row:
    """A row; an empty one stands for the whole table, an empty cell for its whole row."""
    inside = [kid for cell in cells for kid in cell.kids]
    if inside:
        page = inside[0].page
        box = rounded(union(kid.box for kid in inside if kid.page == page))
    return Row(
        number, page, box, row, tuple(_cell(cell, row, page, box, is_head) for cell in cells)
    )


def _cell(cell: Filled, row: int, page: int, box: Box, is_head: bool) -> Cell:
    if cell.kids:
        page = cell.kids[0].page
        box = rounded(union(kid.box for kid in cell.kids if kid.page == page))
    place = cell.place
    return Cell(
        cell.id, page, box, row, place.column + 1, place.row_span, place.column_span, cell.kids,
        is_head,
    )  # fmt: skip


READERS: Mapping[str, Callable[[Element, Context], Iterator[Node]]] = {
    "Caption": _captions,
    "Figure": _figure,
    "FENote": _note,
    "L": _list,
    "Note": _note,
    "Table": _table,
}


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


def _notes_last(nodes: list[Node]) -> list[Node]:
    """The same nodes, every note behind the text of its page."""
    placed: list[Node] = [node for node in nodes if not isinstance(node, Footnote)]
    for node in nodes:
        if isinstance(node, Footnote):
            placed.insert(_end(placed, node.page), node)
    return placed


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
            box_of(pieces),
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
        text = Text(tuple(line.text for line in block), main_style(pieces), True)
        box = rounded(union(line.box for line in block))
        nodes.insert(_end(nodes, page), Paragraph(next(context.ids), page, box, text))
    return nodes
