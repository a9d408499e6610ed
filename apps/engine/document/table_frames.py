"""Horizontal rules of a page -> the areas they frame: where a table without upright rules may be.

Rules that begin and end at the same places belong together; the text between two neighbours tells
whether the table goes on there, or running text stands between two tables.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.gutters import is_strong
from apps.engine.document.segment import Segment
from apps.engine.document.table_atoms import Interval, cut
from apps.engine.document.table_columns import (
    TextRow,
    find_columns,
    is_further_line,
    slot,
    text_rows,
)
from apps.engine.geometry import intersects, median, union
from apps.engine.model import Box, Style

SAME_END = 4.0  # points: rules of one table begin and end at the same places
MIN_RULE = 60.0  # points: shorter rules underline words
JOINT = 6.0  # points: pieces of one rule, drawn cell by cell, lie no further apart
SAME_LEVEL = 1.5  # points: pieces of one rule differ no more in height
LONG_CELL = 9  # words: running text, not a value
WIDE_TEXT = 0.55  # of the frame: running text fills more of a line
DOUBLE_RULE = 8.0  # points: no more lies between the lines of a double rule
AIRY = 2.5  # em: a row alone between its rules is no higher; a caption between tables is
MIN_HEAD, MAX_HEAD = 4.0, 30.0  # points: a row of a header between two rules is that high
NEAR = 0.9  # em: a row that belongs to a rule, or to the line beside it, is that close
FAR = 2.6  # em between rows: a table does not go on over a wider blank
LINE = 1.6  # em: the usual distance of rows where nothing tells it
HEAD_LINE = 0.3  # em between the lines of a header
APART = 0.7  # em: the least space above a heading
OFF_CENTRE = 1.8  # times the space below: the space above a heading at its rule
WIDER_DROP = 1.2  # times the usual distance: the blank above a heading
MAX_HEADS = 2  # rows between two rules: no more are a header
MIN_OPEN = 3  # columns: fewer do not tell a table that only its header frames
PROSE = 0.5  # of the rows: with so many lines of running text, an area is no part of a table


class Framed(NamedTuple):
    """An area, the segments in it, and the horizontal rules around and inside."""

    box: Box
    segments: list[Segment]
    rules: list[Box]
    levels: int  # how many rules of full length
    columns: list[Interval]  # where they are painted, else []


def framed_areas(
    segments: Sequence[Segment],
    rules: Sequence[Box],
    painted: Sequence[tuple[Box, list[Interval]]] = (),
) -> Iterator[Framed]:
    """Areas between rules of one length, top to bottom. `painted`: areas with known columns."""
    whole = joined_rules(rules)
    for group in _groups(rule for rule in whole if rule.width >= MIN_RULE):
        for run in _runs(group, segments):
            box = _with_head(union(run), whole)
            inside = [s for s in segments if is_inside(s, box)]
            known = next((found for area, found in painted if intersects(area, box)), [])
            columns = known or (find_columns(text_rows(inside)) if inside else [])
            inside += _beyond(inside, segments, box, columns)
            box = union([box, *(s.box for s in inside)])
            own = [r for r in rules if _touches(r, box)]
            if inside:
                yield Framed(box, inside, own, len(run), known)


def header_rules(segments: Sequence[Segment], rules: Sequence[Box]) -> list[Box]:
    """A rule above each bold header that has one below only: such a header frames its table."""
    whole = [rule for rule in joined_rules(rules) if rule.width >= MIN_RULE]
    found = []
    for rule in whole:
        over = [s for s in segments if 0 <= s.box.bottom - rule.top <= NEAR * s.size]
        own = [s for s in over if _is_along(s.box, rule)]
        if len(own) < MIN_OPEN or len(own) < len(over) or not all(s.style.bold for s in own):
            continue
        top = _top_of_lines(own, segments)
        near = (r for r in whole if r is not rule and 0 < r.bottom - rule.top <= MAX_HEAD)
        if not any(_is_along(rule, r) for r in near):
            found.append(rule._replace(bottom=top, top=top))
    return found


def _top_of_lines(heads: Sequence[Segment], segments: Sequence[Segment]) -> float:
    """How high a bold header reaches, with the lines above that belong to it."""
    top = max(s.box.top for s in heads)
    left, right = min(s.box.left for s in heads), max(s.box.right for s in heads)
    for segment in sorted(segments, key=lambda s: s.box.bottom):
        beside = left - SAME_END <= segment.box.left and segment.box.right <= right + SAME_END
        near = -NEAR * segment.size <= segment.box.bottom - top <= HEAD_LINE * segment.size
        if beside and near and segment.style.bold and segment.style.size == heads[0].style.size:
            top = max(top, segment.box.top)
    return top


def _is_along(inner: Box, rule: Box) -> bool:
    return rule.left - SAME_END <= inner.left and inner.right <= rule.right + SAME_END


def joined_rules(rules: Iterable[Box]) -> list[Box]:
    """Rules whose pieces were drawn one beside the other, put together."""
    found: list[Box] = []
    for rule in sorted(rules, key=lambda r: (-round(r.bottom + r.top), r.left)):
        last = found[-1] if found else None
        level = last is not None and abs(last.bottom - rule.bottom) <= SAME_LEVEL
        if last and level and rule.left - last.right <= JOINT:
            found[-1] = union([last, rule])
        else:
            found.append(rule)
    return found


def _with_head(box: Box, rules: Sequence[Box]) -> Box:
    """An area with the shorter rules close above: those under headers over several columns."""
    for rule in sorted(rules, key=lambda r: r.bottom):
        between = box.left + SAME_END < rule.left and rule.right <= box.right + SAME_END
        if between and MIN_HEAD <= rule.bottom - box.top <= MAX_HEAD:
            box = box._replace(top=rule.top)
    return box


def _beyond(
    inside: Sequence[Segment], segments: Sequence[Segment], box: Box, columns: Sequence[Interval]
) -> list[Segment]:
    """The row right above the first rule, and right below the last, where it fills the columns.

    Many tables have rules between their rows only, and none over the header.
    """
    if len(columns) < 2:
        return []
    beside = [
        s
        for s in segments
        if box.left - SAME_END <= s.box.left and s.box.right <= box.right + SAME_END
    ]
    above = [s for s in beside if (s.box.bottom + s.box.top) / 2 > box.top]
    below = [s for s in beside if (s.box.bottom + s.box.top) / 2 < box.bottom]
    over, under = text_rows(above)[::-1], text_rows(below)
    taken = _touching(over, box.top, columns, box)
    if len(text_rows(inside)) <= MAX_HEADS and len(columns) >= MIN_OPEN:
        body = _following(under, box.bottom, columns, box)
        if body:
            return taken + body
    return taken + _touching(under, box.bottom, columns, box)


def _following(
    rows: Sequence[TextRow], edge: float, columns: Sequence[Interval], box: Box
) -> list[Segment]:
    """The rows under a frame that holds a header only, as long as they fill its columns.

    So begins a table that is ruled off below its last row only, where that is on another page.
    """
    taken: list[TextRow] = []
    for row in rows:
        slots = [slot(s, columns) for s in row]
        single = all(end - start == 1 for start, end in slots)
        if edge - row[0].baseline > FAR * row[0].size or not single or _is_long(row[0], box):
            break
        taken.append(row)
        edge = row[0].baseline
    while taken and len(taken[-1]) < 2 and not is_further_line(taken):
        taken.pop()
    full = sum(len(row) >= MIN_OPEN for row in taken)
    return [s for row in taken for s in row] if 2 * full >= len(taken) and full > 1 else []


def _touching(
    rows: Sequence[TextRow], edge: float, columns: Sequence[Interval], box: Box
) -> list[Segment]:
    """The lines next to an edge that make one row of the table, and do not go on as text."""
    enough = min(3, len(columns))
    taken: list[Segment] = []
    found: set[int] = set()
    for row in rows:
        gap = min(min(abs(s.box.bottom - edge), abs(s.box.top - edge)) for s in row)
        pieces = cut(row, columns)
        if len(pieces) < MIN_OPEN:
            pieces = list(row)
        slots = [slot(s, columns) for s in pieces]
        single = all(end - start == 1 for start, end in slots)
        alone = bool(taken) and len(row) == 1 and is_strong(row[0], taken[-1].style)
        if gap > NEAR * row[0].size or alone:
            break
        if not single or any(_is_long(s, box) for s in pieces):
            goes_on = bool(taken) and row[-1].style == taken[-1].style
            return [] if goes_on or len(found) < enough else taken
        taken += row
        found |= {start for start, _ in slots}
        edge = min((s.box.bottom + s.box.top) / 2 for s in row)
    return taken if len(found) >= enough else []


def is_inside(segment: Segment, box: Box) -> bool:
    middle = (segment.box.bottom + segment.box.top) / 2
    return (
        box.bottom <= middle <= box.top
        and box.left - SAME_END <= segment.box.left
        and segment.box.right <= box.right + SAME_END
    )


def _touches(rule: Box, box: Box) -> bool:
    return (
        box.bottom - 1 <= rule.bottom
        and rule.top <= box.top + 1
        and box.left - SAME_END <= rule.left
        and rule.right <= box.right + SAME_END
    )


def _groups(rules: Iterable[Box]) -> list[list[Box]]:
    """Rules of one length under each other, each group from top to bottom."""
    groups: list[list[Box]] = []
    for rule in sorted(rules, key=lambda r: -r.bottom):
        for group in groups:
            if (
                abs(group[-1].left - rule.left) <= SAME_END
                and abs(group[-1].right - rule.right) <= SAME_END
            ):
                if group[-1].bottom - rule.bottom > SAME_LEVEL:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _runs(group: Sequence[Box], segments: Sequence[Segment]) -> Iterator[list[Box]]:
    """The stretches of a group that no running text interrupts."""
    run = [group[0]]
    body = _usual_style(group, segments)
    for upper, lower in pairwise(group):
        box = union([upper, lower])
        rows = text_rows([s for s in segments if box.bottom < _middle(s) < box.top])
        if _is_prose(box, rows) or _has_heading(rows, box, body):
            if len(run) > 1:
                yield run
            run = [lower]
        else:
            run.append(lower)
    if len(run) > 1:
        yield run


def _usual_style(group: Sequence[Box], segments: Sequence[Segment]) -> Style | None:
    """How most text between the first and the last rule of a group looks."""
    box = union(group)
    styles = [s.style for s in segments if box.bottom < _middle(s) < box.top]
    return max(styles, key=styles.count, default=None)


def _has_heading(rows: Sequence[TextRow], box: Box, body: Style | None) -> bool:
    """Whether the last row of an area is a heading with the rule below it, no row of a table.

    It stands alone, looks stronger than the other text, and stands further from what is above than
    the rows do from each other, or than the rule from it.
    """
    if not rows or len(rows[-1]) > 1 or body is None:
        return False
    head = rows[-1][0]
    if head.box.bottom - box.bottom > head.size or not is_strong(head, body):
        return False
    if len(rows) == 1:
        above, below = box.top - head.box.top, head.box.bottom - box.bottom
        return above > max(APART * head.size, OFF_CENTRE * below)
    drops = [a[0].baseline - b[0].baseline for a, b in pairwise(rows)]
    usual = median(drops[:-1]) if drops[:-1] else LINE * head.size
    return drops[-1] > WIDER_DROP * usual


def _middle(segment: Segment) -> float:
    return (segment.box.bottom + segment.box.top) / 2


def _is_prose(box: Box, rows: Sequence[TextRow]) -> bool:
    """Whether the rows of an area are running text, or text that runs out of the frame."""
    if not rows:
        return box.height > DOUBLE_RULE
    long = sum(any(_is_long(s, box) for s in row) for row in rows)
    if long >= PROSE * len(rows):
        return True
    return _in_one_column(rows) and (len(rows) > 1 or box.height > AIRY * rows[0][0].size)


def _in_one_column(rows: Sequence[TextRow]) -> bool:
    spans = sorted((s.box.left, s.box.right) for row in rows for s in row)
    reach = spans[0][1]
    for left, right in spans:
        if left > reach:
            return False
        reach = max(reach, right)
    return True


def _is_long(segment: Segment, box: Box) -> bool:
    return len(segment.words) >= LONG_CELL and segment.box.width >= WIDE_TEXT * box.width
