"""Rows in, rows out with every date in one piece: broken over cells, over rows, or stacked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from apps.engine.resume.dates import find_dates, is_date_text
from apps.engine.resume.model import join_spans
from apps.engine.resume.pieces import label_kind, split_label
from apps.engine.resume.rows import Cell, Row
from apps.engine.resume.vocabulary.load import fold, members

DATE_CELLS = 4
"""Pieces a date in a narrow column falls into at most: September | 2007 | to | May 2011."""
DATE_COLUMN_LENGTH = 40
"""Characters: a cell longer than this is no date."""
OPEN_DATE = 25
"""Characters of a date whose end is missing."""

_OPEN_END = re.compile(r"[-‐‑‒–—−~→]\s*(?:[^\W\d_]+\.?)?$|\s[^\W\d_]+\.?$")
"""A dash, a word between dates or the name of a month."""


def join_broken_dates(rows: Sequence[Row]) -> Iterator[Row]:
    """Dates over several rows, in a narrow column or at the end of running text, made whole."""
    pending: list[Row] = list(rows)
    for index, row in enumerate(pending):
        if not row.cells:
            continue
        if index + 2 < len(pending) and any(char.isdigit() for char in row.text):
            row, pending[index + 1 : index + 3] = _join_stack(row, pending[index + 1 : index + 3])
        if index + 1 < len(pending) and row.cells and pending[index + 1].cells:
            row, pending[index + 1] = _join_pair(row, pending[index + 1])
        if index + 1 < len(pending) and pending[index + 1].cells:
            row, pending[index + 1] = _join_tail(row, pending[index + 1])
        yield row


def _join_stack(above: Row, below: Sequence[Row]) -> tuple[Row, list[Row]]:
    """ "Apr 2021" above "to" above "Present" is one date."""
    joiners = members("present", "between")
    for middle in below[0].cells:
        if fold(middle.text) not in joiners:
            continue
        for cell in above.cells:
            for last in below[1].cells:
                span = reduce(join_spans, (cell.span, middle.span, last.span))
                if _is_under(cell, middle) and _is_under(cell, last) and _covers(span.text):
                    joined = tuple(
                        replace(cell, span=span) if one is cell else one for one in above.cells
                    )
                    rest = [_without(below[0], middle), _without(below[1], last)]
                    return replace(above, cells=joined), rest
    return above, list(below)


def _is_under(above: Cell, below: Cell) -> bool:
    return below.left <= above.right and below.right >= above.left


def _without(row: Row, cell: Cell) -> Row:
    return replace(row, cells=tuple(one for one in row.cells if one is not cell))


def _join_pair(above: Row, below: Row) -> tuple[Row, Row]:
    """ "Jun 2017 – May" above "2021" in a narrow column is one date."""
    for cell in above.cells:
        for other in below.cells:
            if _is_broken_date(cell, other, above, below):
                joined = replace(cell, span=join_spans(cell.span, other.span))
                cells = tuple(joined if one is cell else one for one in above.cells)
                return replace(above, cells=cells), _without(below, other)
    return above, below


def _join_tail(above: Row, below: Row) -> tuple[Row, Row]:
    """A row that ends inside a date takes the rest of it from the row below."""
    cell, other = above.cells[-1], below.cells[0]
    if above.line.page != below.line.page or other.sign or below.space > above.size:
        return above, below
    tail = _open_date(cell.text)
    if tail is None:
        return above, below
    head = f"{tail} "
    dates = find_dates(head + other.text[:DATE_COLUMN_LENGTH])
    if not dates or dates[0].start > 0 or dates[0].end <= len(head):
        return above, below
    taken = dates[0].end - len(head)
    taken += len(other.text[taken:]) - len(other.text[taken:].lstrip(").,;"))
    rest = other.span.cut(taken, len(other.text))
    joined = replace(cell, span=join_spans(cell.span, other.span.cut(0, taken)))
    left = () if not rest.text else (replace(other, span=rest),)
    return (
        replace(above, cells=(*above.cells[:-1], joined)),
        replace(below, cells=(*left, *below.cells[1:])),
    )


def _open_date(text: str) -> str | None:
    """The date a text ends with, when more of it is to come: "Aug. 2016 – Dec.", "(Sep"."""
    dates = find_dates(text)
    if dates and not _is_closed(dates[-1].text):
        tail = text[dates[-1].start :]
        if len(tail) <= OPEN_DATE and _OPEN_END.search(tail):
            return tail
    last = text.split()[-1].lstrip("(")
    return last if fold(last) in members("months") else None


def _is_broken_date(cell: Cell, other: Cell, above: Row, below: Row) -> bool:
    if above.line.page != below.line.page or len(cell.text) + len(other.text) > DATE_COLUMN_LENGTH:
        return False
    if not _is_under(cell, other) or below.space > above.size:
        return False
    whole = join_spans(cell.span, other.span).text
    dates = find_dates(whole)
    if len(dates) != 1 or len(dates[0].text) < len(whole) - 1:
        return False
    return not _is_closed(cell.text)


def rejoin_date(row: Row) -> Row:
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


def join_labelled_dates(rows: Sequence[Row]) -> tuple[Row, ...]:
    """ "From: 2018" above "To: 2021" is a range."""
    joined: list[Row] = []
    for row in rows:
        first = _labelled(joined[-1], "begin") if joined else None
        last = _labelled(row, "end") if first is not None else None
        if first is None or last is None or not find_dates(f"{first.text} – {last.text}"):
            joined.append(row)
        else:
            joined[-1] = replace(joined[-1], cells=(_range(first, last),))
    return tuple(joined)


def _labelled(row: Row, kind: str) -> Cell | None:
    """The value behind a label of a kind, which is all the row holds."""
    if len(row.cells) == 2 and label_kind(row.first.text) == kind:
        return replace(row.cells[1], index=0)
    label, span = split_label(row.first.span)
    return replace(row.first, span=span) if label == kind and len(row.cells) == 1 else None


def _range(one: Cell, two: Cell) -> Cell:
    """Two dates as one text, which stands where the first one does."""
    span = replace(
        join_spans(one.span, two.span),
        text=f"{one.text} – {two.text}",
        words=one.span.words,
        starts=one.span.starts,
    )
    return replace(one, span=span)


def stack_dates(rows: Sequence[Row]) -> tuple[Row, ...]:
    """ "2013" above "2015" in a date column is a range, if the whole section is written so."""
    runs = _single_runs(rows)
    if not runs or not all(_is_stack(rows, run) for run in runs):
        return tuple(rows)
    stacked = list(rows)
    for first, second in runs:
        one, two = rows[first].first, rows[second].first
        stacked[first] = replace(rows[first], cells=(_range(one, two), *rows[first].cells[1:]))
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
