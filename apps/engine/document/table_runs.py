"""Text rows of a region -> the stretches of them that may be tables without any rules."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from apps.engine.document.gutters import is_strong
from apps.engine.document.table_atoms import extents, is_value
from apps.engine.document.table_columns import MIN_ROWS, TextRow, is_further_line
from apps.engine.document.table_frames import LONG_CELL
from apps.engine.geometry import median

WIDE_DROP = 1.4  # times the usual distance of rows: a blank between two tables
LINE = 1.6  # em between a header over several columns and the row below
WIDER_DROP = 1.15  # times the usual distance of rows: the blank above a heading
SAME_EDGE = 2.0  # points between the edges of texts in one column
MIN_STEPS, STEPS = 3, 0.6  # gaps at the same places: how many, and what share of them
MIN_HEADS = 3  # columns with bold headers: fewer may be a title and a date
FAR = 2.6  # em between rows: a table does not go on over a wider blank


def aligned_runs(rows: Sequence[TextRow]) -> Iterator[list[TextRow]]:
    """Rows in several pieces that follow each other, with single pieces between them."""
    if all(len(row) < 2 for row in rows):
        return  # as in running text
    run: list[TextRow] = []
    before: TextRow = ()
    for row, following in pairwise([*rows, ()]):
        between = run and len(following) > 1 and len(row[0].words) <= LONG_CELL
        if len(row) > 1 or (between and not _is_heading(row, run)):
            if run and run[-1][0].baseline - row[0].baseline > FAR * row[0].size:
                yield from _trimmed(run)
                run = []
            if not run and before and _may_open(before, row):
                run = [before]
            run.append(row)
        else:
            yield from _trimmed([*run, row] if is_further_line([*run, row]) else run)
            run = []
        before = row
    yield from _trimmed(run)


def _is_heading(row: TextRow, run: Sequence[TextRow]) -> bool:
    """Whether a row alone looks like a heading, and stands further from the rows above it."""
    drops = [a[0].baseline - b[0].baseline for a, b in pairwise(run)]
    styles = [s.style for r in run for s in r]
    wide = bool(drops) and run[-1][0].baseline - row[0].baseline > WIDER_DROP * median(drops)
    return wide and len(row) == 1 and is_strong(row[0], max(styles, key=styles.count))


def _may_open(row: TextRow, below: TextRow) -> bool:
    """Whether a row of one piece is close enough to be the first one of the rows below."""
    reach = FAR if _is_in_step(row, below) else LINE
    return row[0].baseline - below[0].baseline <= reach * below[0].size


def _is_in_step(row: TextRow, below: TextRow) -> bool:
    """Whether a row leaves gaps between its words where the row below does."""
    own = [span for s in row for span in extents(s)]
    edges = [edge for s in below for span in extents(s) for edge in span]
    met = sum(any(abs(edge - e) <= SAME_EDGE for edge in span for e in edges) for span in own)
    return len(own) >= MIN_STEPS and met >= STEPS * len(own)


def _trimmed(run: list[TextRow]) -> Iterator[list[TextRow]]:
    while run and len(run[0]) < 2 and not _is_over(run):
        run = run[1:]
    while run and len(run[-1]) < 2 and not is_further_line(run):
        run = run[:-1]
    for part in _at_headers(run) if run else ():
        if len(part) >= MIN_ROWS or is_headed(part):
            yield part


def is_headed(rows: Sequence[TextRow]) -> bool:
    """Whether the first row is bold and has a piece for each of three or more columns."""
    below = [s.style.bold for row in rows[1:] for s in row]
    bold = all(s.style.bold for s in rows[0]) and 2 * sum(below) < len(below)
    return bold and len(rows[0]) >= max(MIN_HEADS, *(len(row) for row in rows[1:]))


def _is_over(run: Sequence[TextRow]) -> bool:
    """Whether the first row is a short header over the columns right of the first one."""
    if len(run) > 1 and _is_in_step(run[0], run[1]):
        return True
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
