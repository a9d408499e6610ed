"""Filled areas behind the rows of a table -> rules and columns: their edges part cells as lines do.

A stripe is a row on a background of its own, painted whole or cell by cell. Tables have several of
one width, or one behind their header.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.segment import Segment
from apps.engine.document.table_atoms import Interval
from apps.engine.document.table_columns import text_rows
from apps.engine.document.table_frames import JOINT, MIN_RULE, SAME_END, SAME_LEVEL
from apps.engine.geometry import union
from apps.engine.model import Box
from apps.engine.page import Fill

MIN_HEIGHT, MAX_HEIGHT = 6.0, 120.0  # points: one row, with a few lines in its cells
MAX_FILLS = 2000  # of one page: beyond, it is a drawing
MIN_PIECES = 2  # on one line: a stripe with less is the background of a heading
HEADS = 3  # pieces: so many on one stripe alone are a header


class Stripe(NamedTuple):
    """A row on a background: its box, its color, and where its painted cells meet, as x."""

    box: Box
    color: tuple[float, float, float]
    seams: tuple[float, ...] = ()


class Stripes(NamedTuple):
    """What stripes tell: the edges of rows as rules, and the columns of tables as x intervals."""

    rules: list[Box]
    columns: list[tuple[Box, list[Interval]]]  # with the box around the stripes


def find_stripes(fills: Sequence[Fill], segments: Sequence[Segment]) -> Stripes:
    """The stripes of a page; their upper and lower edges are rules without thickness."""
    found = Stripes([], [])
    if not fills or len(fills) > MAX_FILLS:
        return found
    painted = [fill for fill in fills if _may_be_stripe(fill)]
    for group in _of_one_width(_whole(stripe, painted) for stripe in _stripes(painted)):
        pieces = [(stripe, _pieces(stripe.box, segments)) for stripe in group]
        held = [stripe for stripe, count in pieces if count >= MIN_PIECES]
        if len(held) > 1 or any(count >= HEADS for _, count in pieces):
            for box in (stripe.box for stripe in held):
                found.rules.extend((box._replace(bottom=box.top), box._replace(top=box.bottom)))
            found.columns.extend(_columns(held))
    return found._replace(rules=_without_twins(found.rules))


def _columns(stripes: Sequence[Stripe]) -> Iterator[tuple[Box, list[Interval]]]:
    """The columns that several stripes under each other are painted in."""
    runs: list[list[Stripe]] = []
    for stripe in stripes:
        if runs and _are_seams_of(stripe, runs[-1][0]):
            runs[-1].append(stripe)
        elif runs and _are_seams_of(runs[-1][0], stripe):
            runs[-1].insert(0, stripe)  # the one with most cells leads
        else:
            runs.append([stripe])
    for run in runs:
        box = union(stripe.box for stripe in run)
        if len(run) > 1 and len(run[0].seams) + 1 >= HEADS:
            yield box, list(pairwise([box.left, *run[0].seams, box.right]))


def _are_seams_of(stripe: Stripe, other: Stripe) -> bool:
    """Whether the cells of a stripe meet where those of another one do; it may have fewer."""
    return all(any(abs(x - y) <= SAME_LEVEL for y in other.seams) for x in stripe.seams)


def _may_be_stripe(fill: Fill) -> bool:
    return MIN_HEIGHT <= fill.box.height <= MAX_HEIGHT and min(fill.color) < 1


def _stripes(fills: Iterable[Fill]) -> Iterator[Stripe]:
    """Fills of one color beside each other, put together."""
    last: Stripe | None = None
    for fill in sorted(fills, key=lambda f: (-round(f.box.top), -round(f.box.bottom), f.box.left)):
        if last is not None and _goes_on(last, fill):
            box = union([last.box, fill.box])
            last = Stripe(box, last.color, (*last.seams, (last.box.right + fill.box.left) / 2))
            continue
        if last is not None and last.box.width >= MIN_RULE:
            yield last
        last = Stripe(fill.box, fill.color)
    if last is not None and last.box.width >= MIN_RULE:
        yield last


def _whole(stripe: Stripe, fills: Sequence[Fill]) -> Stripe:
    """A stripe with the higher fills beside it: those of cells over several rows."""
    for fill in fills:
        low, high = fill.box.bottom - SAME_LEVEL, fill.box.top + SAME_LEVEL
        box = stripe.box
        left = fill.box.left < box.left - SAME_LEVEL and box.left - fill.box.right <= JOINT
        right = fill.box.right > box.right + SAME_LEVEL and fill.box.left - box.right <= JOINT
        level = low <= box.bottom and box.top <= high
        if fill.color == stripe.color and level and (left or right):
            wide = box._replace(
                left=min(box.left, fill.box.left), right=max(box.right, fill.box.right)
            )
            seam = box.left if left else box.right
            stripe = Stripe(wide, stripe.color, tuple(sorted((*stripe.seams, seam))))
    return stripe


def _goes_on(last: Stripe, fill: Fill) -> bool:
    level = max(abs(last.box.bottom - fill.box.bottom), abs(last.box.top - fill.box.top))
    gap = fill.box.left - last.box.right
    return level <= SAME_LEVEL and -SAME_LEVEL <= gap <= JOINT and last.color == fill.color


def _of_one_width(stripes: Iterable[Stripe]) -> list[list[Stripe]]:
    groups: list[list[Stripe]] = []
    for stripe in stripes:
        for group in groups:
            first, box = group[0].box, stripe.box
            ends = abs(first.left - box.left), abs(first.right - box.right)
            if max(ends) <= SAME_END:
                group.append(stripe)
                break
        else:
            groups.append([stripe])
    return groups


def _pieces(stripe: Box, segments: Sequence[Segment]) -> int:
    """How many pieces of text the fullest line on a stripe has; 0 where text runs out of it."""
    inside = [s for s in segments if stripe.bottom < (s.box.bottom + s.box.top) / 2 < stripe.top]
    own = [s for s in inside if s.box.left < stripe.right and s.box.right > stripe.left]
    if any(
        s.box.left < stripe.left - SAME_END or s.box.right > stripe.right + SAME_END for s in own
    ):
        return 0
    return max((len(row) for row in text_rows(own)), default=0)


def _without_twins(rules: Iterable[Box]) -> list[Box]:
    """The rules, one where the stripes above and below share an edge."""
    found: list[Box] = []
    for rule in sorted(rules, key=lambda r: (r.left, -r.bottom)):
        if (
            not found
            or abs(found[-1].bottom - rule.bottom) > SAME_LEVEL
            or found[-1].left != rule.left
        ):
            found.append(rule)
    return found
