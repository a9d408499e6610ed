"""Recognised lines -> glyphs as a reader of PDFs hands them over: straightened, sized, in columns.

OCR knows words and lines. Where each letter of a word stands is worked out from how wide letters
usually are; nothing but the order of letters depends on it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from apps.engine.document.frames import turn
from apps.engine.document.ocr_letters import reach
from apps.engine.document.readers.hocr import RecognizedLine
from apps.engine.model import Box, PageSize, Style
from apps.engine.page import VISIBLE, Glyphs

EM = 1.06
"""Sizes per height of the letters: most typefaces reach 0.94 of their size from p to b."""

ASCENT, DESCENT = 0.8, 0.2  # of the size, as for PDF fonts that do not say
SAME_SIZE = 0.12  # sizes closer than this share are one: OCR measures each line anew
OFF_BASELINE = 0.15  # of the size: words further from the baseline of their line do not stand on it
OTHER_SIZE = 1.2  # times: words so much larger or smaller than their line are set apart from it
ENOUGH = 3  # letters that tell the size of a word
TELLING = re.compile(r"[\w.,:'’-]+")  # signs like @ reach further in one typeface than in another
NARROW, WIDE = frozenset("iljtfrI1.,:;'!|()[]/\\-"), frozenset("mwMW@%&—")
WIDTHS = (0.6, 1.0, 1.5)  # of narrow, usual and wide letters, for each other
LETTER = 0.5  # of the size: the width of usual letters
BEARING = 0.1
"""Of the size: letters take that much more room than their ink, half of it on each side."""

BLANK = 0.2  # points: the least width of a written blank
LEAST_SLOPE = 0.001  # below, a page is straight
COLOR = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word on a straight, upright page: its box, the baseline under it, the size of its line."""

    text: str
    box: Box
    baseline: float
    size: float
    angle: int
    opens: bool  # whether it begins a line
    confidence: float
    seen: Box  # the box around its ink on the page as displayed
    stroke: float | None = None  # how wide, in shares of what most letters of the page have
    bold: bool = False


class _Measured(NamedTuple):
    """The size of a word and the baseline under its middle."""

    size: float
    base: float


class _Glyph(NamedTuple):
    code: int
    left: float
    right: float
    word: PlacedWord


def place_words(lines: Sequence[RecognizedLine], page: PageSize) -> list[PlacedWord]:
    """The words where they stand once the page lies straight; turned ones on a page turned back."""
    skew = skew_of(lines)
    placed = [word for line in lines for word in _placed(line, page, skew)]
    return _with_common_sizes(placed)


def skew_of(lines: Sequence[RecognizedLine]) -> float:
    """How far baselines rise for each point to the right: the median, long lines counting more."""
    slope = _median([(line.slope, line.box.width) for line in lines if line.level is not None])
    return slope if abs(slope) >= LEAST_SLOPE else 0.0


def _placed(line: RecognizedLine, page: PageSize, skew: float) -> Iterator[PlacedWord]:
    upright = [word.box for word in line.words]
    if line.angle:
        upright = [Box(*row) for row in turn(np.array(upright), line.angle, *page[1:3]).tolist()]
        skew = 0.0
    before: float | None = None
    for word, box, (size, base) in zip(line.words, upright, _measured(line, upright), strict=True):
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        right, up = skew * (y - page.height / 2), -skew * (x - page.width / 2)
        shifted = Box(box.left + right, box.bottom + up, box.right + right, box.top + up)
        opens = before is None or abs(base - before) > OFF_BASELINE * size
        before = base
        yield PlacedWord(
            word.text,
            shifted,
            base + up,
            size,
            line.angle,
            opens,
            word.confidence,
            word.box,
        )


def _measured(line: RecognizedLine, boxes: Sequence[Box]) -> list[_Measured]:
    """Size and baseline of each word, before the page is put straight."""
    inks = [_ink(word.text, box) for word, box in zip(line.words, boxes, strict=True)]
    level = line.level
    if level is None:
        level = _median([(ink.base, 1) for ink in inks if ink] or [(boxes[0].bottom, 1)])
    usual = [level + line.slope * (box.left + box.right) / 2 for box in boxes]
    standing = [
        (ink.size, len(word.text))
        for word, ink, base in zip(line.words, inks, usual, strict=True)
        if ink and ink.stands_on(base)
    ]
    size = _median(standing) if standing else EM * line.height
    return [_settled(ink, base, size) for ink, base in zip(inks, usual, strict=True)]


def _settled(ink: "_Ink | None", base: float, size: float) -> _Measured:
    """What holds for the line, unless the ink of the word clearly says something else.

    Either it is of another size on the same baseline, or of the same size on another. A box that
    differs in both was drawn too large.
    """
    if ink is None:
        return _Measured(size, base)
    is_as_large = size / OTHER_SIZE <= ink.size <= size * OTHER_SIZE
    if ink.stands_on(base):
        return _Measured(size if is_as_large else ink.size, base)
    return _Measured(size, ink.base if is_as_large else base)


def _median(values: Sequence[tuple[float, float]]) -> float:
    """The middle of values by their weights."""
    half, reached = sum(weight for _, weight in values) / 2, 0.0
    for value, weight in sorted(values):
        reached += weight
        if reached >= half:
            return value
    return 0.0


class _Ink(NamedTuple):
    """What the ink of a word says of its size and baseline."""

    size: float
    base: float

    def stands_on(self, base: float) -> bool:
        return abs(self.base - base) <= OFF_BASELINE * self.size


def _ink(text: str, box: Box) -> _Ink | None:
    """None for words that do not tell: short ones, and those with signs of no certain height."""
    reached = reach(text)
    if reached is None or sum(map(str.isalnum, text)) < ENOUGH or not TELLING.fullmatch(text):
        return None
    size = (box.top - box.bottom) / (reached.up + reached.down)
    return _Ink(size, box.bottom + reached.down * size)


def _with_common_sizes(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """Sizes that differ by less than they can be measured become one: the most common of them."""
    common = _common_sizes([(word.size, len(word.text)) for word in words])
    return [replace(word, size=common[word.size]) for word in words]


def _common_sizes(sizes: Sequence[tuple[float, int]]) -> dict[float, float]:
    """For each size the one it is taken for. Common sizes come first and take what is near."""
    letters: dict[float, int] = {}
    for size, count in sizes:
        letters[size] = letters.get(size, 0) + count
    taken: dict[float, float] = {}
    while open_sizes := sorted(set(letters) - set(taken)):
        near = {
            size: [other for other in open_sizes if abs(other - size) <= SAME_SIZE * size]
            for size in open_sizes
        }
        weight = {size: sum(letters[other] for other in near[size]) for size in open_sizes}
        middle = max(open_sizes, key=lambda size: (weight[size], letters[size], size))
        taken |= dict.fromkeys(near[middle], round(middle, 1))
    return taken


def make_glyphs(words: Sequence[PlacedWord], page: PageSize) -> tuple[Glyphs, tuple[Style, ...]]:
    """The glyphs of a page, blanks between the words of a line included, and their styles."""
    looks = sorted({(word.size, word.bold) for word in words})
    styles = tuple(Style("", size, bold, False, COLOR) for size, bold in looks)
    glyphs = list(_letters(words))
    size = np.array([glyph.word.size for glyph in glyphs])
    base = np.array([glyph.word.baseline for glyph in glyphs])
    angle = np.array([glyph.word.angle for glyph in glyphs], np.int64)
    left, right = (np.array([glyph[place] for glyph in glyphs]) for place in (1, 2))
    boxes = np.stack([left, base - DESCENT * size, right, base + ASCENT * size], axis=1)
    run = np.cumsum([glyph.word.opens and glyph.left == glyph.word.box.left for glyph in glyphs])
    for turned in np.unique(angle[angle != 0]).tolist():
        chosen = angle == turned
        wide, high = page[1:3] if turned == 180 else page[2:0:-1]
        boxes[chosen] = turn(boxes[chosen], 360 - turned, wide, high)
        base[chosen] -= {90: page.width, 180: page.height, 270: 0.0}[turned]
    count = len(glyphs)
    return Glyphs(
        code=np.array([glyph.code for glyph in glyphs], np.int64),
        left=boxes[:, 0],
        bottom=boxes[:, 1],
        right=boxes[:, 2],
        top=boxes[:, 3],
        baseline=base,
        size=size,
        style=np.array([looks.index((glyph.word.size, glyph.word.bold)) for glyph in glyphs]),
        hidden=np.full(count, VISIBLE, np.int64),
        angle=angle,
        mark=np.full(count, -1, np.int64),
        run=run.astype(np.int64),
    ), styles


def _letters(words: Sequence[PlacedWord]) -> Iterator[_Glyph]:
    for word, following in pairwise((*words, None)):
        if word is None:
            continue
        if following is None or following.opens:
            yield from _spread(word, word.box.right)
            continue
        end = word.box.right
        end += max(0.0, min(BEARING * word.size, (following.box.left - end) / 2))
        yield from _spread(word, end)
        yield _Glyph(ord(" "), end, max(following.box.left, end + BLANK), word)


def _spread(word: PlacedWord, end: float) -> Iterator[_Glyph]:
    """The letters of a word side by side over its box, which the last of them fills up to `end`."""
    widths = _widths(word.text)
    edges = np.concatenate(([0.0], np.cumsum(widths))) / sum(widths)
    places = (word.box.left + edges * word.box.width).tolist()
    places[0], places[-1] = word.box.left, end
    for char, left, right in zip(word.text, places, places[1:], strict=False):
        yield _Glyph(ord(char), left, right, word)


def usual_width(text: str, size: float) -> float:
    """How wide a word usually is, in points."""
    return LETTER * size * sum(_widths(text))


def _widths(text: str) -> list[float]:
    return [WIDTHS[1 + (char in WIDE) - (char in NARROW)] for char in text]
