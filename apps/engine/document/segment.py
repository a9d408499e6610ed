"""The record between glyphs and lines: words on one baseline without a wide gap between them."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from apps.engine.document.bidi import RIGHT_TO_LEFT, read_line
from apps.engine.model import Box, HiddenReason, Style, Word

Record = TypeVar("Record", bound=tuple[Any, ...])


class Segment(NamedTuple):
    """A stretch of words that no column can run through. Coordinates as in its frame, points."""

    box: Box
    baseline: float
    size: float  # of its largest words, points
    words: tuple[Word, ...]
    text: str
    order: int  # index of its first glyph in content order
    hidden: HiddenReason | None = None

    @property
    def style(self) -> Style:
        """The style most of its text is set in."""
        first = self.words[0].style
        for word in self.words:
            if word.style is not first:
                return max(self.words, key=lambda word: len(word.text)).style
        return first


def joined(words: Sequence[Word]) -> str:
    """The text of words on a line: blanks only where they were."""
    text = "".join([" " + word.text if word.space_before else word.text for word in words])
    if not text.isascii() and RIGHT_TO_LEFT.search(text):
        return read_line(words)
    return text[1:] if words and words[0].space_before else text


def main_style(words: Sequence[Word]) -> Style:
    """The style of most of the text of some words (at least one)."""
    first = words[0].style
    for word in words:
        if word.style is not first:
            break
    else:
        return first
    weights: dict[Style, int] = {}
    for word in words:
        weights[word.style] = weights.get(word.style, 0) + len(word.text)
    return max(weights, key=lambda style: weights[style])


def records(kind: type[Record], *columns: Iterable[object]) -> list[Record]:
    """Named tuples out of columns, several times as fast as one call for each."""
    return list(map(partial(tuple.__new__, kind), zip(*columns, strict=True)))
