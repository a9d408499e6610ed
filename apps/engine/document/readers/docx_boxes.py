"""Text boxes that hang on one paragraph -> the order in which somebody reads them.

A file has them in the order in which they were drawn. Where it says where they were put, their
places tell: bands across the page from top to bottom, and in each the columns from left to right.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from apps.engine.document.readers.docx_looks import child, length

EMU = 1 / 12700  # points
SHARED = 4.0  # points that neighbours may share: frames are drawn by hand
DEEPEST = 10  # cuts within cuts


class Place(NamedTuple):
    """Where a box was put, points from the upper left corner of what `origin` names."""

    left: float
    top: float
    width: float
    height: float
    origin: tuple[str, str]


class TextBox(NamedTuple):
    """The content of a box, how wide it is, and its place where the file states one."""

    content: Element
    width: float | None
    place: Place | None


Placed = tuple[TextBox, Place]


def place_of(drawing: Element) -> Place | None:
    """The place of a floating drawing; None for one in the line, or placed by words."""
    anchor = next((one for one in drawing.iter() if one.tag == "wp:anchor"), None)
    extent = child(anchor, "wp:extent")
    across, down = child(anchor, "wp:positionH"), child(anchor, "wp:positionV")
    if extent is None or across is None or down is None:
        return None
    found = [_offset(across), _offset(down)]
    found += [length(extent.get(side), EMU) for side in ("cx", "cy")]
    left, top, width, height = found
    if left is None or top is None or width is None or height is None:
        return None
    origin = (across.get("relativeFrom", ""), down.get("relativeFrom", ""))
    return Place(left, top, width, height, origin)


def _offset(position: Element) -> float | None:
    stated = child(position, "wp:posOffset")
    return None if stated is None else length(stated.text, EMU)


def in_reading_order(boxes: Sequence[TextBox]) -> list[TextBox]:
    """The boxes in bands and columns; as they are where not all are placed by one measure."""
    places = [box.place for box in boxes if box.place is not None]
    if len(places) < len(boxes) or len({place.origin for place in places}) > 1:
        return list(boxes)
    placed = [(box, box.place) for box in boxes if box.place is not None]
    return [box for box, _ in _cut(placed, 0)]


def _cut(boxes: Sequence[Placed], depth: int) -> list[Placed]:
    """Cut along the gaps, across the page first; what no gap parts goes from the top down."""
    if len(boxes) > 1 and depth < DEEPEST:
        for span in (_down, _across):
            groups = _groups(boxes, span)
            if len(groups) > 1:
                return [one for group in groups for one in _cut(group, depth + 1)]
    return sorted(boxes, key=lambda one: (one[1].top, one[1].left))


def _down(place: Place) -> tuple[float, float]:
    return place.top, place.top + place.height


def _across(place: Place) -> tuple[float, float]:
    return place.left, place.left + place.width


def _groups(
    boxes: Sequence[Placed], span: Callable[[Place], tuple[float, float]]
) -> list[list[Placed]]:
    """The boxes that overlap in one direction together."""
    groups: list[list[Placed]] = []
    reach = float("-inf")
    for one in sorted(boxes, key=lambda one: span(one[1])):
        start, end = span(one[1])
        if start >= reach - SHARED:
            groups.append([])
        groups[-1].append(one)
        reach = max(reach, end)
    return groups
