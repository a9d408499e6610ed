"""Rows in, rows out whose cells also end where a column begins, with dates of two rows in one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from apps.engine.resume.dates import find_dates, is_date_text, is_present
from apps.engine.resume.model import join_spans
from apps.engine.resume.rows import Cell, Row

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
DATE_CELLS = 4
"""Pieces a date in a narrow column falls into at most: September | 2007 | to | May 2011."""
_PAGE_NUMBER = re.compile(
    r"[-–|(\[]*\s*(?:(?:page|seite|página|pagina|p\.?|s\.?)\s*)?\d{1,2}"
    r"(?:\s*(?:/|of|von|sur|de|di|van|\|)\s*\d{1,2})?\s*[-–|)\]]*",
    re.IGNORECASE,
)
LIST_SIGNS = ("•", "–", "-", "*", "◦", "○", "▪", "■", "●", "‣", "·")
DATE_COLUMN_LENGTH = 40
"""Characters: a cell longer than this is no date."""

Stops = Mapping[tuple[int, int], tuple[float, ...]]


def split_columns(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Every row with its cells apart at the columns of its region, broken dates rejoined."""
    rows = _beside_dates(rows)
    stops = _stops(rows)
    split = [_split_row(row, stops.get((row.line.page, row.line.region), ())) for row in rows]
    whole = [_rejoin_date(row) for row in split]
    joined = (_rejoin_date(row) for row in _join_broken_dates(whole) if row.cells)
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


def _rejoin_date(row: Row) -> Row:
    """ "10/2015 –" and "03/2019" side by side are one date, also with wide blanks between."""
    cells = list(row.cells)
    for length in range(min(len(cells), DATE_CELLS), 1, -1):
        for index in range(len(cells) - length + 1):
            group = cells[index : index + length]
            text = " ".join(cell.text for cell in group)
            if _covers(text) and not any(_is_closed(cell.text) for cell in group):
                span = reduce(join_spans, (cell.span for cell in group))
                cells[index : index + length] = [replace(group[0], span=span)]
                return replace(row, cells=tuple(replace(c, index=i) for i, c in enumerate(cells)))
    return row


def _covers(text: str) -> bool:
    """The whole text is one range."""
    if len(text) > DATE_COLUMN_LENGTH:
        return False
    dates = find_dates(text)
    return len(dates) == 1 and dates[0].is_range and dates[0].text == text.strip()


def _is_closed(text: str) -> bool:
    """It holds a range with both ends."""
    return any(date.last is not None or date.present is not None for date in find_dates(text))


def stack_dates(rows: Sequence[Row]) -> tuple[Row, ...]:
    """ "2013" above "2015" in a date column is a range, if the whole section is written so."""
    runs = _single_runs(rows)
    if not runs or not all(_is_stack(rows, run) for run in runs):
        return tuple(rows)
    stacked = list(rows)
    for first, second in runs:
        one, two = rows[first].first, rows[second].first
        span = replace(
            join_spans(one.span, two.span),
            text=f"{one.text} – {two.text}",
            words=one.span.words,
            starts=one.span.starts,
        )
        above = replace(one, span=span)
        stacked[first] = replace(rows[first], cells=(above, *rows[first].cells[1:]))
        stacked[second] = replace(rows[second], cells=rows[second].cells[1:])
    return tuple(row for row in stacked if row.cells)


def _single_runs(rows: Sequence[Row]) -> list[list[int]]:
    """Runs of rows that open with a single date."""
    runs: list[list[int]] = []
    for index, row in enumerate(rows):
        dates = find_dates(row.first.text)
        if len(dates) == 1 and dates[0].single and is_date_text(row.first.text):
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
    return runs


def _is_stack(rows: Sequence[Row], run: Sequence[int]) -> bool:
    if len(run) != 2 or run[1] + 1 >= len(rows) or run[1] + 1 in run:
        return False
    one, two = rows[run[0]], rows[run[1]]
    first, second = find_dates(one.first.text)[0], find_dates(two.first.text)[0]
    ascending = (first.start_iso or "") <= (second.start_iso or "")
    close = abs(one.first.left - two.first.left) < 2 and two.space < one.size
    return ascending and close and len(one.cells) > 1


def _after_date(row: Row) -> Row:
    """A date in front of a text is a cell of its own."""
    cells: list[Cell] = []
    for cell in row.cells:
        dates = find_dates(cell.text) if len(cell.text) < DATE_COLUMN_LENGTH * 3 else ()
        rest = cell.text[dates[0].end :].strip() if dates and dates[0].start == 0 else ""
        if rest[:1].isupper() and dates[0].is_range:
            cells.append(Cell(cell.span.cut(0, dates[0].end), cell.sign, len(cells)))
            cell = Cell(cell.span.cut(dates[0].end, len(cell.text)), None, 0)
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
        if wide and any(abs(word.box.left - stop) <= STOP_NEAR for stop in stops):
            yield Cell(cell.span.cut(start, at), sign, 0)
            start, sign = at, None
    yield Cell(cell.span.cut(start, len(cell.span.text)), sign, 0) if start else cell


def _join_broken_dates(rows: Sequence[Row]) -> Iterator[Row]:
    """ "Jun 2017 – May" above "2021" in a narrow column is one date."""
    pending: list[Row] = list(rows)
    for index, row in enumerate(pending):
        if not row.cells:
            continue
        if index + 1 < len(pending):
            row, pending[index + 1] = _join_pair(row, pending[index + 1])
        yield row


def _join_pair(above: Row, below: Row) -> tuple[Row, Row]:
    for cell in above.cells:
        for other in below.cells:
            if _is_broken_date(cell, other, above, below):
                joined = replace(cell, span=join_spans(cell.span, other.span))
                kept = tuple(one for one in below.cells if one is not other)
                cells = tuple(joined if one is cell else one for one in above.cells)
                return replace(above, cells=cells), replace(below, cells=kept)
    return above, below


def _is_broken_date(cell: Cell, other: Cell, above: Row, below: Row) -> bool:
    if above.line.page != below.line.page or len(cell.text) + len(other.text) > DATE_COLUMN_LENGTH:
        return False
    if not any(char.isdigit() for char in other.text) and not is_present(other.text):
        return False
    if other.left > cell.right or other.right < cell.left or below.space > above.size:
        return False
    whole = join_spans(cell.span, other.span).text
    dates = find_dates(whole)
    if len(dates) != 1 or len(dates[0].text) < len(whole) - 1:
        return False
    return not _is_closed(cell.text)


def is_page_number(row: Row) -> bool:
    """ "3", "2/4", "Page 2 of 3" and nothing else."""
    return bool(_PAGE_NUMBER.fullmatch(row.text.strip()))
