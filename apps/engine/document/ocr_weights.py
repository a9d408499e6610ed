"""Placed words and the picture of their page -> the same words with their strokes; bold or plain.

OCR says what is written, not how it looks. How wide the strokes of a word are, in shares of its
size, is measured in the picture and compared with the strokes of most words of the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

import numpy as np

from apps.engine.document.ocr_glyphs import PlacedWord
from apps.engine.document.ocr_picture import Picture, ink_of
from apps.engine.geometry import median

Told = tuple[float, tuple[bool, ...]]  # how well it fits, and whether each word is bold

BETWEEN, DOUBT = 1.14, 0.1
"""Times the strokes of most words: bold type has 1.15 to 1.6 of them, plain type 0.9 to 1.1. What
lies near the middle tells less."""

GROWTH, GROWN = 0.75, 1.5
"""Power of the size that measured strokes grow with, because blur widens those of small type more;
and the times of the usual size from which on they grow as the size does."""

CHANGE = 8.0  # letters: half of them must speak against it before the type changes
MANY = 8  # letters of a word that count
SPREAD = 0.04  # share by which the strokes of one typeface differ from word to word
APART = 1.0  # of the size: a wider gap begins a text of its own
EDGE = 1  # pixels around a word that show the paper
LEAST_PIXELS = 5  # high and wide


def with_strokes(words: Sequence[PlacedWord], picture: Picture) -> list[PlacedWord]:
    """The words with their strokes, in shares of those that most letters of the page have."""
    usual = median([word.size for word in words for _ in word.text] or [1.0])
    strokes = [_stroke(word, picture, usual) for word in words]
    most = _most_common([(s, _letters(w)) for w, s in zip(words, strokes, strict=True) if s])
    if not most:
        return list(words)
    return [replace(w, stroke=s and s / most) for w, s in zip(words, strokes, strict=True)]


def with_weights(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The words with `bold` as their strokes have it."""
    bold = _settled(words, list(map(_sign, words)))
    return [replace(word, bold=is_bold) for word, is_bold in zip(words, bold, strict=True)]


def _letters(word: PlacedWord) -> int:
    return sum(map(str.isalnum, word.text))


def _stroke(word: PlacedWord, picture: Picture, usual: float) -> float | None:
    """How wide the strokes of a word are for its size; None where that cannot be seen.

    Ink has an area, and edges on both sides of each stroke.
    """
    seen = picture.around(word.seen, EDGE)
    if min(seen.shape) < LEAST_PIXELS:
        return None
    ink = ink_of(seen)
    across, down = np.diff(ink, axis=1)[:-1], np.diff(ink, axis=0)[:, :-1]
    edges = float(np.hypot(across, down).sum())
    return 2 * float(ink.sum()) / edges / _growth(word.size / usual) if edges else None


def _growth(larger: float) -> float:
    """How many times the usual stroke is expected in type so many times as large."""
    return float(min(larger, GROWN) ** GROWTH * max(1.0, larger / GROWN))


def _most_common(strokes: Sequence[tuple[float, int]]) -> float:
    """The stroke that most letters have, but for what cannot be measured; 0 without any."""
    if not strokes:
        return 0.0
    widths, letters = np.array(sorted(strokes)).T
    up_to = np.cumsum(np.concatenate(([0.0], letters)))
    first = np.searchsorted(widths, widths * (1 - SPREAD), "left")
    last = np.searchsorted(widths, widths * (1 + SPREAD), "right")
    return float(widths[int(np.argmax(up_to[last] - up_to[first]))])


def _settled(words: Sequence[PlacedWord], signs: Sequence[float]) -> Iterator[bool]:
    """Bold or not, text by text."""
    start = 0
    for end in range(1, len(words) + 1):
        if end == len(words) or words[end].opens or _is_apart(words[end - 1], words[end]):
            yield from _of_text(signs[start:end])
            start = end


def _is_apart(before: PlacedWord, word: PlacedWord) -> bool:
    return word.box.left - before.box.right > APART * word.size


def _of_text(signs: Sequence[float]) -> tuple[bool, ...]:
    """What the words say together: the type changes only where enough letters tell so."""
    plain: Told = (0.0, ())
    bold: Told = (0.0, ())
    for sign in signs:
        as_plain = max(plain, (bold[0] - CHANGE, bold[1]), key=itemgetter(0))
        as_bold = max(bold, (plain[0] - CHANGE, plain[1]), key=itemgetter(0))
        plain = (as_plain[0] - sign, (*as_plain[1], False))
        bold = (as_bold[0] + sign, (*as_bold[1], True))
    return bold[1] if bold[0] > plain[0] else plain[1]


def _sign(word: PlacedWord) -> float:
    """For bold type if above zero, for plain type if below, in letters."""
    if word.stroke is None:
        return 0.0
    sure = min(1.0, max(-1.0, (word.stroke - BETWEEN) / DOUBT))
    return sure * min(MANY, _letters(word))
