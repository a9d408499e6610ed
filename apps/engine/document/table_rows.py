"""Text rows of a table without rules between them -> its rows, each with its segments.

Values keep to one line, so their baselines tell where the rows are. Cells of several lines stand
level with them, or centred beside them: those are shared out so that the middle of each cell comes
as close to its row as it can (a shortest path over lines and rows).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from apps.engine.document.segment import Segment
from apps.engine.document.table_atoms import is_value
from apps.engine.document.table_columns import BLANK, TextRow, slot
from apps.engine.geometry import median

Columns = Sequence[tuple[float, float]]

LEVEL = 0.4  # em: baselines that differ less are one
TIGHT = 0.75  # of the usual distance of rows: a closer row carries on the cells above
LINE = 1.6  # em: lines of one cell stand no further apart
MIN_PARTED, MIN_WRAPPED = 3, 2  # rows, and rows of several lines: fewer may be by chance
MAX_LINES = 24  # of one cell that is centred beside its row
FAR = float("inf")
EMPTY = 0.6  # em: rather leave a cell empty than fill it from so far away


def anchors(rows: Sequence[TextRow], columns: Columns) -> list[float]:
    """The baselines of the rows as the values show them, top to bottom; [] without evidence."""
    by_column: dict[int, list[Segment]] = {}
    for segment in (s for row in rows for s in row):
        if is_value(segment.text):
            by_column.setdefault(slot(segment, columns)[0], []).append(segment)
    levels = sorted(s.baseline for values in by_column.values() for s in values)
    ranked = sorted(
        by_column.items(), key=lambda item: (-len(item[1]), -_support(item[1], levels), -item[0])
    )
    if not ranked or len(ranked[0][1]) < 2:
        return []
    found = sorted((s.baseline for s in ranked[0][1]), reverse=True)
    size = ranked[0][1][0].size
    least = min([TIGHT * (a - b) for a, b in pairwise(found)] + [LINE * size])
    for _, values in ranked[1:]:
        for value in values:
            if value.baseline in found:
                continue
            if min(abs(value.baseline - y) for y in found) > max(least, LEVEL * size):
                found.append(value.baseline)
    return sorted(found, reverse=True)


def _support(values: Sequence[Segment], levels: Sequence[float]) -> int:
    """How many of all values stand level with those of one column. `levels` rise."""
    return sum(
        bisect_right(levels, v.baseline + LEVEL * v.size)
        - bisect_left(levels, v.baseline - LEVEL * v.size)
        for v in values
    )


def _by_column(segments: Iterable[Segment], columns: Columns) -> list[list[Segment]]:
    """The segments that begin in each column."""
    found: list[list[Segment]] = [[] for _ in columns]
    for segment in segments:
        found[slot(segment, columns)[0]].append(segment)
    return found


def logical_rows(rows: Sequence[TextRow], columns: Columns) -> list[list[Segment]]:
    """The rows of a table, top to bottom."""
    found = anchors(rows, columns)
    centred = _centred(rows, columns, found) if len(found) > 1 else set()
    if not centred:
        return _stacked(rows, columns)
    size = median([s.size for row in rows for s in row])
    top = found[0] + max(LINE * size, (found[0] - found[1]) / 2)
    groups: list[list[Segment]] = [[] for _ in found]
    head = [tuple(s for s in row if s.baseline > top) for row in rows]
    below = [s for row in rows for s in row if s.baseline <= top]
    for own in _by_column(below, columns):
        for index, segment in _shared_out(own, found, size):
            groups[index].append(segment)
    opening = [row for row in head if row]
    return (_stacked(opening, columns) if opening else []) + [g for g in groups if g]


def _centred(rows: Sequence[TextRow], columns: Columns, found: Sequence[float]) -> set[int]:
    """The columns with cells of several lines that stand centred beside their rows."""
    result = set()
    for column, lines in enumerate(_by_column((s for row in rows for s in row), columns)):
        lines.sort(key=lambda s: s.baseline)
        reach = max((s.size for s in lines), default=0.0)
        if any(_is_between(y, _near(lines, y, reach)) for y in found):
            result.add(column)
    return result


def _near(lines: Sequence[Segment], y: float, reach: float) -> Sequence[Segment]:
    """The lines no further than `reach` from a height; they rise."""
    first = bisect_left(lines, y - reach, key=lambda s: s.baseline)
    return lines[first : bisect_right(lines, y + reach, first, key=lambda s: s.baseline)]


def _is_between(y: float, lines: Sequence[Segment]) -> bool:
    """Whether no line stands level with a row, but several close above and below."""
    return (
        not any(abs(s.baseline - y) <= LEVEL * s.size for s in lines)
        and sum(LEVEL * s.size < abs(s.baseline - y) < 0.95 * s.size for s in lines) >= 2
    )


def _shared_out(
    lines: Sequence[Segment], rows: Sequence[float], size: float
) -> list[tuple[int, Segment]]:
    """Which row each line of a column goes to: in order, and as level with it as can be."""
    levels = sorted({round(s.baseline, 1) for s in lines}, reverse=True)
    costs = [0.0] + [FAR] * len(levels)
    choice: list[list[int]] = []
    edges = [FAR, *rows, -FAR]
    for index, y in enumerate(rows):
        costs, taken = _step(costs, levels, (edges[index], y, edges[index + 2]), size)
        choice.append(taken)
    row_of: dict[float, int] = {}
    end = len(levels)
    for index in range(len(rows) - 1, -1, -1):
        start = choice[index][end]
        row_of.update((level, index) for level in levels[start:end])
        end = start
    return [(row_of.get(round(s.baseline, 1), len(rows) - 1), s) for s in lines]


def _step(
    before: Sequence[float],
    levels: Sequence[float],
    row: tuple[float, float, float],
    size: float,
) -> tuple[list[float], list[int]]:
    """The costs up to each line, and where the lines of this row start then.

    `row`: the baselines of the row above, of this row and of the row below, which no line of a
    centred cell can reach.
    """
    high, y, low = row
    costs = [cost + _cost((), y, size) for cost in before]
    taken = list(range(len(before)))
    for end in range(1, len(before)):
        for start in range(end - 1, max(-1, end - 1 - MAX_LINES), -1):
            if not low < levels[start] < high:
                break
            cost = before[start] + _cost(levels[start:end], y, size)
            if cost < costs[end]:
                costs[end], taken[end] = cost, start
    return costs, taken


def _cost(levels: Sequence[float], y: float, size: float) -> float:
    if not levels:
        return (EMPTY * size) ** 2
    holes = sum(max(0.0, a - b - LINE * size) for a, b in pairwise(levels))
    return float((sum(levels) / len(levels) - y) ** 2 + holes**2)


def _stacked(rows: Sequence[TextRow], columns: Columns) -> list[list[Segment]]:
    """Rows set level; rows set closer than usual carry on the one above."""
    parted = _at_blanks(rows, columns)
    if parted:
        return parted
    drops = [a[0].baseline - b[0].baseline for a, b in pairwise(rows)]
    usual = median(sorted(drops)) if drops else 0.0
    groups: list[list[Segment]] = []
    for index, row in enumerate(rows):
        if groups and _carries_on(row, groups[-1], columns, drops[index - 1], usual):
            groups[-1] += row
        else:
            groups.append(list(row))
    return groups


def _at_blanks(rows: Sequence[TextRow], columns: Columns) -> list[list[Segment]]:
    """The rows of a table whose cells have several lines, and wider blanks between them; else [].

    Each begins in the first column, most further lines fill fewer columns, and no cell holds two
    values: those would be rows of their own, in groups.
    """
    drops = [a[0].baseline - b[0].baseline for a, b in pairwise(rows)]
    line = min(drops, default=0.0)
    if not 0 < line <= LINE * rows[0][0].size:
        return []
    groups: list[list[TextRow]] = [[rows[0]]]
    for row, drop in zip(rows[1:], drops, strict=True):
        if drop > BLANK * line:
            groups.append([row])
        else:
            groups[-1].append(row)
    wrapped = [group for group in groups if len(group) > 1]
    if len(groups) < MIN_PARTED or len(wrapped) < MIN_WRAPPED:
        return []
    if not all(_is_one_row(group, columns) for group in groups):
        return []
    further = [(len(row), len(group[0])) for group in wrapped for row in group[1:]]
    if 2 * sum(count < full for count, full in further) < len(further):
        return []
    return [[s for row in group for s in row] for group in groups]


def _is_one_row(group: Sequence[TextRow], columns: Columns) -> bool:
    """Whether lines begin with the first column, and hold one value in a column at most."""
    values = [slot(s, columns)[0] for row in group for s in row if is_value(s.text)]
    return slot(group[0][0], columns)[0] == 0 and len(values) == len(set(values))


def _carries_on(
    row: TextRow, group: Sequence[Segment], columns: Columns, drop: float, usual: float
) -> bool:
    """Whether a row holds only second lines of cells above it."""
    taken = {slot(s, columns)[0] for s in row}
    above = {slot(s, columns)[0] for s in group}
    if not taken <= above:
        return False
    if drop < TIGHT * usual:
        return True
    return 0 not in taken and len(taken) < len(above) and drop <= LINE * row[0].size
