"""Segments -> segments, with a bullet in front of those that a small drawn mark stands before."""

from collections.abc import Sequence

from apps.engine.document.bidi import RIGHT_TO_LEFT
from apps.engine.document.markers import find_marker
from apps.engine.document.segment import Segment
from apps.engine.model import Box, Word

REACH = 2.5  # em between a mark and the text of its item
HEIGHTS = (-0.1, 0.8)  # em above the baseline between which the middle of a mark lies
MAX_HEIGHT = 0.6  # em: bullets are small
SAME_PLACE = 1.0  # points: the marks of a list stand below each other
MAX_IN_ROW = 3  # marks on one row; more of them are a rating


def add_drawn_bullets(segments: Sequence[Segment], dots: Sequence[Box]) -> list[Segment]:
    """The same segments, and one more for each bullet that is drawn as a shape."""
    found = list(segments)
    for dot in dots:
        if _is_listed(dot, dots):
            owner = _owner(dot, segments)
            if owner is not None:
                found.append(_bullet(dot, owner))
    return found


def _is_listed(dot: Box, dots: Sequence[Box]) -> bool:
    """Whether other marks stand above or below, and above or below those beside it as well."""
    row = [other for other in dots if abs(other.bottom - dot.bottom) <= SAME_PLACE]
    return len(row) <= MAX_IN_ROW and all(_has_column(mark, dots) for mark in row)


def _has_column(dot: Box, dots: Sequence[Box]) -> bool:
    return sum(abs(other.left - dot.left) <= SAME_PLACE for other in dots) > 1


def _owner(dot: Box, segments: Sequence[Segment]) -> Segment | None:
    """The nearest segment behind a mark that it could open."""
    middle = (dot.bottom + dot.top) / 2
    near = [
        s
        for s in segments
        if s.hidden is None
        and 0 < _gap(dot, s.box, s) <= REACH * s.size
        and dot.height <= MAX_HEIGHT * s.size
        and HEIGHTS[0] * s.size <= middle - s.baseline <= HEIGHTS[1] * s.size
    ]
    owner = min(near, key=lambda s: _gap(dot, s.box, s), default=None)
    if owner is None or find_marker(owner.text) or len(owner.text) < 2:
        return None
    inside = any(
        abs(s.baseline - owner.baseline) < owner.size
        and 0 <= _gap(s.box, dot, owner) < REACH * s.size
        for s in segments
    )
    return None if inside else owner  # between words it is an icon or a separator


def _gap(first: Box, behind: Box, text: Segment) -> float:
    """Points from one thing to the one behind it, in the direction the text runs in."""
    if RIGHT_TO_LEFT.search(text.text):
        return first.left - behind.right
    return behind.left - first.right


def _bullet(dot: Box, owner: Segment) -> Segment:
    word = Word("•", dot, owner.words[0].style)
    return Segment(dot, owner.baseline, owner.size, (word,), word.text, owner.order)
