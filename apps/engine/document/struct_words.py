"""Lines, glyph columns and structure elements -> which words each piece of marked content holds.

The join is by MCID. Words are those the layout made; in one piece of marked content they stand in
content order, which is what the producer of the file meant (ISO 32000-1, 14.8.2.3).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from apps.engine.document.readers.struct_tree import Content, Element
from apps.engine.model import Line, Word
from apps.engine.page import NO_TEXT, VISIBLE, Page

MARGIN = 0.12  # of the page height: artifacts in it are running heads and feet
MIN_COVERED = 0.95  # of the visible glyphs of a page outside its margins: a tree must hold so many
MAX_BACKWARD = 0.5  # of the steps from piece to piece: more go up the page only in a shuffled tree
MIN_STEPS = 8  # fewer say nothing about the order
BLANKS = (NO_TEXT, 0x20, 0xA0, 0x09)


class Piece(NamedTuple):
    """A word, its page, the id of its line, and its place in the content of the page."""

    word: Word
    page: int
    line: int
    order: int


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """The visible words of a document by the content they stand in, and those in none."""

    inside: Mapping[Content, tuple[Piece, ...]]
    outside: tuple[Piece, ...]


def contents(elements: Iterable[Element | Content]) -> Iterator[Content]:
    """All marked content below the elements, in order; what is an artifact left out."""
    for element in elements:
        if isinstance(element, Content):
            yield element
        elif element.role != "Artifact":
            yield from contents(element.kids)


def join_words(
    elements: Sequence[Element], lines: Sequence[Line], pages: Sequence[Page]
) -> MarkedWords:
    """Every visible word, put under the content its first glyph is marked with."""
    known = set(contents(elements))
    inside: dict[Content, list[Piece]] = {}
    outside: list[Piece] = []
    for piece, content in _marked(lines, pages):
        if content in known:
            inside.setdefault(content, []).append(piece)
        else:
            outside.append(piece)
    ordered = {key: tuple(sorted(found, key=_order)) for key, found in inside.items()}
    return MarkedWords(ordered, tuple(outside))


def _marked(lines: Sequence[Line], pages: Sequence[Page]) -> Iterator[tuple[Piece, Content]]:
    """Each visible word that stands for glyphs, and the content its first glyph is marked with."""
    firsts = {page.size.number: _first_glyphs(page) for page in pages}
    marks = {page.size.number: page.glyphs.mark.tolist() for page in pages}
    for line in lines:
        if line.hidden is not None:
            continue
        for word in line.words:
            order = _glyph(word, firsts[line.page])
            if order < 0 and not any(map(str.isalnum, word.text)):
                continue  # a bullet that is drawn, and no glyph
            mark = marks[line.page][order] if order >= 0 else -1
            yield Piece(word, line.page, line.id, order), Content(line.page, mark)


def _order(piece: Piece) -> int:
    return piece.order


def _first_glyphs(page: Page) -> dict[float, list[tuple[float, float, int]]]:
    """Left edge of a glyph -> bottom, top and index of the glyphs that begin there."""
    glyphs = page.glyphs
    found: dict[float, list[tuple[float, float, int]]] = {}
    rows = zip(glyphs.left.tolist(), glyphs.bottom.tolist(), glyphs.top.tolist(), strict=True)
    for index, (left, bottom, top) in enumerate(rows):
        found.setdefault(round(left, 2), []).append((bottom, top, index))
    return found


def _glyph(word: Word, firsts: Mapping[float, list[tuple[float, float, int]]]) -> int:
    """The index of a glyph that begins where the word does; -1 for a word made up by the layout."""
    near = 0.01
    for bottom, top, index in firsts.get(round(word.box.left, 2), ()):
        if bottom >= word.box.bottom - near and top <= word.box.top + near:
            return index
    return -1


def is_trustworthy(elements: Sequence[Element], words: MarkedWords, pages: Sequence[Page]) -> bool:
    """Whether the tree holds the text of every page, in an order that could be read."""
    known = set(contents(elements))
    return all(_covers(known, page) for page in pages) and _runs_forward(elements, words)


def _covers(known: set[Content], page: Page) -> bool:
    glyphs, high = page.glyphs, page.size.height
    marks = [content.mark for content in known if content.page == page.size.number]
    marked = np.isin(glyphs.mark, marks)
    middle = (glyphs.bottom + glyphs.top) / 2
    in_margin = (middle > high * (1 - MARGIN)) | (middle < high * MARGIN)
    counted = (glyphs.hidden == VISIBLE) & ~np.isin(glyphs.code, BLANKS) & (marked | ~in_margin)
    total = int(np.count_nonzero(counted))
    return not total or int(np.count_nonzero(counted & marked)) >= MIN_COVERED * total


def _runs_forward(elements: Sequence[Element], words: MarkedWords) -> bool:
    """Whether the tree mostly goes on where the layout does."""
    firsts = [words.inside[c][0].line for c in contents(elements) if c in words.inside]
    steps = [(a, b) for a, b in pairwise(firsts) if a != b]
    backward = sum(b < a for a, b in steps)
    return len(steps) < MIN_STEPS or backward <= MAX_BACKWARD * len(steps)
