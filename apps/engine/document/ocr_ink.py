"""Recognised lines and the picture of their page -> the same lines, each box over all its ink.

Tesseract ends the box of a word too early now and then; what is left looks like a gap between
columns. The ink tells how far the word goes on.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from apps.engine.document.ocr_glyphs import usual_width
from apps.engine.document.ocr_picture import Picture, ink_of
from apps.engine.document.readers.hocr import RecognizedLine, RecognizedWord
from apps.engine.model import Box

GAP = 0.5  # of the height of the line: no wider blank needs a look
NARROW = 0.85  # of what its letters usually take: the box of such a word was cut
BLANK = 0.18  # of the height: a wider stretch without ink parts words
INKED = 0.6  # pixels of ink in a column: less is dirt


def with_whole_words(
    lines: Sequence[RecognizedLine], picture: Picture
) -> tuple[RecognizedLine, ...]:
    """The level lines with boxes that reach as far as the ink of their words."""
    return tuple(line if line.level is None else _whole(line, picture) for line in lines)


def _whole(line: RecognizedLine, picture: Picture) -> RecognizedLine:
    words = list(line.words)
    for at in range(1, len(words)):
        if words[at].box.left - words[at - 1].box.right > GAP * line.height:
            words[at - 1 : at + 1] = _grown(words[at - 1], words[at], line.height, picture)
    return replace(line, words=tuple(words))


def _grown(
    first: RecognizedWord, second: RecognizedWord, height: float, picture: Picture
) -> tuple[RecognizedWord, RecognizedWord]:
    """Two words with a gap between them, each over the ink that goes on from it."""
    start, end = first.box.right, second.box.left
    low, high = min(first.box.bottom, second.box.bottom), max(first.box.top, second.box.top)
    if high - low > 2 * height:
        return first, second
    inked = ink_of(picture.around(Box(start, low, end, high), 0)).sum(axis=0) >= INKED
    blank = round(BLANK * height * picture.across)
    on = _run(inked, blank) if _is_narrow(first, height) else 0
    back = _run(inked[::-1], blank) if _is_narrow(second, height) else 0
    if on + back >= len(inked):  # one goes over into the other: no telling where
        return first, second
    return (
        replace(first, box=first.box._replace(right=start + on / picture.across)),
        replace(second, box=second.box._replace(left=end - back / picture.across)),
    )


def _is_narrow(word: RecognizedWord, height: float) -> bool:
    return word.box.width < NARROW * usual_width(word.text, height)


def _run(inked: np.ndarray[tuple[int], np.dtype[np.bool_]], blank: int) -> int:
    """How many columns the ink goes on for, over blanks that are no wider than `blank`."""
    reached = 0
    for column in np.flatnonzero(inked).tolist():
        if column - reached > blank:
            break
        reached = column + 1
    return reached
