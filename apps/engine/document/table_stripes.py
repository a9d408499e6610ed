"""Filled areas behind the rows of a table -> rules: the edges of stripes part rows as lines do.

A stripe is a row on a background of its own, painted whole or cell by cell. Tables have several of
one width, or one behind their header.
"""

from collections.abc import Iterable, Iterator, Sequence

from apps.engine.document.segment import Segment
from apps.engine.document.table_columns import text_rows
from apps.engine.document.table_frames import JOINT, MIN_RULE, SAME_END, SAME_LEVEL
from apps.engine.geometry import union
from apps.engine.model import Box
from apps.engine.page import Fill

MIN_HEIGHT, MAX_HEIGHT = 6.0, 120.0  # points: one row, with a few lines in its cells
MAX_FILLS = 2000  # of one page: beyond, it is a drawing
MIN_PIECES = 2  # on one line: a stripe with less is the background of a heading
HEADS = 3  # pieces: so many on one stripe alone are a header


def stripe_rules(fills: Sequence[Fill], segments: Sequence[Segment]) -> list[Box]:
    """The upper and lower edges of stripes, as rules without thickness."""
    if not fills or len(fills) > MAX_FILLS:
        return []
    found = []
    painted = [fill for fill in fills if _may_be_stripe(fill)]
    for group in _of_one_width(_whole(stripe, painted) for stripe in _stripes(painted)):
        pieces = [(stripe, _pieces(stripe, segments)) for stripe in group]
        held = [stripe for stripe, count in pieces if count >= MIN_PIECES]
        if len(held) > 1 or any(count >= HEADS for _, count in pieces):
            for stripe in held:
                found += [stripe._replace(bottom=stripe.top), stripe._replace(top=stripe.bottom)]
    return _without_twins(found)


def _may_be_stripe(fill: Fill) -> bool:
    return MIN_HEIGHT <= fill.box.height <= MAX_HEIGHT and min(fill.color) < 1


def _stripes(fills: Iterable[Fill]) -> Iterator[Fill]:
    """Fills of one color beside each other, put together."""
    last: Fill | None = None
    for fill in sorted(fills, key=lambda f: (-round(f.box.top), -round(f.box.bottom), f.box.left)):
        if last is not None and _goes_on(last, fill):
            last = fill._replace(box=union([last.box, fill.box]))
            continue
        if last is not None and last.box.width >= MIN_RULE:
            yield last
        last = fill
    if last is not None and last.box.width >= MIN_RULE:
        yield last


def _whole(stripe: Fill, fills: Sequence[Fill]) -> Box:
    """A stripe with the higher fills beside it: those of cells over several rows."""
    box = stripe.box
    for fill in fills:
        low, high = fill.box.bottom - SAME_LEVEL, fill.box.top + SAME_LEVEL
        apart = max(fill.box.left - box.right, box.left - fill.box.right)
        if fill.color == stripe.color and low <= box.bottom and box.top <= high and apart <= JOINT:
            box = box._replace(
                left=min(box.left, fill.box.left), right=max(box.right, fill.box.right)
            )
    return box


def _goes_on(last: Fill, fill: Fill) -> bool:
    level = max(abs(last.box.bottom - fill.box.bottom), abs(last.box.top - fill.box.top))
    return level <= SAME_LEVEL and fill.box.left - last.box.right <= JOINT and last[1] == fill[1]


def _of_one_width(stripes: Iterable[Box]) -> list[list[Box]]:
    groups: list[list[Box]] = []
    for stripe in stripes:
        for group in groups:
            ends = abs(group[0].left - stripe.left), abs(group[0].right - stripe.right)
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
