"""What marked words become: the text of a node, its box, and the parts of an element that flow."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from apps.engine.document.readers.struct_tree import Content, Element
from apps.engine.document.segment import joined
from apps.engine.document.struct_words import Piece
from apps.engine.geometry import overlap, rounded, union
from apps.engine.model import Box, Node, Style, Text

BLOCKS = re.compile(
    r"Document|DocumentFragment|Part|Art|Sect|Div|Aside|BlockQuote|Caption|TOC|TOCI|Index|NonStruct"
    r"|Private|P|L|LI|LBody|Table|TR|TH|TD|THead|TBody|TFoot|Note|FENote|Figure|Formula|Artifact"
)
GROUPING = re.compile(
    r"Document|DocumentFragment|Part|Art|Sect|Div|Aside|BlockQuote|TOC|Index|L|Table|TR|T(?:Head|Body|Foot)"
)
"""Roles that hold elements and no text of their own."""
SAME_ROW = 0.3  # of the lower of two words: so much of their height overlaps on one row


@dataclass(frozen=True, slots=True)
class Context:
    """What all elements of a document are read with."""

    words: dict[Content, tuple[Piece, ...]]  # those that no node holds yet
    pictures: dict[int, list[Box]]  # by page; those of figures are taken out
    ids: Iterator[int]

    def pieces(self, run: Sequence[Content]) -> tuple[Piece, ...]:
        return tuple(piece for content in run for piece in self.words.pop(content, ()))


Read = Callable[[Element, Context], Iterator[Node]]


def inline(element: Element) -> Iterator[Content | Element]:
    """What flows in an element, inline elements opened; blocks come as they are."""
    for kid in element.kids:
        if isinstance(kid, Content) or _is_block(kid, element):
            yield kid
        else:
            yield from inline(kid)


def _is_block(kid: Element, parent: Element) -> bool:
    """Whether an element stands by itself. NonStruct is nothing of its own: what is in it belongs
    to its parent (ISO 32000-1, 14.8.4.2), and only where that flows not does it make a block."""
    if kid.role == "NonStruct":
        return GROUPING.fullmatch(parent.role) is not None
    return bool(kid.level) or BLOCKS.fullmatch(kid.role) is not None


def box_of(pieces: Sequence[Piece]) -> Box:
    """The box around the words that stand on the page of the first one."""
    page = pieces[0].page
    return rounded(union(piece.word.box for piece in pieces if piece.page == page))


def text_of(pieces: Sequence[Piece]) -> Text:
    """The words, row by row."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and _is_beside(rows[-1][-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = tuple(joined(tuple(piece.word for piece in row)) for row in rows)
    return Text(lines, main_style(pieces))


def _is_beside(before: Piece, piece: Piece) -> bool:
    """Whether a word goes on on the row of the word before it."""
    if before.page != piece.page or before.line == piece.line:
        return before.page == piece.page
    old, new = before.word.box, piece.word.box
    shared = overlap(old.bottom, old.top, new.bottom, new.top)
    return shared >= SAME_ROW * min(old.height, new.height) and new.right > old.left


def main_style(pieces: Sequence[Piece]) -> Style:
    """The style of most of the words."""
    weights: dict[Style, int] = {}
    for piece in pieces:
        weights[piece.word.style] = weights.get(piece.word.style, 0) + len(piece.word.text)
    return max(weights, key=lambda style: weights[style])
