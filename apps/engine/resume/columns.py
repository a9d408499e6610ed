"""Rows in, rows out whose cells also end where a column begins, with dates of two rows in one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from apps.engine.resume.broken_dates import DATE_COLUMN_LENGTH, join_broken_dates, rejoin_date
from apps.engine.resume.dates import find_dates, is_date_text
from apps.engine.resume.rows import Cell, Row, typed_blank

STOP_MIN = 3
"""Rows that must begin at one place before it counts as a column."""
STOP_NEAR = 1.2
"""Points: how exactly words stand on a column's edge."""
COLUMN_GAP = 0.38
"""In font sizes: more than a plain blank (a quarter to a third)."""
COLUMN_AMONG_BLANKS = 1.4
"""Times the line's usual blank."""
SENTENCE = 6
LONG_TEXT = 11
"""Words: a title has fewer, so a row of more with a date at its end is text."""
LEVEL = 0.6
"""Of the lower of two rows that must stand beside the other one."""
_PAGE_NUMBER = re.compile(
    r"[-–|(\[]*\s*(?:(?:page|seite|página|pagina|p\.?|s\.?)\s*)?\d{1,2}"
    r"(?:\s*(?:/|of|von|sur|de|di|van|\|)\s*\d{1,2})?\s*[-–|)\]]*",
    re.IGNORECASE,
)
LIST_SIGNS = ("•", "–", "-", "*", "◦", "○", "▪", "■", "●", "‣", "·")

Stops = Mapping[tuple[int, int], tuple[float, ...]]


def split_columns(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Every row with its cells apart at the columns of its region, broken dates rejoined."""
    rows = _beside_dates(rows)
    stops = _stops(rows)
    split = [_split_row(row, stops.get((row.line.page, row.line.region), ())) for row in rows]
    whole = [rejoin_date(row) for row in split]
    joined = (rejoin_date(row) for row in join_broken_dates(whole) if row.cells)
    return tuple(part for row in joined for part in _apart_from_text(_after_date(row)))


def _beside_dates(rows: Sequence[Row]) -> list[Row]:
    """A date in smaller type beside a text may stand a little lower: it is on its row."""
    joined: list[Row] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above is not None and is_date_text(row.text) and _is_level(above, row):
            cells = sorted((*above.cells, *row.cells), key=lambda cell: cell.left)
            numbered = tuple(replace(cell, index=index) for index, cell in enumerate(cells))
            joined[-1] = replace(above, cells=numbered)
        else:
            joined.append(row)
    return joined


def _is_level(one: Row, other: Row) -> bool:
    first, second = one.line.box, other.line.box
    shared = min(first.top, second.top) - max(first.bottom, second.bottom)
    apart = first.left > second.right or second.left > first.right
    same = (one.line.page, one.line.region) == (other.line.page, other.line.region)
    return same and apart and shared >= LEVEL * min(first.height, second.height)


def _after_date(row: Row) -> Row:
    """A date in front of a text is a cell of its own."""
    cells: list[Cell] = []
    for cell in row.cells:
        dates = find_dates(cell.text) if len(cell.text) < DATE_COLUMN_LENGTH * 3 else ()
        rest = cell.text[dates[0].end :].strip(" :") if dates and dates[0].start == 0 else ""
        if rest[:1].isupper() and dates[0].is_range:
            cells.append(Cell(cell.span.cut(0, dates[0].end), cell.sign, len(cells)))
            cell = Cell(cell.span.cut(cell.text.index(rest, dates[0].end), len(cell.text)), None, 0)
        cells.append(replace(cell, index=len(cells)))
    return replace(row, cells=tuple(cells)) if len(cells) > len(row.cells) else row


def _apart_from_text(row: Row) -> tuple[Row, ...]:
    """A date at the end of a row whose text is a bullet or a sentence belongs to the row above."""
    if len(row.cells) < 2 or not is_date_text(row.cells[-1].text):
        return (row,)
    first = row.cells[0]
    count = len(first.text.split())
    sentence = count >= LONG_TEXT or (count >= SENTENCE and first.text.endswith("."))
    if first.sign not in LIST_SIGNS and not sentence:
        return (row,)
    date = replace(row, cells=(replace(row.cells[-1], index=0),))
    return date, replace(row, cells=row.cells[:-1], space=0.0)


def _stops(rows: Sequence[Row]) -> Stops:
    counts: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for row in rows:
        lefts = {round(row.line.words[0].box.left)} | {round(cell.left) for cell in row.cells[1:]}
        counts[(row.line.page, row.line.region)].update(lefts)
    return {
        place: tuple(
            sorted(left for left in found if found[left] + found.get(left + 1, 0) >= STOP_MIN)
        )
        for place, found in counts.items()
    }


def _split_row(row: Row, stops: Sequence[float]) -> Row:
    if not stops:
        return row
    cells: list[Cell] = []
    for cell in row.cells:
        for part in _split_cell(cell, stops):
            cells.append(replace(part, index=len(cells)))
    return replace(row, cells=tuple(cells)) if len(cells) > len(row.cells) else row


def _split_cell(cell: Cell, stops: Sequence[float]) -> Iterator[Cell]:
    words = cell.span.words
    if is_date_text(cell.text):
        yield cell
        return
    gaps = [after.box.left - before.box.right for before, after in pairwise(words)]
    blanks = sorted(gap for gap in gaps if gap > 0)
    usual = blanks[(len(blanks) - 1) // 2] if len(blanks) > 1 else 0.0
    start, sign = 0, cell.sign
    for word, gap, at in zip(words[1:], gaps, cell.span.starts[1:], strict=True):
        wide = gap > max(COLUMN_GAP * word.style.size, COLUMN_AMONG_BLANKS * usual)
        stands = wide and any(abs(word.box.left - stop) <= STOP_NEAR for stop in stops)
        if stands and gap > typed_blank(words):
            yield Cell(cell.span.cut(start, at), sign, 0)
            start, sign = at, None
    yield Cell(cell.span.cut(start, len(cell.span.text)), sign, 0) if start else cell


def is_page_number(row: Row) -> bool:
    """ "3", "2/4", "Page 2 of 3" and nothing else."""
    return bool(_PAGE_NUMBER.fullmatch(row.text.strip()))
