"""A table -> how many of its first rows are headers: what names the columns, not what fills them.

Evidence is weighed row by row from the top; without any, a table has no header.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from apps.engine.document.segment import Segment
from apps.engine.document.tables import Grid, GridCell
from apps.engine.geometry import overlap
from apps.engine.model import Box, Style
from apps.engine.page import Drawing
from apps.engine.scoring import Feature, in_favor_first, reach

MAX_HEADERS = 4  # rows: tables have no more
HEADER_MIN = 2.0  # one clear sign with nothing against it
MOSTLY = 0.7  # of the filled cells of a column are figures: a column of figures
LONG_HEADER = 12  # words: a name of a column is shorter
MAX_FILLS = 2000  # of one page: beyond, it is a drawing
NEXT_ROWS = 2  # below: rows may be filled in turn, so a header differs from both
LEVEL = 3.0  # points: a rule this close to the edge of a row is its edge
SHORT_NAME = re.compile(r"[^\W\d_]\W?\d|\d\W?[^\W\d_]")  # Q1, H2
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def header_rows(grid: Grid, drawing: Drawing) -> int:
    """How many rows from the top are headers, 0 without evidence; never all of them."""
    count = 0
    for row in range(min(MAX_HEADERS, grid.rows - 1)):
        candidate = Candidate(grid, row, drawing)
        if candidate.is_title:
            continue
        if not candidate.cells or reach(candidate, HEADER, HEADER_MIN) is None:
            break
        count = row + 1
    tall = (cell.row + cell.row_span for cell in grid.cells if cell.row < count)
    whole = max([count, *tall])
    return whole if count and whole < min(MAX_HEADERS + 1, grid.rows) else count


@dataclass(frozen=True)
class Candidate:
    """One row of a table that may be a header, and what stands below it."""

    grid: Grid
    row: int
    drawing: Drawing

    @cached_property
    def cells(self) -> list[GridCell]:
        """The cells with text that begin in the row."""
        return [c for c in self.grid.cells if c.row == self.row and c.segments]

    @cached_property
    def below(self) -> list[GridCell]:
        return [c for c in self.grid.cells if c.row > self.row and c.segments]

    @cached_property
    def is_title(self) -> bool:
        """Whether the row is one cell over all columns; the row below it tells what that is."""
        return len(self.cells) == 1 and 1 < self.grid.columns == self.cells[0].column_span

    @cached_property
    def named(self) -> list[bool]:
        """For each column of figures below: whether the row has words over it."""
        figures = [c for c in range(self.grid.columns) if self._is_figures(c)]
        over = [
            [c for c in self.cells if c.column <= column < c.column + c.column_span]
            for column in figures
        ]
        return [bool(cells) and self.is_name(cells[0]) for cells in over]

    def is_name(self, cell: GridCell) -> bool:
        """Whether a cell can name its column: words, a quarter, or a year over no years."""
        text = _text(cell)
        if not is_figure(text) or SHORT_NAME.fullmatch(text):
            return True
        years = [YEAR.search(_text(c)) is not None for c in self.below if c.column == cell.column]
        return YEAR.search(text) is not None and 2 * sum(years) < max(1, len(years))

    def _is_figures(self, column: int) -> bool:
        own = [is_figure(_text(c)) for c in self.below if c.column == column]
        return len(own) > 0 and sum(own) >= MOSTLY * len(own)

    def cells_of(self, row: int) -> list[GridCell]:
        return [c for c in self.grid.cells if c.row == row and c.segments]


def is_figure(text: str) -> bool:
    """Whether a text is mostly digits.

    >>> is_figure("120 kg"), is_figure("per 100 g")
    (True, False)
    """
    signs = [sign for sign in text if sign.isalnum()]
    return bool(signs) and 2 * sum(map(str.isdigit, signs)) > len(signs)


def _text(cell: GridCell) -> str:
    return " ".join(segment.text for segment in cell.segments)


def _segments(cells: Iterable[GridCell]) -> list[Segment]:
    return [segment for cell in cells for segment in cell.segments]


def _share(styles: Sequence[Style], other: Style) -> float:
    """The share of styles that have the color of another one."""
    return sum(style.color == other.color for style in styles) / max(1, len(styles))


def _is_bold(row: Candidate) -> bool:
    below = [segment.style.bold for segment in _segments(row.below)]
    return all(s.style.bold for s in _segments(row.cells)) and 2 * sum(below) < len(below)


def _has_own_color(row: Candidate) -> bool:
    below = [segment.style for segment in _segments(row.below)]
    return all(_share(below, s.style) < 1 - MOSTLY for s in _segments(row.cells))


def _has_own_fill(row: Candidate) -> bool:
    """Whether another color is behind the row than behind the rows below it."""
    if not row.drawing.fills or len(row.drawing.fills) > MAX_FILLS:
        return False
    own = _behind(row, row.row)
    others = range(row.row + 1, min(row.row + 1 + NEXT_ROWS, row.grid.rows))
    below = [_behind(row, other) for other in others if row.cells_of(other)]
    return own is not None and bool(below) and own not in below


def _behind(candidate: Candidate, row: int) -> tuple[float, float, float] | None:
    """The color behind the first text of a row; None where the page itself is."""
    segment = candidate.cells_of(row)[0].segments[0]
    x, y = segment.box.left + 1, (segment.box.bottom + segment.box.top) / 2
    fills = [
        fill
        for fill in candidate.drawing.fills
        if fill.box.left <= x <= fill.box.right and fill.box.bottom <= y <= fill.box.top
    ]
    last = max(fills, key=lambda fill: fill.order, default=None)
    return None if last is None or min(last.color) >= 1 else last.color


def _has_own_rule(row: Candidate) -> bool:
    """Whether a rule stands below the row, and below few of the rows under it."""
    if not _is_ruled(row, row.row):
        return False
    below = [_is_ruled(row, upper) for upper in range(row.row + 1, row.grid.rows - 1)]
    return 2 * sum(below) < len(below)


def _is_ruled(candidate: Candidate, row: int) -> bool:
    """Whether rules over half of the table part a row from the one below."""
    if not candidate.drawing.horizontal:
        return False
    upper, lower = candidate.cells_of(row), candidate.cells_of(row + 1)
    if not upper or not lower:
        return False
    high = min(s.box.bottom + s.box.top for s in _segments(upper)) / 2
    low = max(s.box.bottom + s.box.top for s in _segments(lower)) / 2
    box = candidate.grid.box
    rules = [r for r in candidate.drawing.horizontal if low < r.bottom and r.top < high]
    return sum(_inside(rule, box) for rule in rules) >= box.width / 2


def _inside(rule: Box, box: Box) -> float:
    return max(0.0, overlap(rule.left, rule.right, box.left, box.right))


def _heads_columns(row: Candidate) -> bool:
    """Whether a cell stands over several columns, but not over all."""
    spans = [c.column_span for c in row.cells]
    return any(1 < span < row.grid.columns for span in spans) and len(row.cells) > 1


def _has_corner(row: Candidate) -> bool:
    """Whether the row begins with an empty cell, in a column that is filled below."""
    first = [c for c in row.below if c.column == 0]
    rows = row.grid.rows - row.row - 1
    others = len(row.cells) >= min(2, row.grid.columns - 1)
    return others and all(c.column > 0 for c in row.cells) and 2 * len(first) > rows


def _ends_in_colon(row: Candidate) -> bool:
    return any(_text(c).endswith(":") for c in row.cells if c.column == 0 or len(row.cells) == 1)


FEATURES: tuple[Feature[Candidate], ...] = (
    Feature("words over figures", 3, lambda r: 2 * sum(r.named) > len(r.named)),
    Feature("bold over regular text", 3, _is_bold),
    Feature("a background of its own", 3, _has_own_fill),
    Feature("a color of its own", 1, _has_own_color),
    Feature("the only rule below", 3, _has_own_rule),
    Feature("a cell over several columns", 2, _heads_columns),
    Feature("an empty corner", 1, _has_corner),
    Feature("figures", -4, lambda r: any(not r.is_name(c) for c in r.cells if c.column)),
    Feature("two columns only", -1, lambda r: r.grid.columns < 3),
    Feature(
        "most cells empty", -4,
        lambda r: 2 * sum(c.column_span for c in r.cells) < r.grid.columns,
    ),
    Feature("no cell but the first", -4, lambda r: all(c.column == 0 for c in r.cells)),
    Feature(
        "running text", -4,
        lambda r: any(sum(len(s.words) for s in c.segments) > LONG_HEADER for c in r.cells),
    ),
    Feature("ends in a colon", -3, _ends_in_colon),
)  # fmt: skip
HEADER = in_favor_first(FEATURES)
