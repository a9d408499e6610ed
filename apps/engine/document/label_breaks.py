"""Blocks -> blocks that end where a label stands that only counts among others: 1.1, [2], III.

The same goes for the raised marks of notes.
"""

from collections.abc import Container, Sequence
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.footnotes import RAISED_SIGNS, printed_mark
from apps.engine.document.labels import Label, counts_on, label_of
from apps.engine.model import Line

SAME_INDENT = 3.0  # points between the labels that count on from each other
FIRST_SIGNS = "[(0123456789IVX"  # of such labels; letters and their like open blocks anyway
OPENERS = frozenset(FIRST_SIGNS) | RAISED_SIGNS


class _Seen(NamedTuple):
    """A label and where it stands, points."""

    label: Label
    left: float
    region: int


def break_at_labels(
    blocks: Sequence[tuple[Line, ...]], headings: Container[int]
) -> list[list[tuple[Line, ...]]]:
    """The parts of each block: cut in front of a line whose label goes on from the one before."""
    broken: list[list[tuple[Line, ...]]] = []
    last: _Seen | None = None
    last_mark = 0
    for number, block in enumerate(blocks):
        if not any(line.text[:1] in OPENERS for line in block):
            broken.append([block])
            continue
        seen = {index: one for index, line in enumerate(block) if (one := _seen(line))}
        if number in headings:
            seen = {}
        places = [0]
        for index, one in seen.items():
            later = (other for place, other in seen.items() if place > index)
            own = index and not one.label.is_marker
            if own and (_goes_on(last, one) or any(_goes_on(one, other) for other in later)):
                places.append(index)
            last = one
        notes = [(index, mark) for index, line in enumerate(block) if (mark := _note_mark(line))]
        for index, mark in notes:
            if index and mark - 1 == last_mark:
                places.append(index)
            last_mark = mark
        places.sort()
        broken.append([block[start:stop] for start, stop in pairwise([*places, len(block)])])
    return broken


def _seen(line: Line) -> _Seen | None:
    """The label of a line, where it is one that counts."""
    if line.text[:1] not in FIRST_SIGNS or line.hidden:
        return None
    label = label_of(line)
    return _Seen(label, line.box.left, line.region) if label else None


def _goes_on(one: _Seen | None, other: _Seen) -> bool:
    """Whether a label is the next one after another, or the first one of its parts."""
    if one is None or one.region != other.region:
        return False
    if counts_on(one.label, other.label):
        return abs(one.left - other.left) <= SAME_INDENT
    return other.label.form[0] == one.label.number + "."


def _note_mark(line: Line) -> int:
    """The raised number a line begins with; 0 for none."""
    printed = printed_mark(line) if line.text[:1] in RAISED_SIGNS else None
    return int(printed.mark) if printed and printed.mark.isdecimal() else 0
