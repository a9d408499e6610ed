"""The lines of a drawn grid, and the rules along them -> cells with their spans and their text."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from apps.engine.document.segment import Segment
from apps.engine.geometry import overlap

NEAR_LINE = 3.0  # points: rules this close to a line of the grid lie on it
MIN_COVER = 0.5  # of the side of a slot: a rule that covers less does not divide it


class Rule(NamedTuple):
    """A line at `at`, from `low` to `high` in the other direction, points."""

    at: float
    low: float
    high: float


class Lines(NamedTuple):
    """The lines of a grid: x from left to right, y from top to bottom, points."""

    xs: Sequence[float]
    ys: Sequence[float]


class Span(NamedTuple):
    """A cell by the grid lines around it, counted from the upper left."""

    top: int
    left: int
    bottom: int
    right: int


def find_spans(lines: Lines, across: Sequence[Rule], upright: Sequence[Rule]) -> list[Span]:
    """The cells, row by row; slots without a rule between are one. Rules come sorted."""
    xs, ys = lines
    across_at = [_near(across, y) for y in ys]
    upright_at = [_near(upright, x) for x in xs]
    free = {(r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)}
    spans: list[Span] = []
    for top in range(len(ys) - 1):
        for left in range(len(xs) - 1):
            if (top, left) not in free:
                continue
            right = left + 1
            while (
                right < len(xs) - 1
                and (top, right) in free
                and not _divides(upright_at[right], ys[top + 1], ys[top])
            ):
                right += 1
            bottom = top + 1
            while (
                bottom < len(ys) - 1
                and not _divides(across_at[bottom], xs[left], xs[right])
                and all((bottom, c) in free for c in range(left, right))
            ):
                bottom += 1
            free -= {(r, c) for r in range(top, bottom) for c in range(left, right)}
            spans.append(Span(top, left, bottom, right))
    return spans


def _near(rules: Sequence[Rule], at: float) -> Sequence[Rule]:
    """The rules that lie on a line of the grid."""
    first = bisect_left(rules, at - NEAR_LINE, key=lambda rule: rule.at)
    return rules[first : bisect_right(rules, at + NEAR_LINE, first, key=lambda rule: rule.at)]


def _divides(rules: Sequence[Rule], low: float, high: float) -> bool:
    covered = sum(max(0.0, overlap(rule.low, rule.high, low, high)) for rule in rules)
    return covered >= MIN_COVER * (high - low)


def share_out(
    segments: Sequence[Segment], spans: Sequence[Span], lines: Lines
) -> list[tuple[Segment, ...]]:
    """The segments of each cell, by their middles; text that sticks out is in the outer columns."""
    slots = {
        (row, column): index
        for index, (top, left, bottom, right) in enumerate(spans)
        for row in range(top, bottom)
        for column in range(left, right)
    }
    rising = [-y for y in lines.ys]
    found: list[list[Segment]] = [[] for _ in spans]
    for segment in segments:
        x = (segment.box.left + segment.box.right) / 2
        y = (segment.box.bottom + segment.box.top) / 2
        column = bisect_right(lines.xs, x, 1, len(lines.xs) - 1) - 1
        row = bisect_left(rising, -y, 1, len(rising) - 1) - 1
        found[slots[row, column]].append(segment)
    return [tuple(own) for own in found]
