"""Rows of segments without drawn cells -> a grid: columns by common gaps, rows by leading."""

from collections.abc import Sequence
from itertools import pairwise

from apps.engine.document.segment import Segment
from apps.engine.document.tables import Grid, GridCell
from apps.engine.geometry import median, union
from apps.engine.model import Box

MIN_GAP = 0.6  # em between two columns
BRIDGES = 0.25  # of the rows may run across a gap: headers over several columns do
TIGHT = 0.75  # of the usual distance of rows: a closer row carries on the cells above

TextRow = tuple[Segment, ...]


def text_rows(segments: Sequence[Segment]) -> list[TextRow]:
    """Segments by baseline, top to bottom, each row from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (-s.baseline, s.box.left)):
        if rows and rows[-1][0].baseline - segment.baseline <= 0.4 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [tuple(sorted(row, key=lambda s: s.box.left)) for row in rows]


def find_columns(rows: Sequence[TextRow]) -> list[tuple[float, float]]:
    """The columns of a table, as x intervals; those gaps count that few rows run across."""
    segments = [segment for row in rows for segment in row]
    size = median([s.size for s in segments])
    allowed = int(BRIDGES * len(rows))
    edges = sorted([(s.box.left, 1) for s in segments] + [(s.box.right, -1) for s in segments])
    columns: list[tuple[float, float]] = []
    depth, start, end = 0, edges[0][0], edges[0][0]
    inside = False
    for x, step in edges:
        depth += step
        if depth > allowed and not inside:
            if columns and x - end < MIN_GAP * size:
                start, _ = columns.pop()
            else:
                start = x
            inside = True
        elif depth <= allowed and inside:
            inside, end = False, x
            columns.append((start, end))
    return columns


def make_grid(rows: Sequence[TextRow], columns: Sequence[tuple[float, float]], box: Box) -> Grid:
    """The grid of text rows over columns; rows set closer than usual carry on the one above."""
    groups = _logical_rows(rows, columns)
    cells: list[GridCell] = []
    for index, group in enumerate(groups):
        cells += _cells(index, [s for row in group for s in row], columns)
    return Grid(box, len(groups), len(columns), tuple(cells))


def slot(segment: Segment, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first column a segment stands in, and the one after the last."""
    touched = [
        index
        for index, (left, right) in enumerate(columns)
        if min(right, segment.box.right) - max(left, segment.box.left) > 0
    ]
    if not touched:
        middle = (segment.box.left + segment.box.right) / 2
        near = min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))
        return near, near + 1
    return touched[0], touched[-1] + 1


def _logical_rows(
    rows: Sequence[TextRow], columns: Sequence[tuple[float, float]]
) -> list[list[TextRow]]:
    drops = [a[0].baseline - b[0].baseline for a, b in pairwise(rows)]
    usual = median(sorted(drops)) if drops else 0.0
    groups: list[list[TextRow]] = []
    for index, row in enumerate(rows):
        if groups and _carries_on(row, groups[-1], columns, drops[index - 1], usual):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _carries_on(
    row: TextRow,
    group: Sequence[TextRow],
    columns: Sequence[tuple[float, float]],
    drop: float,
    usual: float,
) -> bool:
    """Whether a row holds only second lines of cells above it."""
    taken = {slot(s, columns)[0] for s in row}
    above = {slot(s, columns)[0] for r in group for s in r}
    if not taken <= above:
        return False
    if drop < TIGHT * usual:
        return True
    return 0 not in taken and len(taken) < len(above) and drop <= 1.6 * row[0].size


def _cells(
    index: int, segments: Sequence[Segment], columns: Sequence[tuple[float, float]]
) -> list[GridCell]:
    slots = sorted({slot(s, columns) for s in segments})
    merged: list[tuple[int, int]] = []
    for start, end in slots:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    row_box = union(s.box for s in segments)
    covered = {c for start, end in merged for c in range(start, end)}
    spans = merged + [(c, c + 1) for c in range(len(columns)) if c not in covered]
    cells = []
    for start, end in sorted(spans):
        own = tuple(s for s in segments if start <= slot(s, columns)[0] < end)
        box = Box(columns[start][0], row_box.bottom, columns[end - 1][1], row_box.top)
        cells.append(GridCell(index, start, 1, end - start, box, own))
    return cells
