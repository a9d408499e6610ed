"""Segments of a frame -> the tables that show by alignment, or by horizontal lines alone."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.segment import Segment
from apps.engine.document.table_atoms import Interval, cut, is_value
from apps.engine.document.table_columns import MIN_ROWS, TextRow, find_columns, slot, text_rows
from apps.engine.document.table_edges import without_texts
from apps.engine.document.table_frames import LONG_CELL, framed_areas, header_rules
from apps.engine.document.table_grid import make_grid
from apps.engine.document.table_runs import aligned_runs, is_headed
from apps.engine.document.table_stripes import find_stripes
from apps.engine.document.tables import Grid
from apps.engine.geometry import median, union
from apps.engine.model import Box
from apps.engine.page import Page
from apps.engine.scoring import Feature, in_favor_first, reach

MANY_RULES = 5  # of one length: headings of a page rarely follow each other so closely
MIN_SCALE = 5  # numbers in even steps: fewer happen by chance
PAGE_NUMBER = re.compile(r"\d{1,4}")
LARGER = 1.1  # times the usual size: text of a heading
BULLETS = "•·▪●◦‣–■"
MARKER = re.compile(r"\W{1,2}|\(?[\dA-Za-z]{1,3}[.)]")
SCALE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Area(NamedTuple):
    """Text rows, the box around them, the rules in it, and how many of these run all across."""

    rows: Sequence[TextRow]
    box: Box
    rules: Sequence[Box]
    levels: int
    columns: Sequence[Interval] = ()  # where they are known


@dataclass(frozen=True)
class Candidate:
    """Rows that may be a table, the columns they share, and whether rules frame them."""

    rows: Sequence[TextRow]
    columns: Sequence[tuple[float, float]]
    ruled: int
    rules: Sequence[Box]
    grid: Grid
    are_columns: Callable[[Sequence[Segment]], bool]

    @cached_property
    def cells(self) -> list[Segment]:
        return cut([segment for row in self.rows for segment in row], self.columns)

    @cached_property
    def places(self) -> list[int]:
        """The first column that each of the cells stands in."""
        return [slot(s, self.columns)[0] for s in self.cells]

    def texts_of(self, column: int) -> list[str]:
        return [s.text for s, place in zip(self.cells, self.places, strict=True) if place == column]

    @cached_property
    def slots(self) -> list[set[int]]:
        """The columns that each row of the table fills."""
        rows: list[set[int]] = [set() for _ in range(self.grid.rows)]
        for cell in self.grid.cells:
            if cell.segments:
                for row in range(cell.row, cell.row + cell.row_span):
                    rows[row].update(range(cell.column, cell.column + cell.column_span))
        return rows

    @cached_property
    def full(self) -> float:
        """The share of rows that fill more than one column."""
        return sum(len(taken) > 1 for taken in self.slots) / len(self.slots)

    @cached_property
    def filled(self) -> float:
        """The share of the slots that hold text."""
        return sum(map(len, self.slots)) / (len(self.slots) * len(self.columns))

    @cached_property
    def numbers(self) -> float:
        """The share of cells beyond the first column that hold a number."""
        values = [s.text for s, place in zip(self.cells, self.places, strict=True) if place > 0]
        return sum(map(is_value, values)) / max(1, len(values))

    @cached_property
    def value_rows(self) -> int:
        """How many rows hold numbers."""
        cells = self.grid.cells
        return len({c.row for c in cells for s in c.segments if is_value(s.text)})

    @cached_property
    def prose(self) -> float:
        """The share of rows that are one long piece of text."""
        return sum(len(r) == 1 and len(r[0].words) > LONG_CELL for r in self.rows) / len(self.rows)

    @cached_property
    def cell_words(self) -> float:
        """How many words a filled cell of the grid holds."""
        filled = [c for c in self.grid.cells if c.segments]
        return sum(len(s.words) for c in filled for s in c.segments) / max(1, len(filled))

    @cached_property
    def scales(self) -> int:
        """In how many columns numbers fall in even steps, as along the axis of a chart."""
        found = 0
        for index in range(len(self.columns)):
            texts = [t.replace(",", "") for t in self.texts_of(index) if SCALE.fullmatch(t)]
            numbers = list(dict.fromkeys(map(float, texts)))
            steps = {round(b - a, 3) for a, b in pairwise(numbers)}
            found += len(numbers) >= MIN_SCALE and len(steps) == 1 and -1.0 != min(steps) < 0
        return found

    @cached_property
    def words(self) -> float:
        return sum(len(s.words) for s in self.cells) / max(1, len(self.cells))


FEATURES: tuple[Feature[Candidate], ...] = (
    Feature("framed by rules of one length", 4, lambda c: c.ruled >= 2),
    Feature("more than two rules", 1, lambda c: c.ruled >= 3),
    Feature("rules between rows", 2, lambda c: c.ruled >= MANY_RULES),
    Feature("three columns or more", 2, lambda c: len(c.columns) >= 3),
    Feature("numbers", 3, lambda c: c.numbers >= 0.5 and c.value_rows > 1),
    Feature("most rows fill several columns", 2, lambda c: c.full >= 0.7),
    Feature("few rows fill several columns", -4, lambda c: c.full < 0.5),
    Feature("short cells", 1, lambda c: c.words <= 3),
    Feature("rows of running text", -4, lambda c: c.prose >= 0.15),
    Feature("running text", -4, lambda c: c.words >= LONG_CELL),
    Feature("bold header", 3, lambda c: is_headed(c.rows)),
    Feature("two columns only", -2, lambda c: len(c.columns) == 2),
    Feature("few rows", -2, lambda c: c.grid.rows < MIN_ROWS),
    Feature("dates beside text", -4, lambda c: _has_dates(c)),
    Feature("headings between rows", -6, lambda c: c.ruled >= 2 and _has_headings(c)),
    Feature("page numbers at the end", -4, lambda c: not c.ruled and _has_page_numbers(c)),
    Feature("bullets in cells", -4, lambda c: _has_bullets(c)),
    Feature("cells of running text", -4, lambda c: not c.ruled and c.cell_words >= LONG_CELL),
    Feature(
        "few rows without rules or header",
        -4,
        lambda c: not c.ruled and c.grid.rows < MIN_ROWS and not is_headed(c.rows),
    ),
    Feature("mostly empty", -4, lambda c: c.filled < 0.5),
    Feature("nearly empty", -4, lambda c: c.filled < 0.3),
    Feature("scale of a chart", -6, lambda c: c.scales > 0),
    Feature("scales on both sides of a chart", -4, lambda c: c.scales > 1),
    Feature("markers in front", -4, lambda c: _has_markers(c)),
)
TABLE = in_favor_first(FEATURES)
COLUMNS: Feature[Candidate] = Feature(
    "reads column by column", -6, lambda c: c.are_columns(c.cells)
)
TABLE_MIN = 4.0  # framed, or three columns of short cells in full rows


def _has_dates(candidate: Candidate) -> bool:
    """Whether one column holds dates and the others hold text: the entries of a career.

    Between rules, years alone may head the rows of a table; ranges of dates do not.
    """
    dated = [s for s in candidate.cells if YEAR.search(s.text)]
    ranges = sum(not is_value(s.text) for s in dated)
    return (
        len({slot(s, candidate.columns)[0] for s in dated}) == 1
        and candidate.numbers < 0.5
        and (candidate.ruled < 2 or 2 * ranges > len(dated))
    )


def _has_headings(candidate: Candidate) -> bool:
    """Whether several rows at rules hold one bold or larger text alone, and few hold numbers."""
    usual = median([s.size for s in candidate.cells])
    heads = 0
    for row in range(candidate.grid.rows):
        own = [s for c in candidate.grid.cells if c.row == row for s in c.segments]
        if len(own) == 1 and (own[0].style.bold or own[0].size > LARGER * usual):
            heads += _is_at_rule(own[0], candidate.rules)
    return heads > 1 and candidate.numbers < 0.5


def _is_at_rule(segment: Segment, rules: Sequence[Box]) -> bool:
    low, high = segment.box.bottom - segment.size, segment.box.top + segment.size
    return any(low <= rule.bottom <= high for rule in rules)


def _has_page_numbers(candidate: Candidate) -> bool:
    """Whether the second of two columns holds whole numbers that never fall: a list of contents."""
    if len(candidate.columns) != 2:
        return False
    last = candidate.texts_of(1)
    numbers = [int(text) for text in last if PAGE_NUMBER.fullmatch(text)]
    rising = all(a <= b for a, b in pairwise(numbers))
    return rising and 0 < len(last) == len(numbers)


def _has_bullets(candidate: Candidate) -> bool:
    """Whether the text of several cells opens with a bullet."""
    return sum(s.text[0] in BULLETS and not is_value(s.text) for s in candidate.cells) > 1


def _has_markers(candidate: Candidate) -> bool:
    """Whether the first column holds nothing but bullets and numbers of items."""
    first = candidate.texts_of(0)
    marked = sum(bool(MARKER.fullmatch(text)) for text in first)
    return 2 * marked > len(first) and candidate.numbers < 0.5


def find_framed(
    segments: Sequence[Segment], page: Page, are_columns: Callable[[Sequence[Segment]], bool]
) -> tuple[Grid, ...]:
    """Tables of a frame between horizontal rules or stripes of one length, top to bottom.

    `are_columns` tells whether the reading order would take segments for columns of text.
    """
    stripes = find_stripes(page.drawing.fills, segments)
    heads = header_rules(segments, page.drawing.horizontal)
    rules = [*page.drawing.horizontal, *stripes.rules, *heads]
    areas = framed_areas(segments, rules, stripes.columns)
    return _tables(
        (Area(text_rows(a.segments), a.box, a.rules, a.levels, a.columns) for a in areas),
        are_columns,
    )


def find_clustered(
    segments: Sequence[Segment], are_columns: Callable[[Sequence[Segment]], bool] = lambda _: False
) -> tuple[Grid, ...]:
    """Tables that show by alignment alone, top to bottom; see `find_framed`."""
    areas = (
        Area(run, union(s.box for row in run for s in row), (), 0)
        for run in aligned_runs(text_rows(segments))
    )
    return _tables(areas, are_columns)


def _tables(
    areas: Iterable[Area], are_columns: Callable[[Sequence[Segment]], bool]
) -> tuple[Grid, ...]:
    found: list[Grid] = []
    for area in areas:
        taken = frozenset[int]().union(*(grid.segments for grid in found))
        grid = None
        if not any(id(s) in taken for row in area.rows for s in row):
            grid = _table(area, are_columns)
        if grid is not None:
            found.append(grid)
    return tuple(sorted(found, key=lambda grid: (-grid.box.top, grid.box.left)))


def _table(area: Area, are_columns: Callable[[Sequence[Segment]], bool]) -> Grid | None:
    if len(area.rows) < 2:
        return None
    columns = list(area.columns) or find_columns(area.rows)
    if len(columns) < 2:
        return None
    grid = without_texts(make_grid(area.rows, columns, area.box, area.rules))
    candidate = Candidate(area.rows, columns, area.levels, area.rules, grid, are_columns)
    total = reach(candidate, TABLE, TABLE_MIN)
    if total is None:
        return None
    matters = total + COLUMNS.weight < TABLE_MIN  # it asks for the order of the whole table
    return None if matters and COLUMNS.holds(candidate) else grid
