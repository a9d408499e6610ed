"""Rows of a section in, rows out: a table whose first row names its columns, entry by entry."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from apps.engine.resume.dates import find_dates, is_date_text
from apps.engine.resume.model import join_spans
from apps.engine.resume.pieces import label_kind
from apps.engine.resume.rows import Cell, Row

NAMES_MIN = 2
"""Cells of the first row that are names of columns; one may be a word like any other."""
NAME_WORDS = 4
COLUMNS_MIN = 3
"""Columns of a table whose names nobody knows."""
EDGE_NEAR = 4.0
"""Points: how far a cell may begin left of its column."""
NAMED = ("employer", "title", "address", "institution", "degree", "field")
"""Names of columns that tell what stands in them."""


def read_grid(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Each entry's cells whole on one row, behind the names of their columns; its text below."""
    if len(rows) < NAMES_MIN or not _names_columns(rows[0], rows[1]):
        return tuple(rows)
    head = rows[0]
    records = list(_records(head, rows[1:]))
    return tuple(row for record in records for row in _entry(head, record)) or tuple(rows)


def _names_columns(head: Row, below: Row) -> bool:
    """Short cells without dates, two of them known names, or all in a stronger look."""
    texts = [cell.text for cell in head.cells]
    if len(texts) < NAMES_MIN or any(len(text.split()) > NAME_WORDS for text in texts):
        return False
    if any(find_dates(text) or any(map(str.isdigit, text)) for text in texts):
        return False
    known = sum(label_kind(text) is not None for text in texts)
    if known >= NAMES_MIN:
        return len(below.cells) > 1 and label_kind(below.first.text) is None
    strong = all(cell.look.bold for cell in head.cells) and not below.first.look.bold
    lefts = [cell.left for cell in below.cells]
    shared = sum(any(abs(cell.left - left) < EDGE_NEAR for left in lefts) for cell in head.cells)
    dated = any(is_date_text(cell.text) for cell in below.cells)
    return strong and dated and len(texts) >= COLUMNS_MIN and shared == len(texts)


def _column(head: Row, cell: Cell) -> int:
    """The last column that begins left of a cell."""
    begun = [i for i, name in enumerate(head.cells) if name.left <= cell.left + EDGE_NEAR]
    return begun[-1] if begun else 0


def _records(head: Row, rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows of each entry: one begins where its date stands, in the column of the dates."""
    dated = [{_column(head, cell) for cell in row.cells if is_date_text(cell.text)} for row in rows]
    columns = [column for found in dated for column in found]
    if not columns:
        yield from ([row] for row in rows)
        return
    dates = max(set(columns), key=columns.count)
    starts = [i for i, found in enumerate(dated) if dates in found]
    for start, end in pairwise([0, *starts[1:], len(rows)]):
        yield list(rows[start:end])


def _entry(head: Row, record: Sequence[Row]) -> Iterator[Row]:
    """The cells of an entry by column, wrapped ones whole, then its lists."""
    columns: dict[int, list[Cell]] = defaultdict(list)
    text: list[Row] = []
    listed: set[int] = set()
    for row in record:
        body: list[Cell] = []
        for cell in row.cells:
            column = _column(head, cell)
            listed |= {column} if cell.sign else set()
            (body if column in listed else columns[column]).append(cell)
        if body:
            text.append(_row(row, body))
    named, unnamed = _named_cells(head, columns)
    if named:
        yield _row(record[0], named)
    yield from (_row(record[0], [cell]) for cell in unnamed)
    yield from text


def _named_cells(head: Row, columns: Mapping[int, Sequence[Cell]]) -> tuple[list[Cell], list[Cell]]:
    """The cells of the header, each behind the name of its column, and grades and the like."""
    named: list[Cell] = []
    rest: list[Cell] = []
    for column in sorted(columns):
        cells = columns[column]
        whole = replace(cells[0], span=reduce(join_spans, (cell.span for cell in cells)))
        kind = label_kind(head.cells[column].text)
        if kind in NAMED:
            named += [head.cells[column], whole]
        elif kind in (None, "dates"):
            named.append(whole)
        else:
            rest.append(whole)
    return named, rest


def _row(row: Row, cells: Sequence[Cell]) -> Row:
    numbered = tuple(replace(cell, index=index) for index, cell in enumerate(cells))
    return replace(row, cells=numbered)
