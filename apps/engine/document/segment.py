"""The record between glyphs and lines: words on one baseline without a wide gap between them."""

from typing import NamedTuple

from apps.engine.model import Box, HiddenReason, Style, Word


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


def joined(words: tuple[Word, ...]) -> str:
    """The text of words on a line: blanks only where they were."""
    text = "".join([" " + word.text if word.space_before else word.text for word in words])
    return text[1:] if words and words[0].space_before else text
