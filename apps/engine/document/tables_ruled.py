"""Segments and rules of a frame -> the tables drawn with horizontal and vertical lines."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from apps.engine.document.segment import Segment
from apps.engine.document.table_atoms import cut_at
from apps.engine.document.table_edges import without_texts
from apps.engine.document.table_nested import is_within, with_tables
from apps.engine.document.table_regions import collapse
from apps.engine.document.table_spans import Lines, Rule, find_spans, share_out
from apps.engine.document.table_split import split_rows, split_wide
from apps.engine.document.tables import Grid, GridCell
from apps.engine.model import Box
from apps.engine.page import Page

TOUCH = 3.0  # points: rules that miss each other by less were meant to meet
TIGHT = 1.0  # points: rules that meet as drawn
SAME_LINE = 2.0  # points: rules this close are one line of the grid
OPEN = 6.0  # points: rules that stick out further enclose a row
MIN_FILLED = 0.25  # of the cells: a grid with less text in it is a form or a drawing
MIN_BOXES = 4  # under each other: fewer are cards
MAX_BOX_LINES = 3
MIN_USED = 0.5  # of the rows and of the columns hold text
MAX_CELL_ROWS = 14  # rows of text in one cell: beyond, the lines lay out a page
MAX_RULES = 3000  # of one page: beyond, it is a drawing


Network = tuple[list[Rule], list[Rule]]
"""Horizontal and upright rules that hang together."""


def find_ruled(segments: Sequence[Segment], page: Page) -> tuple[Grid, ...]:
    """Tables whose cells are drawn, top to bottom."""
    drawing = page.drawing
    if len(drawing.horizontal) + len(drawing.vertical) > MAX_RULES:
        return ()
    across = _merged(
        Rule((box.bottom + box.top) / 2, box.left, box.right) for box in drawing.horizontal
    )
    upright = _merged(
        Rule((box.left + box.right) / 2, box.bottom, box.top) for box in drawing.vertical
    )
    found: list[Grid] = []
    for rows, columns in sorted(_all_networks(across, upright), key=_area):
        within = [grid for grid in found if is_within(grid.box, _around(rows, columns))]
        loose, stand_ins = collapse(segments, within) if within else (segments, [])
        grid = _grid(rows, columns, [*loose, *stand_ins])
        if grid is not None:
            held = with_tables(grid, stand_ins, within)
            found = [other for other in found if other not in held.tables] + [held.grid]
    return tuple(sorted(found, key=lambda grid: (-grid.box.top, grid.box.left)))


def _around(across: Sequence[Rule], upright: Sequence[Rule]) -> Box:
    """The box around the rules of a network."""
    return Box(
        min(rule.at for rule in upright),
        min(rule.at for rule in across),
        max(rule.at for rule in upright),
        max(rule.at for rule in across),
    )


def _area(network: Network) -> float:
    box = _around(*network)
    return box.width * box.height


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line put together."""
    merged: list[Rule] = []
    for rule in sorted(rules):
        for index in range(len(merged) - 1, -1, -1):
            other = merged[index]
            if rule.at - other.at > SAME_LINE:
                index = -1
                break
            if rule.low - TOUCH <= other.high and other.low - TOUCH <= rule.high:
                low, high = min(rule.low, other.low), max(rule.high, other.high)
                merged[index] = Rule(other.at, low, high)
                break
        else:
            index = -1
        if index < 0:
            merged.append(rule)
    return merged


def _all_networks(across: Sequence[Rule], upright: Sequence[Rule]) -> list[Network]:
    """Rules that hang together; a table drawn close inside a cell of another hangs by itself."""
    tight = _networks(across, upright, TIGHT)
    boxes = [_around(*network) for network in tight]
    inner = [
        network
        for network, box in zip(tight, boxes, strict=True)
        if any(is_within(box, other) for other in boxes) and _is_closed(network, box)
    ]
    taken = {id(rule) for network in inner for rules in network for rule in rules}
    rows = [rule for rule in across if id(rule) not in taken]
    columns = [rule for rule in upright if id(rule) not in taken]
    return inner + _networks(rows, columns, TOUCH)


def _networks(across: Sequence[Rule], upright: Sequence[Rule], touch: float) -> list[Network]:
    """Rules that meet, or miss each other by less than `touch`; two or more in each direction."""
    parent = list(range(len(across) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    places = [column.at for column in upright]  # in order: `_merged` sorts
    for i, row in enumerate(across):
        first = bisect_left(places, row.low - touch)
        for j in range(first, bisect_right(places, row.high + touch, first)):
            if upright[j].low - touch <= row.at <= upright[j].high + touch:
                parent[root(len(across) + j)] = root(i)
    networks: dict[int, Network] = {}
    for i, row in enumerate(across):
        networks.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(upright, len(across)):
        networks.setdefault(root(j), ([], []))[1].append(column)
    return [network for network in networks.values() if min(map(len, network)) >= 2]


def _is_closed(network: Network, box: Box) -> bool:
    """Whether rules run around a network and part it into columns and rows."""
    across, upright = network
    sides = [
        max((r.high - r.low for r in rules if abs(r.at - at) <= SAME_LINE), default=0.0) >= whole
        for rules, at, whole in (
            (across, box.top, box.width - TIGHT), (across, box.bottom, box.width - TIGHT),
            (upright, box.left, box.height - TIGHT), (upright, box.right, box.height - TIGHT),
        )
    ]  # fmt: skip
    lines = _places(r.at for r in across), _places(r.at for r in upright)
    return all(sides) and min(map(len, lines)) > 2


def _places(values: Iterable[float]) -> list[float]:
    """Grid lines: values, those within SAME_LINE as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > SAME_LINE + 1:
            places.append(value)
    return places


def _grid(
    across: Sequence[Rule], upright: Sequence[Rule], segments: Sequence[Segment]
) -> Grid | None:
    xs = _places(
        [rule.at for rule in upright]
        + [min(rule.low for rule in across), max(rule.high for rule in across)]
    )
    ys = _with_open_ends(_places(rule.at for rule in across)[::-1], upright, segments)
    if len(xs) < 2 or len(ys) < 3:
        return None
    box = Box(xs[0], ys[-1], xs[-1], ys[0])
    whole = [s for s in segments if _holds(box, s)]
    inside = cut_at(whole, xs[1:-1])
    lines = Lines(xs, ys)
    spans = find_spans(lines, across, upright)
    cells: list[GridCell] = []
    for (top, left, bottom, right), own in zip(spans, share_out(inside, spans, lines), strict=True):
        area = Box(xs[left], ys[bottom], xs[right], ys[top])
        cells += split_wide(GridCell(top, left, bottom - top, right - left, area, own), xs)
    grid = Grid(box, len(ys) - 1, len(xs) - 1, tuple(cells), tuple(whole))
    return without_texts(split_rows(_tidied(grid))) if _is_table(grid) else None


def _with_open_ends(
    ys: list[float], upright: Sequence[Rule], segments: Sequence[Segment]
) -> list[float]:
    """Grid lines top to bottom, and where most upright rules end together around more text.

    A row that the end of a page cuts has no rule there.
    """
    if not ys:
        return ys
    for end, outer in (
        (max(r.high for r in upright), ys[0]),
        (min(r.low for r in upright), ys[-1]),
    ):
        ends = [r.high if end > outer else r.low for r in upright]
        together = sum(abs(place - end) <= SAME_LINE for place in ends)
        low, high = sorted((end, outer))
        if high - low > OPEN and 2 * together > len(upright):
            middles = ((s.box.bottom + s.box.top) / 2 for s in segments)
            if any(low < middle < high for middle in middles):
                ys = [end, *ys] if end > outer else [*ys, end]
    return ys


def _holds(box: Box, segment: Segment) -> bool:
    x = (segment.box.left + segment.box.right) / 2
    y = (segment.box.bottom + segment.box.top) / 2
    return box.left <= x < box.right and box.bottom <= y < box.top


def _is_table(grid: Grid) -> bool:
    filled = [cell for cell in grid.cells if cell.segments]
    if len(grid.cells) < 4 or len(filled) < max(2, MIN_FILLED * len(grid.cells)):
        return False
    if len({cell.column for cell in filled}) < 2:
        return grid.columns == 1 and _is_column(grid)
    if _is_chart(grid):
        return False
    rows = max(len({round(s.baseline) for s in cell.segments}) for cell in filled)
    return rows <= MAX_CELL_ROWS or split_rows(grid).rows >= rows


def _is_column(grid: Grid) -> bool:
    """Whether boxes under each other make a table of one column: short texts, one in each."""
    lines = [len({round(s.baseline) for s in cell.segments}) for cell in grid.cells]
    return len(lines) >= MIN_BOXES and min(lines) > 0 and max(lines) <= MAX_BOX_LINES


def _is_chart(grid: Grid) -> bool:
    """Whether most rows, or most columns, hold no text: the steps of bars, or a form."""
    rows = {cell.row for cell in grid.cells if cell.segments and cell.row_span == 1}
    columns = {cell.column for cell in grid.cells if cell.segments}
    return len(rows) < MIN_USED * grid.rows or len(columns) < MIN_USED * grid.columns


def _tidied(grid: Grid) -> Grid:
    """The grid without rows and columns that no cell begins in."""
    rows = sorted({cell.row for cell in grid.cells})
    columns = sorted({cell.column for cell in grid.cells})
    if len(rows) == grid.rows and len(columns) == grid.columns:
        return grid
    cells = tuple(
        replace(
            cell,
            row=(row := bisect_left(rows, cell.row)),
            column=(column := bisect_left(columns, cell.column)),
            row_span=bisect_left(rows, cell.row + cell.row_span) - row,
            column_span=bisect_left(columns, cell.column + cell.column_span) - column,
        )
        for cell in grid.cells
    )
    return replace(grid, rows=len(rows), columns=len(columns), cells=cells)
