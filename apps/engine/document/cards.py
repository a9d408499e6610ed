"""The areas painted on a page and its segments -> the rows of cards: boxes side by side, each with
a text of its own.

A row of cards looks like a row of table cells, and its gutters are too short for columns. What
tells is that each text lies within its painted box and was written in one go, card after card.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.segment import Segment
from apps.engine.geometry import intersects, overlap
from apps.engine.model import Box

MIN_WIDTH, MIN_HEIGHT = 60.0, 24.0  # points: smaller boxes hold a word or a line
MAX_AREAS = 200  # of one page: beyond, it is a map or a chart
MIN_ROWS = 2  # of text in a card; boxes with one line are read across like any line
SAME_TOP = 6.0  # points: cards of one row begin at one height
REACH = 1.0  # points of a letter that may stand out of its box


class Card(NamedTuple):
    """A painted box and what stands in it, top to bottom."""

    box: Box
    segments: list[Segment]


class Row(NamedTuple):
    """Cards side by side in the order they were written, and what is above and below."""

    above: list[Segment]
    cards: list[Card]
    below: list[Segment]


def is_area(box: Box) -> bool:
    """Whether a box is large enough for a card."""
    return box.width >= MIN_WIDTH and box.height >= MIN_HEIGHT


def find_cards(segments: Sequence[Segment], areas: Sequence[Box]) -> tuple[Card, ...]:
    """The painted boxes of a page with rows of text in them, none of which runs out of its box."""
    if not 1 < len(areas) <= MAX_AREAS:
        return ()
    place = {id(segment): index for index, segment in enumerate(segments)}
    ordered = sorted(segments, key=lambda s: s.box.bottom)
    bottoms = [segment.box.bottom for segment in ordered]
    tallest = max((segment.box.height for segment in ordered), default=0.0)
    cards: dict[tuple[int, ...], Card] = {}
    for box in areas:
        first, last = bisect_left(bottoms, box.bottom - tallest), bisect_right(bottoms, box.top)
        touched = [s for s in ordered[first:last] if intersects(s.box, box)]
        if _are_rows_inside(touched, box):  # the border of a card and its ground hold the same
            touched.sort(key=lambda s: place[id(s)])
            cards[tuple(map(id, touched))] = Card(box, touched)
    return tuple(cards.values())


def _are_rows_inside(segments: Sequence[Segment], box: Box) -> bool:
    rows = {round(segment.baseline) for segment in segments}
    return len(rows) >= MIN_ROWS and all(_is_inside(segment.box, box) for segment in segments)


def first_row(segments: Sequence[Segment], cards: Sequence[Card]) -> Row | None:
    """The uppermost row of cards that all of the segments stand above, in or below."""
    here = set(map(id, segments))
    whole = [card for card in cards if all(id(segment) in here for segment in card.segments)]
    rows = (_row(group, segments) for group in _side_by_side(whole))
    return next((row for row in rows if row is not None), None)


def _is_inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left - REACH
        and inner.right <= outer.right + REACH
        and inner.bottom >= outer.bottom - REACH
        and inner.top <= outer.top + REACH
    )


def _side_by_side(cards: Sequence[Card]) -> Iterator[list[Card]]:
    """Groups of at least two cards that begin at one height, top to bottom."""
    groups: list[list[Card]] = []
    for card in sorted(cards, key=lambda c: (-c.box.top, c.box.left)):
        if groups and groups[-1][0].box.top - card.box.top <= SAME_TOP:
            groups[-1].append(card)
        else:
            groups.append([card])
    return (group for group in groups if len(group) > 1 and _are_apart(group))


def _are_apart(group: list[Card]) -> bool:
    boxes = sorted(card.box for card in group)
    return all(overlap(a.left, a.right, b.left, b.right) < 0 for a, b in pairwise(boxes))


def _row(group: list[Card], segments: Sequence[Segment]) -> Row | None:
    """The row around some cards, where nothing else stands or was written between them."""
    cards = sorted(group, key=lambda card: min(s.order for s in card.segments))
    inside = {id(segment) for card in cards for segment in card.segments}
    others = [segment for segment in segments if id(segment) not in inside]
    bottom = min(card.box.bottom for card in cards)
    top = max(card.box.top for card in cards)
    above = [s for s in others if s.box.bottom >= top - REACH]
    below = [s for s in others if s.box.top <= bottom + REACH]
    if len(above) + len(below) < len(others) or not _in_one_go(cards, others):
        return None
    return Row(above, cards, below)


def _in_one_go(cards: list[Card], others: list[Segment]) -> bool:
    """Whether the file has the text of one card after the other, and no other text between."""
    ranges = [(min(orders), max(orders)) for orders in map(_orders, cards)]
    first, last = ranges[0][0], ranges[-1][1]
    return all(a[1] < b[0] for a, b in pairwise(ranges)) and not any(
        first < segment.order < last for segment in others
    )


def _orders(card: Card) -> list[int]:
    return [segment.order for segment in card.segments]
