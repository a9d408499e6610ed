"""Rows of segments without drawn cells -> the columns they share."""

from collections.abc import Sequence

from apps.engine.document.segment import Segment
from apps.engine.document.table_atoms import extents
from apps.engine.geometry import median

MIN_GAP = 0.5  # em between two columns
BRIDGES = 0.25  # of the rows may run across a gap: headers over several columns do

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
    spans = [span for s in segments for span in extents(s)]
    edges = sorted([(left, 1) for left, _ in spans] + [(right, -1) for _, right in spans])
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
