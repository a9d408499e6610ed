"""Rows of segments without drawn cells -> the columns they share."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.segment import Segment
from apps.engine.document.table_atoms import Interval, extents
from apps.engine.geometry import median

MIN_GAP = 0.5  # em between two columns
BRIDGES = 0.25  # of the rows may run across a gap: headers over several columns do

BLANK = 1.2  # times the distance of lines: rows of several lines stand further apart
SAME_LINE = 1.1  # times the distance of lines: no more is one line further
MIN_ROWS = 3  # fewer do not tell a stray text from a column
RISE = 2  # times the valley: lower hills are no columns

TextRow = tuple[Segment, ...]


class Step(NamedTuple):
    """How many rows have text from `left` to `right`, points."""

    left: float
    right: float
    depth: int


def text_rows(segments: Sequence[Segment]) -> list[TextRow]:
    """Segments by baseline, top to bottom, each row from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (-s.baseline, s.box.left)):
        if rows and rows[-1][0].baseline - segment.baseline <= 0.4 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [tuple(sorted(r, key=lambda s: s.box.left)) if len(r) > 1 else (r[0],) for r in rows]


def is_further_line(rows: Sequence[TextRow]) -> bool:
    """Whether the last row is one more line of a cell in the row above.

    It stands as close as further lines do elsewhere in the table, where rows stand further apart.
    """
    drops = [a[0].baseline - b[0].baseline for a, b in pairwise(rows)]
    if len(drops) < MIN_ROWS or len(rows[-1]) > 1 or rows[-1][0].style != rows[-2][-1].style:
        return False
    line = min(drops[:-1])
    return drops[-1] <= SAME_LINE * line and max(drops[:-1]) >= BLANK * line


def find_columns(rows: Sequence[TextRow]) -> list[Interval]:
    """The columns of a table, as x intervals.

    How many rows stand at each x makes a profile; its hills are the columns. Headers over several
    columns raise the valleys between them, so a valley need not go down to the ground.
    """
    segments = [segment for row in rows for segment in row]
    gap = MIN_GAP * median([s.size for s in segments])
    spans = [span for s in segments for span in extents(s)]
    edges = sorted([(left, 1) for left, _ in spans] + [(right, -1) for _, right in spans])
    profile: list[Step] = []
    depth = 0
    for (x, change), (following, _) in pairwise([*edges, (edges[-1][0], 0)]):
        depth += change
        if following > x:
            profile.append(Step(x, following, depth))
    hills = _hills(profile, 0, int(BRIDGES * len(rows)), gap)
    return _without_strays([(hill[0].left, hill[-1].right) for hill in hills], rows)


def _without_strays(columns: list[Interval], rows: Sequence[TextRow]) -> list[Interval]:
    """The columns without those that one text alone makes: it heads the columns beside it."""
    if len(rows) < MIN_ROWS:
        return columns
    kept = []
    for index, (left, right) in enumerate(columns):
        inside = [r for r in rows if any(left <= s.box.left and s.box.right <= right for s in r)]
        beside = columns[max(0, index - 1) : index] + columns[index + 1 : index + 2]
        if len(inside) != 1 or all(
            any(s.box.left < b and a < s.box.right for s in inside[0]) for a, b in beside
        ):
            kept.append((left, right))
    return kept


def _hills(profile: Sequence[Step], level: int, highest: int, gap: float) -> list[list[Step]]:
    """The parts of a profile above a level, cut further where higher valleys are deep enough."""
    found: list[list[Step]] = []
    for hill in _above(profile, level, gap):
        parts = _hills(hill, level + 1, highest, gap) if level < highest else []
        found += parts if len(parts) > 1 else [hill]
    return _without_low(found, RISE * level) if level else found


def _without_low(hills: Sequence[list[Step]], limit: int) -> list[list[Step]]:
    """Low hills go with the nearest high one; without two high ones, there is no cut."""
    high = [hill for hill in hills if max(s.depth for s in hill) > limit]
    if len(high) < 2:
        return []
    for hill in hills:
        if hill not in high:
            near = min(
                high, key=lambda h: max(hill[0].left - h[-1].right, h[0].left - hill[-1].right)
            )
            near[:] = sorted([*near, *hill])
    return high


def _above(profile: Sequence[Step], level: int, gap: float) -> list[list[Step]]:
    found: list[list[Step]] = []
    for step in profile:
        if step.depth <= level:
            continue
        if found and step.left - found[-1][-1].right < gap:
            found[-1].append(step)
        else:
            found.append([step])
    return found


def slot(segment: Segment, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first column a segment stands in, and the one after the last."""
    low, _, high, _ = segment.box
    first, end = -1, 0
    if low < high:
        for index, (left, right) in enumerate(columns):
            if low < right and left < high and left < right:
                end = index + 1
                if first < 0:
                    first = index
    return (first, end) if first >= 0 else _between(segment, columns)


def _between(segment: Segment, columns: Sequence[Interval]) -> tuple[int, int]:
    """Text well inside of a gutter stands over both columns; else it belongs to the nearer one."""
    clear = MIN_GAP * segment.size
    for index, (a, b) in enumerate(pairwise(columns)):
        if a[1] + clear <= segment.box.left and segment.box.right <= b[0] - clear:
            return index, index + 2
    middle = (segment.box.left + segment.box.right) / 2
    near = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
    return near, near + 1
