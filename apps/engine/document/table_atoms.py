"""Segments of a table -> atoms: the smallest pieces that can fill a cell of their own.

A segment may run over a narrow gutter, where the numbers of a row stand no wider apart than its
words. The atoms of all rows show the gutters; a segment is then cut where a gutter runs through it.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from apps.engine.document.segment import Segment, joined
from apps.engine.geometry import median, union
from apps.engine.model import Box, Word

ATOM_GAP = 0.5  # em: a blank of running text is rarely wider
LEAST_GAP = 0.25  # em: numbers of neighbouring columns come as close as that
LEAST_WIDE = 0.4  # em: a gap between words of two columns is no narrower
WIDE_BLANK = 0.8  # em: wider than any blank, even in fixed-pitch fonts
MIN_STEPS = 3  # columns: with fewer, words may stand there by chance
IN_STEP = 2.0  # points between the edges of a header and of its column
WIDER = 1.5  # times the usual blank of the table
NUMBER = re.compile(
    r"[-+–(<>≤≥~$€£¥*]*\s*\d[\d.,:\s]*\s*(?:%|[^\w\s]?[)*†‡a-zA-Zµμ]{0,3})|\d{1,2}\s?[-–]\s?\d{1,2}|[-–—]|n/?a|N/?A|\(X\)|\*+"
)
VALUE = re.compile(r"[-+–−(<>≤≥~$€£¥*]*\d[\d.,:%)*†‡–-]*|[-–—*]+|\(X\)")
LEADERS = re.compile(r"[.·…]{2,}")

Interval = tuple[float, float]


def is_value(text: str) -> bool:
    """Whether a text is a number, or what stands for one in a table."""
    return bool(NUMBER.fullmatch(text))


def extents(segment: Segment) -> list[Interval]:
    """The x intervals its words cover; usual blanks, and those before leaders, count as covered."""
    found = [(segment.words[0].box.left, segment.words[0].box.right)]
    for word in segment.words[1:]:
        apart = word.box.left - found[-1][1] >= ATOM_GAP * segment.size
        if apart and not LEADERS.fullmatch(word.text):
            found.append((word.box.left, word.box.right))
        else:
            found[-1] = (found[-1][0], max(found[-1][1], word.box.right))
    return found


def cut(segments: Iterable[Segment], columns: Sequence[Interval]) -> list[Segment]:
    """The segments, cut at the gutters between the columns where their words allow it."""
    gutters = [(a[1], b[0]) for a, b in pairwise(columns)]
    whole = list(segments)
    wide = max(LEAST_WIDE, WIDER * usual_blank(whole))
    pieces = [piece for segment in whole for piece in _cut(segment, gutters, wide)]
    return [part for piece in pieces for part in _pieces(piece, _steps(piece, columns))]


def _steps(segment: Segment, columns: Sequence[Interval]) -> list[int]:
    """Where a segment goes on in the next column, word by word, though its blanks are narrow.

    So stand headers set close to each other: every part of it keeps to the column below, by its
    left edge, its right edge or its middle.
    """
    if len(segment.words) < MIN_STEPS or segment.box.right <= columns[0][1]:
        return [0]
    places = [_nearest(word.box, columns) for word in segment.words]
    starts = [0] + [i for i in range(1, len(places)) if places[i] != places[i - 1]]
    if len(starts) < MIN_STEPS or any(a > b for a, b in pairwise(places)):
        return [0]
    ends = [*starts[1:], len(places)]
    for first, end in zip(starts, ends, strict=True):
        left, right = segment.words[first].box.left, segment.words[end - 1].box.right
        low, high = columns[places[first]]
        if min(abs(left - low), abs(right - high), abs(left + right - low - high) / 2) > IN_STEP:
            return [0]
    return starts


def _nearest(box: Box, columns: Sequence[Interval]) -> int:
    middle = (box.left + box.right) / 2
    return min(
        range(len(columns)),
        key=lambda i: max(columns[i][0] - middle, middle - columns[i][1], 0.0),
    )


def usual_blank(segments: Iterable[Segment]) -> float:
    """The blank between words that most segments have, em; 0 where all are single words."""
    return median(
        [
            (following.box.left - word.box.right) / segment.size
            for segment in segments
            for word, following in pairwise(segment.words)
            if following.space_before
        ]
    )


def cut_at(segments: Iterable[Segment], places: Sequence[float]) -> list[Segment]:
    """The segments, cut at upright rules where there is a blank in them."""
    return [piece for segment in segments for piece in _cut_at(segment, places)]


def _cut_at(segment: Segment, places: Sequence[float]) -> list[Segment]:
    if not any(segment.box.left < x < segment.box.right for x in places):
        return [segment]
    starts = [0]
    for index, (word, following) in enumerate(pairwise(segment.words), 1):
        low, high = _middle(word), _middle(following)
        if following.space_before and any(low < x <= high for x in places):
            starts.append(index)
    return _pieces(segment, starts)


def _middle(word: Word) -> float:
    return (word.box.left + word.box.right) / 2


def _cut(segment: Segment, gutters: Sequence[Interval], wide: float) -> list[Segment]:
    starts = [0]
    for index, (word, following) in enumerate(pairwise(segment.words), 1):
        if _parts(word, following, gutters, (wide * segment.size, segment.size)):
            starts.append(index)
    return _pieces(segment, starts)


def _pieces(segment: Segment, starts: Sequence[int]) -> list[Segment]:
    if len(starts) == 1:
        return [segment]
    ends = [*starts[1:], len(segment.words)]
    return [_piece(segment, segment.words[a:b]) for a, b in zip(starts, ends, strict=True)]


def _parts(
    word: Word, following: Word, gutters: Sequence[Interval], limits: tuple[float, float]
) -> bool:
    """Whether a gutter runs between two words. `limits`: a wide gap, and one em, in points."""
    wide, size = limits
    gap = following.box.left - word.box.right
    if gap < LEAST_GAP * size or LEADERS.fullmatch(following.text):
        return False
    middle = (word.box.right + following.box.left) / 2
    if not any(low - gap / 2 <= middle <= high + gap / 2 for low, high in gutters):
        return False
    return gap >= wide or bool(VALUE.fullmatch(word.text) or VALUE.fullmatch(following.text))


def _piece(segment: Segment, words: tuple[Word, ...]) -> Segment:
    box: Box = union(word.box for word in words)
    return segment._replace(box=box, words=words, text=joined(words))
