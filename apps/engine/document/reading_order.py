"""The segments of a frame -> its regions in reading order: a recursive cut into columns.

A zone is cut around cards side by side (see cards.py), and where a gutter separates columns that
run on their own (see gutters.py). What spans the gutter ends the columns above and begins new ones
below. A zone without either is one region, read row by row.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.bands import Band, Sides, sections, without_ends
from apps.engine.document.cards import Card, find_cards, first_row
from apps.engine.document.gutters import COLUMNS, COLUMNS_MIN, Gutter, Side, is_prose, is_strong
from apps.engine.document.segment import Segment
from apps.engine.geometry import median, overlap
from apps.engine.model import Box, Style
from apps.engine.page import Page
from apps.engine.scoring import reach, score

MAX_DEPTH = 12  # columns inside columns
EDGE = 2.0  # points: left edges this close are one edge
RULE_REACH = 40.0  # points beyond a gutter on both sides: only such a rule ends columns
MIN_STRIP = 0.25  # em: lines that run over leave no more of a gutter
MIN_RAGGED_COUNT = 3  # segments that end at one place: two may do so by chance
HANGING = 12.0  # points a heading may stand out to the left of its column
MIN_EDGE_COUNT = 2  # segments that begin at a gutter
MAX_EDGES = 40  # gutters that are tried at most: labels of maps have edges anywhere
SIDE_ROWS = 2  # rows on each side, at least
MIN_BALANCED = 3  # rows of a text that is set in two columns of one length
UNEVEN_ROWS = 1  # by so many the columns of such a text differ
BACKGROUND_SHARE = 0.9  # of the page: a fill larger than that is the paper

Region = tuple[Segment, ...]


class Cut(NamedTuple):
    """One gutter with its evidence, and the parts of the zone around it."""

    merit: tuple[float, float, float]
    above: list[Segment]
    left: list[Segment]
    right: list[Segment]
    below: list[Segment]


def order_regions(segments: Sequence[Segment], page: Page) -> list[Region]:
    """XY-cut: the regions of a frame, each with its segments, in reading order."""
    if not segments:
        return []
    area = page.size.width * page.size.height
    high = 2 * SIDE_ROWS * median([s.size for s in segments])
    fills = tuple(
        fill.box
        for fill in page.drawing.fills
        if fill.box.width * fill.box.height < BACKGROUND_SHARE * area and fill.box.height > high
    )
    rules = tuple((r.left, r.right, (r.bottom + r.top) / 2) for r in page.drawing.horizontal)
    is_written = not page.recognized
    cards = find_cards(segments, page.drawing.areas) if is_written else ()
    zone = Zone(fills, rules, segments, page.size.height, is_written, cards)
    return list(_regions(list(segments), zone, 0))


def content_order(segments: Sequence[Segment]) -> list[Region]:
    """No cut at all: one region for each run of rows the file writes from top to bottom."""
    runs: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.order):
        if runs and segment.baseline <= runs[-1][-1].baseline + segment.size:
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return [tuple(run) for run in runs]


@dataclass(frozen=True)
class Zone:
    """What all cuts of a frame look at."""

    fills: tuple[Box, ...]
    rules: tuple[tuple[float, float, float], ...]  # left, right, y
    segments: Sequence[Segment]
    page_height: float
    is_written: bool  # whether the order of the content was somebody's choice
    cards: tuple[Card, ...] = ()

    @cached_property
    def strong(self) -> frozenset[int]:
        """The ids of the segments that look like headings."""
        body = _body_style(self.segments)
        return frozenset([id(segment) for segment in self.segments if is_strong(segment, body)])


def _body_style(segments: Sequence[Segment]) -> Style:
    """The style of most of the text."""
    weights: dict[Style, int] = {}
    for segment in segments:
        style = segment.style
        weights[style] = weights.get(style, 0) + len(segment.text)
    return max(weights, key=lambda style: (weights[style], style))


def _regions(segments: list[Segment], zone: Zone, depth: int) -> Iterator[Region]:
    if not segments:
        return
    row = first_row(segments, zone.cards) if zone.cards and depth < MAX_DEPTH else None
    if row is not None:
        for part in (row.above, *(card.segments for card in row.cards)):
            yield from _regions(part, zone, depth + 1)
        yield from _regions(row.below, zone, depth)
        return
    cut = _best_cut(segments, zone) if depth < MAX_DEPTH else None
    if cut is None:
        yield tuple(segments)
        return
    first, second = cut.left, cut.right
    if max(s.order for s in cut.right) < min(s.order for s in cut.left):
        first, second = second, first
    for part in (cut.above, first, second, cut.below):
        yield from _regions(part, zone, depth + 1)


def _best_cut(segments: list[Segment], zone: Zone) -> Cut | None:
    if len(segments) < SIDE_ROWS:
        return None
    ordered = sorted(segments, key=lambda s: (-s.baseline, s.box.left))
    ends = sorted([s.box.right for s in segments])[SIDE_ROWS - 1]
    begins = sorted([s.box.left for s in segments])[-SIDE_ROWS]
    edges = (x for x in _edges(segments) if ends <= x and x - EDGE <= begins)  # few have two sides
    seen: set[tuple[float, ...]] = set()
    cuts = (cut for x in edges for cut in _cuts_at(x, ordered, zone, seen))
    return max(cuts, key=lambda cut: cut.merit, default=None)


def _edges(segments: Sequence[Segment]) -> list[float]:
    """Where gutters may end: left edges that several segments share."""
    edges: list[list[float]] = []
    for left in sorted(segment.box.left for segment in segments):
        if edges and left - edges[-1][0] <= EDGE:
            edges[-1].append(left)
        else:
            edges.append([left])
    shared = [edge for edge in edges[1:] if len(edge) >= MIN_EDGE_COUNT]
    found = {edge[0] for edge in nlargest(MAX_EDGES, shared, key=len)}
    hung = {a[0] for a, b in pairwise(edges[1:]) if b[0] in found and b[0] - a[0] <= HANGING}
    return sorted(found | hung | set(_ragged_edges(segments)))


def _ragged_edges(segments: Sequence[Segment]) -> Iterator[float]:
    """Where right-aligned text begins: the leftmost edge of segments that end at one place."""
    ends: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.box.right):
        if ends and segment.box.right - ends[-1][0].box.right <= EDGE:
            ends[-1].append(segment)
        else:
            ends.append([segment])
    ragged = [group for group in ends if len(group) >= MIN_RAGGED_COUNT]
    for group in nlargest(MAX_EDGES, ragged, key=len):
        yield min([s.box.left for s in group])


def _cuts_at(
    x: float, ordered: list[Segment], zone: Zone, seen: set[tuple[float, ...]]
) -> Iterator[Cut]:
    """Every band of the zone that the gutter ending at x could cut, if it cuts columns.

    `seen` keeps what other gutters had left and right of them and across: x grows, so the same
    counts are the same segments, with the same cuts.
    """
    left = [s for s in ordered if s.box.right <= x - MIN_STRIP * s.size]
    if len(left) < SIDE_ROWS:
        return
    right = [s for s in ordered if s.box.left >= x - EDGE]
    limits = _limits(x, ordered, zone)
    sides = (len(left), len(right), *limits)
    if sides in seen:
        return
    seen.add(sides)
    for upper, lower, band in _bands(left, right, limits):
        closed = Band(
            upper != limits[0],
            lower != limits[-1],
            zone.page_height,
            partial(_weigh, zone=zone),
            lambda segment: id(segment) in zone.strong,
        )
        for columns in _columns(without_ends(band, closed), zone):
            merit = _judge(columns, zone)
            if merit is not None:
                yield _cut(merit, ordered, columns)


def _limits(x: float, ordered: list[Segment], zone: Zone) -> list[float]:
    """How deep text and rules cross the strip before x, between minus and plus infinity."""
    crossing = [
        -s.baseline
        for s in ordered
        if s.box.left < x - EDGE and s.box.right > x - MIN_STRIP * s.size
    ]
    crossing += [
        -y for left, right, y in zone.rules if left < x - RULE_REACH and x < right - RULE_REACH
    ]
    return [float("-inf"), *sorted(set(crossing)), float("inf")]


def _bands(
    left: list[Segment], right: list[Segment], limits: list[float]
) -> Iterator[tuple[float, float, Sides]]:
    """What stands on both sides between two limits, wherever both are long enough.

    The sides run from top to bottom: what stands between two limits is a slice of them.
    """
    left_depths = [-s.baseline for s in left]
    right_depths = [-s.baseline for s in right]
    for upper, lower in pairwise(limits):
        start, stop = bisect_right(left_depths, upper), bisect_left(left_depths, lower)
        if stop - start < SIDE_ROWS:
            continue
        first, last = bisect_right(right_depths, upper), bisect_left(right_depths, lower)
        if last - first >= SIDE_ROWS:
            yield upper, lower, Sides(left[start:stop], right[first:last])


def _cut(merit: tuple[float, float, float], ordered: list[Segment], sides: Sides) -> Cut:
    """The zone around two sides: what begins above their first row is above, the rest below."""
    chosen = {id(s) for side in sides for s in side}
    top = max(s.baseline for side in sides for s in side)
    above = [s for s in ordered if s.baseline >= top and id(s) not in chosen]
    below = [s for s in ordered if s.baseline < top and id(s) not in chosen]
    return Cut(merit, above, sides.left, sides.right, below)


def _weigh(sides: Sides, *, zone: Zone) -> float:
    left, right = (Side(side, zone.strong) for side in sides)
    return score(Gutter(left, right, zone), COLUMNS).total


def _columns(band: Sides, zone: Zone) -> list[Sides]:
    """The columns in a band: several pairs of them where the text is balanced in each."""
    if min(map(len, band)) < 2 * MIN_BALANCED:
        return [band]
    found = [part for part in sections(band) if _are_balanced(part, zone)]
    return found if len(found) > 1 else [band]


def _are_balanced(sides: Sides, zone: Zone) -> bool:
    """Whether both sides are running text and of about one length."""
    if min(map(len, sides)) < MIN_BALANCED:
        return False
    less, more = sorted(len({round(s.baseline) for s in side}) for side in sides)
    if less < MIN_BALANCED or more - less > UNEVEN_ROWS:
        return False
    return all(is_prose(Side(side, zone.strong)) for side in sides)


def _judge(sides: Sides, zone: Zone) -> tuple[float, float, float] | None:
    """The merit of a cut: height, evidence, width of the strip; None if it is none."""
    if min(len(sides.left), len(sides.right)) < SIDE_ROWS:
        return None
    left, right = (Side(side, zone.strong) for side in sides)
    width = right.box.left - left.box.right
    if width < MIN_STRIP * median([s.size for side in sides for s in side]):
        return None
    if min(len(left.rows), len(right.rows)) < SIDE_ROWS or not _are_beside(left.box, right.box):
        return None
    gutter = Gutter(left, right, zone)
    total = reach(gutter, COLUMNS, COLUMNS_MIN)
    if total is None:
        return None
    return (round(gutter.height / zone.page_height, 1), total, width)


def _are_beside(left: Box, right: Box) -> bool:
    """Whether the two sides stand beside each other at all, not one above the other."""
    return overlap(left.bottom, left.top, right.bottom, right.top) > 0
