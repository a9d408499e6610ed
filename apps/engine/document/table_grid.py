"""Text rows over columns, and the rules between them -> a grid with its spans."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.segment import Segment
from apps.engine.document.table_atoms import cut, cut_at
from apps.engine.document.table_columns import TextRow, slot, text_rows
from apps.engine.document.table_rows import anchors, logical_rows
from apps.engine.document.tables import Grid, GridCell
from apps.engine.geometry import overlap, union
from apps.engine.model import Box

Columns = Sequence[tuple[float, float]]

SAME_LEVEL = 2.5  # points: rules this close divide at one place
COVER = 0.5  # of a column: a rule that covers less does not divide its cells
OFF_CENTRE = 2.0  # em: text centred over columns of uneven width
CENTRED = 0.6  # em: the middle of a header may be that far from that of its columns
MIN_NAMED = 3  # columns with headers of their own, below headers over several
BODY_SHARE = 0.6  # of the lines: what holds as many between two rules is a body of rows


class Level(NamedTuple):
    """A place where rules divide the rows, and the columns they run through."""

    y: float
    columns: frozenset[int]
    runs: tuple[tuple[int, int], ...] = ()  # first column and the one after the last, by rule


class Span(NamedTuple):
    """A cell: its rows and columns, from the first to the one after the last."""

    top: int
    bottom: int
    left: int
    right: int


def make_grid(
    rows: Sequence[TextRow], columns: Columns, box: Box, rules: Sequence[Box] = ()
) -> Grid:
    """The grid of text rows over columns; `rules` are the horizontal ones inside of the box."""
    whole = [s for row in rows for s in row]
    walls = [a[1] for a, b in pairwise(columns) if a[1] == b[0]]
    pieces = cut_at(cut(whole, columns), walls)
    levels = _levels(rules, columns, pieces)
    bands = _bands(pieces, [level.y for level in levels])
    groups = [_rows_of(band, columns, len(pieces), len(bands)) for band in bands]
    starts = [sum(len(g) for g in groups[:i]) for i in range(len(groups) + 1)]
    cells: list[GridCell] = []
    joined = _joined(levels, groups, columns)
    for column_run, first, last in joined:
        own = [s for band in bands[first:last] for s in band if slot(s, columns)[0] in column_run]
        left, right = column_run[0], column_run[-1] + 1
        cells.append(_cell(Span(starts[first], starts[last], left, right), own, columns, box))
    taken = {(b, c) for run, first, last in joined for c in run for b in range(first, last)}
    for index, band_groups in enumerate(groups):
        free = [c for c in range(len(columns)) if (index, c) not in taken]
        for offset, group in enumerate(band_groups):
            own = [s for s in group if slot(s, columns)[0] in free]
            runs = levels[index].runs if index < len(levels) and len(band_groups) == 1 else ()
            heads = _headed(own, free, columns, runs)
            cells += _cells(starts[index] + offset, own, free, columns, box, heads)
    cells = _with_tall_heads(_with_centred_heads(cells, columns, box))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(box, starts[-1], len(columns), tuple(cells), tuple(whole))


def _with_centred_heads(cells: list[GridCell], columns: Columns, table: Box) -> list[GridCell]:
    """The cells, where headers in the middle over several columns span the empty slots beside.

    Only headers in the first row, over a second one that names nearly every column.
    """
    named = sum(c.row == 1 and _is_single(c) and bool(c.segments) for c in cells)
    if named < max(MIN_NAMED, len(columns) - 1):
        return cells
    below = _below_heads(cells, columns)
    empty = {c.column: c for c in cells if c.row == 0 and _is_single(c) and not c.segments}
    for head in [c for c in cells if c.row == 0 and c.row_span == 1 and c.segments]:
        start, end = _middle_span(head, empty, below, table.right)
        if end - start > head.column_span and start > 0:
            gone = [head] + [empty.pop(c) for c in range(start, end) if c in empty]
            box = head.box._replace(left=columns[start][0], right=columns[end - 1][1])
            whole = replace(head, column=start, column_span=end - start, box=box)
            cells = [c for c in cells if c not in gone] + [whole]
    return cells


def _below_heads(cells: Sequence[GridCell], columns: Columns) -> Columns:
    """The columns as wide as the text below the first row."""
    boxes: dict[int, list[Box]] = {}
    for cell in cells:
        if cell.row > 0 and cell.column_span == 1:
            boxes.setdefault(cell.column, []).extend(s.box for s in cell.segments)
    wide = [union(boxes[i]) if boxes.get(i) else None for i in range(len(columns))]
    return [(b.left, b.right) if b else c for b, c in zip(wide, columns, strict=True)]


def _middle_span(
    head: GridCell, empty: Mapping[int, GridCell], columns: Columns, reach: float
) -> tuple[int, int]:
    """The columns that a header stands in the middle of: its own, or with empty ones beside.

    `reach` is the right end of the table, where the cells of its last column end.
    """
    first, last = head.column, head.column + head.column_span
    low, high = first, last
    while low - 1 in empty:
        low -= 1
    while high in empty:
        high += 1
    text = union(s.box for s in head.segments)

    def off(span: tuple[int, int]) -> float:
        """How far from the middle of the text in the columns, or of their cells, where nearer."""
        left, right = columns[span[0]][0], columns[span[1] - 1][1]
        edge = columns[span[1]][0] if span[1] < len(columns) else reach
        return min(abs(left + end - text.left - text.right) / 2 for end in (right, edge))

    spans = [(a, b) for a in range(low, first + 1) for b in range(last, high + 1)]
    best = min(spans, key=off)
    clear = off((first, last)) - off(best) > CENTRED * head.segments[0].size
    return best if clear and off(best) <= CENTRED * head.segments[0].size else (first, last)


def _with_tall_heads(cells: list[GridCell]) -> list[GridCell]:
    """The cells, where headers beside a header over several columns stand in both their rows.

    A header over several columns needs headers of these columns below it: what stands beside
    them, below an empty slot, is a header of the same height.
    """
    if not any(c.row == 0 and c.column_span > 1 and c.row_span == 1 for c in cells):
        return cells
    above = {c.column: c for c in cells if c.row == 0 and _is_single(c) and not c.segments}
    tall = [c for c in cells if c.row == 1 and _is_single(c) and c.segments and c.column in above]
    gone = [*tall, *(above[c.column] for c in tall)]
    return [c for c in cells if c not in gone] + [replace(c, row=0, row_span=2) for c in tall]


def _is_single(cell: GridCell) -> bool:
    return cell.row_span == 1 and cell.column_span == 1


def _levels(rules: Sequence[Box], columns: Columns, pieces: Sequence[Segment]) -> list[Level]:
    """Where rules divide the text into bands, top to bottom."""
    found: list[tuple[float, list[tuple[int, int]]]] = []
    for rule in sorted(rules, key=lambda r: -r.bottom):
        y = (rule.bottom + rule.top) / 2
        if not found or found[-1][0] - y > SAME_LEVEL:
            found.append((y, []))
        touched = [
            index
            for index, (left, right) in enumerate(columns)
            if overlap(rule.left, rule.right, left, right) >= COVER * (right - left)
        ]
        if touched:
            found[-1][1].append((touched[0], touched[-1] + 1))
    ys = [(s.box.bottom + s.box.top) / 2 for s in pieces]
    levels: list[Level] = []
    reach = float("inf")
    for y, runs in found:
        if runs and any(y < m < reach for m in ys) and any(m < y for m in ys):
            touching = frozenset(c for start, end in runs for c in range(start, end))
            levels.append(Level(y, touching, tuple(sorted(set(runs)))))
            reach = y
    return levels


def _bands(pieces: Sequence[Segment], ys: Sequence[float]) -> list[list[Segment]]:
    bands: list[list[Segment]] = [[] for _ in range(len(ys) + 1)]
    for piece in pieces:
        middle = (piece.box.bottom + piece.box.top) / 2
        bands[sum(y > middle for y in ys)].append(piece)
    return bands


def _rows_of(
    band: Sequence[Segment], columns: Columns, total: int, bands: int
) -> list[list[Segment]]:
    """The rows between two rules: one, unless values or mere bulk show that there are more."""
    rows = text_rows(band)
    if bands > 1 and len(band) < BODY_SHARE * total and len(anchors(rows, columns)) < 2:
        return [list(band)]
    return logical_rows(rows, columns)


def _joined(
    levels: Sequence[Level], groups: Sequence[Sequence[list[Segment]]], columns: Columns
) -> list[tuple[list[int], int, int]]:
    """Cells over several bands: (columns, first band, band after the last)."""
    found = []
    for column in range(len(columns)):
        first = 0
        for index in range(1, len(groups) + 1):
            if index < len(groups) and _runs_through(levels[index - 1], groups, index, column):
                continue
            if index - first > 1 and _is_one(groups[first:index], column, columns):
                found.append(([column], first, index))
            first = index
    return found


def _runs_through(
    level: Level, groups: Sequence[Sequence[list[Segment]]], index: int, column: int
) -> bool:
    return column not in level.columns and len(groups[index - 1]) == 1 and len(groups[index]) == 1


def _is_one(bands: Sequence[Sequence[list[Segment]]], column: int, columns: Columns) -> bool:
    """Whether what stands in a column of these bands is the text of one cell."""
    own = [s for band in bands for g in band for s in g]
    touching = [s for s in own if slot(s, columns)[0] <= column < slot(s, columns)[1]]
    if any(slot(s, columns)[1] - slot(s, columns)[0] > 1 for s in touching):
        return False
    lines = sorted({s.baseline for s in touching}, reverse=True)
    return all(a - b <= 1.6 * touching[0].size for a, b in pairwise(lines))


def _cell(span: Span, segments: Sequence[Segment], columns: Columns, box: Box) -> GridCell:
    area = union(s.box for s in segments) if segments else box
    place = Box(columns[span.left][0], area.bottom, columns[span.right - 1][1], area.top)
    return GridCell(
        span.top, span.left, span.bottom - span.top, span.right - span.left, place, tuple(segments)
    )


def _centred(
    spans: list[tuple[int, int]],
    segments: Sequence[Segment],
    free: Sequence[int],
    columns: Columns,
) -> list[tuple[int, int]]:
    """The spans of a row; what stands alone over the middle of all columns but one heads them.

    Only text that runs over several columns already can tell.
    """
    inner = [span for span in spans if span[0] > 0]
    last = len(columns)
    if len(inner) != 1 or inner[0][1] - inner[0][0] < 2 or list(free)[-(last - 1) :][0] != 1:
        return spans
    if any(start == 0 and end > 1 for start, end in spans):
        return spans
    own = [s for s in segments if slot(s, columns)[0] >= inner[0][0]]
    left, right = min(s.box.left for s in own), max(s.box.right for s in own)
    off = abs(left + right - columns[1][0] - columns[-1][1]) / 2
    if off > OFF_CENTRE * own[0].size or len(free) < last - 1:
        return spans
    return [span for span in spans if span[0] == 0] + [(1, last)]


def _headed(
    segments: Sequence[Segment],
    free: Sequence[int],
    columns: Columns,
    runs: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """The spans of headers with a rule of their own below: it runs under what they head."""
    found = []
    for start, end in runs:
        own = [s for s in segments if start <= slot(s, columns)[0] < end]
        lines = text_rows(own)
        short = 1 < end - start < len(columns) and all(c in free for c in range(start, end))
        if short and own and all(len(line) == 1 for line in lines):
            found.append((start, end))
    return found


def _cells(
    row: int,
    segments: Sequence[Segment],
    free: Sequence[int],
    columns: Columns,
    box: Box,
    heads: Sequence[tuple[int, int]] = (),
) -> list[GridCell]:
    """The cells of one row over the columns that are free in it. `heads`: known spans."""
    placed = [(slot(s, columns), s) for s in segments]
    slots = sorted({place for place, _ in placed} | set(heads))
    merged: list[tuple[int, int]] = []
    for start, end in slots:
        while end - 1 not in free:
            end -= 1
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    merged = _centred(merged, segments, free, columns)
    covered = {c for start, end in merged for c in range(start, end)}
    spans = merged + [(c, c + 1) for c in free if c not in covered]
    cells = []
    for start, end in sorted(spans):
        own = [s for (first, _), s in placed if start <= first < end]
        cells.append(_cell(Span(row, row + 1, start, end), own, columns, box))
    return cells
