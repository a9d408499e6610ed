"""Text rows of a region -> the stretches of them that may be tables without any rules."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from apps.engine.document.table_atoms import is_value
from apps.engine.document.table_columns import MIN_ROWS, TextRow
from apps.engine.document.table_frames import LONG_CELL
from apps.engine.geometry import median

WIDE_DROP = 1.4  # times the usual distance of rows: a blank between two tables
LINE = 1.6  # em between a header over several columns and the row below
FAR = 2.6  # em between rows: a table does not go on over a wider blank


def aligned_runs(rows: Sequence[TextRow]) -> Iterator[list[TextRow]]:
    """Rows in several pieces that follow each other, with single pieces between them."""
    run: list[TextRow] = []
    before: TextRow = ()
    for row, following in pairwise([*rows, ()]):
        if len(row) > 1 or (run and len(following) > 1 and len(row[0].words) <= LONG_CELL):
            if run and run[-1][0].baseline - row[0].baseline > FAR * row[0].size:
                yield from _trimmed(run)
                run = []
            if not run and before and before[0].baseline - row[0].baseline <= LINE * row[0].size:
                run = [before]
            run.append(row)
        else:
            yield from _trimmed(run)
            run = []
        before = row
    yield from _trimmed(run)


def _trimmed(run: list[TextRow]) -> Iterator[list[TextRow]]:
    if len(run) < MIN_ROWS:
        return
    while run and len(run[0]) < 2 and not _is_over(run):
        run = run[1:]
    while run and len(run[-1]) < 2:
        run = run[:-1]
    for part in _at_headers(run):
        if len(part) >= MIN_ROWS:
            yield part


def _is_over(run: Sequence[TextRow]) -> bool:
    """Whether the first row is a short header over the columns right of the first one."""
    if len(run) < 2 or len(run[1]) < 3:
        return False
    head, below = run[0][0], run[1]
    return len(head.words) <= LONG_CELL and head.box.left >= below[0].box.right


def _at_headers(run: list[TextRow]) -> Iterator[list[TextRow]]:
    """The run, cut where a header opens a new table: after a wider blank, and without numbers."""
    drops = [a[0].baseline - b[0].baseline for a, b in pairwise(run)]
    usual = median(drops)
    start = 0
    for index in range(1, len(run) - 1):
        opens = drops[index - 1] > WIDE_DROP * usual and _is_over(run[index:])
        if opens and not any(is_value(s.text) for s in run[index]):
            yield run[start:index]
            start = index
    yield run[start:]
