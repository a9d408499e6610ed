"""A table of a flow -> what it is for: data, records side by side, or columns of a page.

Word processors have one means for all three. What the table looks like tells them apart: a sidebar
and a text beside it are two columns, each read from top to bottom; a date beside its entry is read
row by row; and only what fills a grid is a table in the tree.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from apps.engine.document.flow_model import (
    FlowBlock,
    FlowBox,
    FlowCell,
    FlowParagraph,
    FlowRow,
    FlowTable,
)
from apps.engine.model import Style
from apps.engine.scoring import Feature, score

COLUMNS_MIN = 3.0  # headings on both sides, or long texts in one row
DATA_MIN = 2.0  # a grid with nothing against it
MANY_PARAGRAPHS = 4  # a text of its own
SIDE_PARAGRAPHS = 3  # beside a long text: more than the date and place of an entry
LONG_TEXT = 7  # paragraphs
FEW_ROWS = 2
SHORT_LINES = 2  # paragraphs of a label, a date or a place
SHORT_WORDS = 8
HEADING_WORDS = 5
MOSTLY = 0.6  # of the rows of a grid have text in several cells


@dataclass(frozen=True)
class Side:
    """A cell with the paragraphs that say something in it."""

    cell: FlowCell
    paragraphs: tuple[FlowParagraph, ...]

    @cached_property
    def holds_heading(self) -> bool:
        """A short line in a stronger look than the text, with text below it."""
        usual = _usual_style(self.paragraphs)
        return any(one.level is not None or _stands_out(one, usual) for one in self.paragraphs[:-1])

    @property
    def is_short(self) -> bool:
        words = sum(len(one.text.split()) for one in self.paragraphs)
        return len(self.paragraphs) <= SHORT_LINES and words <= SHORT_WORDS


def _usual_style(paragraphs: Sequence[FlowParagraph]) -> Style | None:
    weights: Counter[Style] = Counter()
    for paragraph in paragraphs:
        for run in paragraph.runs:
            weights[run.style] += len(run.text)
    return weights.most_common(1)[0][0] if weights else None


def _stands_out(paragraph: FlowParagraph, usual: Style | None) -> bool:
    if usual is None or len(paragraph.text.split()) > HEADING_WORDS or paragraph.label:
        return False
    style = _usual_style((paragraph,)) or usual
    capitals = paragraph.text.isupper() and len(paragraph.text.strip()) > HEADING_WORDS
    return (style.bold and not usual.bold) or style.size > usual.size + 0.5 or capitals


@dataclass(frozen=True)
class Candidate:
    """A row of a table whose cells may be columns of a page."""

    table: FlowTable
    row: FlowRow

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The cells with text."""
        found = (Side(cell, tuple(spoken(cell.blocks))) for cell in self.row.cells)
        return tuple(side for side in found if side.paragraphs)

    @cached_property
    def lengths(self) -> list[int]:
        return sorted(len(side.paragraphs) for side in self.sides)


def spoken(blocks: Sequence[FlowBlock]) -> Iterator[FlowParagraph]:
    """The paragraphs with visible text, those of inner tables and boxes too."""
    for block in blocks:
        if isinstance(block, FlowParagraph) and block.text.strip():
            yield block
        elif isinstance(block, FlowBox):
            yield from spoken(block.blocks)
        elif isinstance(block, FlowTable):
            for row in block.rows:
                for cell in row.cells:
                    yield from spoken(cell.blocks)


def _filled(row: FlowRow) -> int:
    return sum(any(True for _ in spoken(cell.blocks)) for cell in row.cells)


def has_few_rows(candidate: Candidate) -> bool:
    return sum(_filled(row) > 1 for row in candidate.table.rows) <= FEW_ROWS


def one_is_shaded(candidate: Candidate) -> bool:
    shaded = [side.cell.shaded for side in candidate.sides]
    return any(shaded) and not all(shaded)


def stands_beside_long_text(candidate: Candidate) -> bool:
    lengths = candidate.lengths
    return lengths[0] >= SIDE_PARAGRAPHS and lengths[-1] >= LONG_TEXT


COLUMNS: tuple[Feature[Candidate], ...] = (
    Feature("headings in two cells", +3, lambda c: sum(s.holds_heading for s in c.sides) > 1),
    Feature("two long texts", +2, lambda c: c.lengths[-2] >= MANY_PARAGRAPHS),
    Feature("several lines beside a long text", +2, stands_beside_long_text),
    Feature("few rows", +1, has_few_rows),
    Feature("one side shaded", +1, one_is_shaded),
    Feature("rules", -1, lambda c: c.table.ruled),
    Feature("named columns", -3, lambda c: any(row.is_header for row in c.table.rows)),
    Feature("a short side", -3, lambda c: any(side.is_short for side in c.sides)),
)


def are_columns(table: FlowTable, row: FlowRow) -> bool:
    """Whether the cells of a row are columns, each to be read from top to bottom."""
    candidate = Candidate(table, row)
    return len(candidate.sides) > 1 and score(candidate, COLUMNS).total >= COLUMNS_MIN


def is_grid(table: FlowTable) -> bool:
    """Most rows have text in several cells, and there are several."""
    rows = [count for row in table.rows if (count := _filled(row))]
    return len(rows) > 1 and sum(count > 1 for count in rows) >= MOSTLY * len(rows)


def _cells(table: FlowTable) -> Iterator[FlowCell]:
    return (cell for row in table.rows for cell in row.cells)


def _paragraphs(table: FlowTable) -> Iterator[FlowParagraph]:
    return (one for cell in _cells(table) for one in spoken(cell.blocks))


def has_one_line_cells(table: FlowTable) -> bool:
    return all(len(list(spoken(cell.blocks))) < 2 for cell in _cells(table))


def has_long_cells(table: FlowTable) -> bool:
    """Several paragraphs in a cell are an entry with its text."""
    return any(len(list(spoken(cell.blocks))) > SHORT_LINES for cell in _cells(table))


DATA: tuple[Feature[FlowTable], ...] = (
    Feature("a grid", +2, is_grid),
    Feature("named columns", +2, lambda t: len(t.rows) > 1 and t.rows[0].is_header),
    Feature("rules", +2, lambda t: t.ruled),
    Feature("one line in each cell", +1, has_one_line_cells),
    Feature("entries in cells", -2, has_long_cells),
    Feature("headings inside", -3, lambda t: any(p.level is not None for p in _paragraphs(t))),
    Feature("columns of a page", -4, lambda t: any(are_columns(t, row) for row in t.rows)),
)


def is_data(table: FlowTable) -> bool:
    """Whether a table is one in the tree."""
    return score(table, DATA).total >= DATA_MIN


def header_count(table: FlowTable) -> int:
    """How many rows name the columns: those of which the file says so, or a bold first one."""
    stated = 0
    for row in table.rows:
        if not row.is_header:
            break
        stated += 1
    if stated or len(table.rows) < 2:
        return min(stated, len(table.rows) - 1)
    first, *others = (_is_bold(row) for row in table.rows)
    return int(first and not any(others))


def _is_bold(row: FlowRow) -> bool:
    runs = [run for c in row.cells for one in spoken(c.blocks) for run in one.runs]
    return bool(runs) and all(run.style.bold for run in runs if run.text.strip())
