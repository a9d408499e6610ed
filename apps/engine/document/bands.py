"""The two sides of a gutter -> the same sides without what only happens to stand beside it.

Between two lines that span a gutter, the first and last rows often belong to these lines: the
heading above three cards of skills, or the first row of the entry below them. Blank strips over
the full width cut a band into slabs; slabs at its ends that are no columns themselves are let go.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from apps.engine.document.segment import Segment
from apps.engine.geometry import median

SLAB_GAP = 0.8  # em of blank over the full width, between two slabs
SMALL_SLAB = 0.12  # of the page height: only so much on one side alone is let go
MASTHEAD_SIZE = 1.4  # times the largest text of the columns below
MIN_SECTION = 2  # rows on the average: what is written in smaller ones is no columns
ROW_WISE = -1.0  # a slab with a score up to this is read row by row


class Sides(NamedTuple):
    """The segments left and right of a gutter."""

    left: list[Segment]
    right: list[Segment]


class Band(NamedTuple):
    """How a band is limited and judged."""

    closed_above: bool  # by a line that spans the gutter
    closed_below: bool
    page_height: float
    weigh: Callable[[Sides], float]  # the evidence for columns in a slab with both sides
    is_heading: Callable[[Segment], bool]


def without_ends(sides: Sides, band: Band) -> Sides:
    """Let slabs go at the closed ends of a band; the order of the segments is kept."""
    if not (band.closed_above or band.closed_below or _may_have_masthead(sides)):
        return sides
    slabs = _slabs(sides)
    count = len(slabs)
    while band.closed_below and len(slabs) > 1 and _goes(slabs[-1], band):
        slabs.pop()
    while band.closed_above and len(slabs) > 1 and _goes(slabs[0], band):
        slabs.pop(0)
    if len(slabs) > 1 and _is_masthead(slabs[0], slabs[1], band):
        slabs.pop(0)
    if len(slabs) == count:
        return sides
    kept = {id(s) for slab in slabs for side in slab for s in side}
    return Sides(
        [s for s in sides.left if id(s) in kept], [s for s in sides.right if id(s) in kept]
    )


def sections(sides: Sides) -> list[Sides]:
    """The sides cut between rows wherever the file has written all above before all below.

    Columns that are set on and on down a page give none; those that end above a heading and
    begin anew below it give one for each pair.
    """
    left, right = ([segment.order for segment in side] for side in sides)
    if max(left) < min(right) or max(right) < min(left):
        return []
    written = sorted([(-s.baseline, s.order) for side in sides for s in side])
    lowest = list(accumulate([order for _, order in reversed(written)], min))[::-1]
    limits: list[float] = []
    rows, highest, above = 0, -1, float("-inf")
    for (depth, order), least in zip(written, lowest, strict=True):
        if above < depth:
            rows += 1
            if highest < least:
                limits.append(depth)
        above = depth
        if highest < order:
            highest = order
    if len(limits) * MIN_SECTION > rows:
        return []
    places = [
        [*(bisect_left(side, limit, key=_depth) for limit in limits), len(side)] for side in sides
    ]
    return [
        Sides(sides.left[a:z], sides.right[b:y])
        for (a, z), (b, y) in zip(*map(pairwise, places), strict=True)
    ]


def _depth(segment: Segment) -> float:
    return -segment.baseline


def _may_have_masthead(sides: Sides) -> bool:
    """Whether sizes differ as much as those of a masthead and the columns below it."""
    sizes = [segment.size for side in sides for segment in side]
    return max(sizes) >= MASTHEAD_SIZE * min(sizes)


def _is_masthead(slab: Sides, below: Sides, band: Band) -> bool:
    """Whether a slab holds name and contact data, and the columns proper begin below it."""
    if not (slab.left and slab.right and below.left and below.right):
        return False
    largest = max(segment.size for side in below for segment in side)
    return (
        max(segment.size for side in slab for segment in side) >= MASTHEAD_SIZE * largest
        and band.is_heading(below.left[0])
        and band.is_heading(below.right[0])
    )


def _slabs(sides: Sides) -> list[Sides]:
    tagged = [(s, 0) for s in sides.left] + [(s, 1) for s in sides.right]
    tagged.sort(key=lambda pair: (-pair[0].box.top, pair[0].box.left))
    limit = SLAB_GAP * median([s.size for s, _ in tagged])
    slabs: list[Sides] = []
    reach = float("inf")
    for segment, side in tagged:
        if not slabs or reach - segment.box.top > limit:
            slabs.append(Sides([], []))
        slabs[-1][side].append(segment)
        reach = min(reach, segment.box.bottom)
    return slabs


def _goes(slab: Sides, band: Band) -> bool:
    if slab.left and slab.right:
        heads = all(band.is_heading(segment) for side in slab for segment in side)
        return not heads and band.weigh(slab) <= ROW_WISE
    segments: Sequence[Segment] = slab.left or slab.right
    height = max(s.box.top for s in segments) - min(s.box.bottom for s in segments)
    return height <= SMALL_SLAB * band.page_height and band.is_heading(segments[0])
