"""Rows in, sections out: what stands under which heading, and what stands above all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from apps.engine.resume.columns import is_page_number
from apps.engine.resume.heading_signs import Heading
from apps.engine.resume.heading_words import heading_key, known_headings
from apps.engine.resume.headings import find_headings
from apps.engine.resume.rows import Cell, Row

HEADER = "header"
"""The kind of what stands above the first heading: name, headline, contact."""
CLOSING = "closing"
"""The kind of what ends a letter: place, day and signature."""
SECTIONS = (
    "summary",
    "skills",
    "experience",
    "education",
    "projects",
    "certifications",
    "awards",
    "publications",
    "languages",
    "volunteering",
    "other",
)
"""The keys of `resume.sections`, in their order."""
TITLE_STEP = 2.0
"""Points: a name is this much larger than the largest heading before its size counts."""
BESIDE_NEAR = 60.0
"""Points: a column's text begins about where its heading does, which may be centred."""
SAME_COLUMN = 0.5
"""Of the narrower of two rows that must overlap across a page break."""
COLUMN_NEAR = 12.0
"""Points: how far the left edges of one column may differ from page to page."""


@dataclass(frozen=True)
class Section:
    """The rows under one heading."""

    kind: str
    heading: Heading | None
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Part:
    """A section being filled, and the region it was opened in."""

    kind: str
    heading: Heading | None
    rows: list[Row]
    left: float
    page: int


def raise_rail_headings(rows: Sequence[Row], headings: Sequence[Heading]) -> tuple[Row, ...]:
    """Labels left of their texts come before them, wherever the reading order has put them."""
    labels = {id(rows[heading.row]) for heading in headings}
    order = _sorted_regions(rows, labels)
    for row in [row for row in order if id(row) in labels]:
        at = next(index for index, one in enumerate(order) if one is row)
        while at > 0 and _is_beside(order[at - 1], row):
            order[at - 1], order[at] = order[at], order[at - 1]
            at -= 1
    return tuple(order)


def _sorted_regions(rows: Sequence[Row], labels: set[int]) -> list[Row]:
    """Regions in which labels stand together, apart from their texts, from top to bottom."""
    order: list[Row] = []
    for _, group in groupby(rows, key=lambda row: row.line.page):
        for run in _torn_runs(list(group), labels):
            if _is_torn(run, labels):
                run.sort(key=lambda row: -(row.line.box.top + row.size * (id(row) in labels)))
            order.extend(run)
    return order


def _torn_runs(page: Sequence[Row], labels: set[int]) -> Iterator[list[Row]]:
    """The rows of a page by region; a region that ends with labels goes with its texts."""
    run: list[Row] = []
    for row in page:
        if run and row.line.region != run[-1].line.region and not _tears(run[-1], row, labels):
            yield run
            run = []
        run.append(row)
    yield run


def _is_torn(run: Sequence[Row], labels: set[int]) -> bool:
    """The text climbs again after a label, or a label after its text."""
    return any(_tears(one, two, labels) or _lags(one, two, labels) for one, two in pairwise(run))


def _tears(one: Row, two: Row, labels: set[int]) -> bool:
    climbs = two.line.box.top > one.line.box.top + one.size
    return id(one) in labels and climbs and two.line.box.left > one.line.box.right


def _lags(one: Row, two: Row, labels: set[int]) -> bool:
    climbs = two.line.box.top > one.line.box.top + one.size
    return id(two) in labels and climbs and two.line.box.right < one.line.box.left


def _is_beside(above: Row, label: Row) -> bool:
    one, other = above.line.box, label.line.box
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    same_page = above.line.page == label.line.page
    apart = above.first.left > label.cells[-1].right or above.cells[-1].right < label.first.left
    return same_page and overlap > 0 and apart


def find_sections(rows: Sequence[Row]) -> tuple[Section, ...]:
    """All rows in sections, in the order of their headings."""
    headings = find_headings(rows)
    raised = raise_rail_headings(rows, headings)
    if any(one is not two for one, two in zip(rows, raised, strict=True)):
        rows, headings = raised, find_headings(raised)
    by_row = {heading.row: heading for heading in headings}
    title = _title_size(rows, headings)
    parts = [_Part(HEADER, None, [], 0.0, 0)]
    current = parts[0]
    skip = 0
    before: Row | None = None
    for index, row in enumerate(rows):
        heading = by_row.get(index)
        if heading is not None:
            parts.extend(_beside_heading(row, heading))
            current = _Part(heading.kind, heading, [], row.first.left, row.line.page)
            parts.append(current)
            skip = heading.rows
        elif row.size >= title and row.line.page == rows[0].line.page:
            current = parts[0]
        elif before is not None and row.line.region != before.line.region:
            current = _continued(parts, current, row, before)
        rest = row if skip <= 0 else _without_heading(row, current.heading)
        skip -= 1
        if rest is not None and not is_page_number(rest):
            current.rows.append(rest)
        before = row
    return tuple(Section(part.kind, part.heading, tuple(part.rows)) for part in parts)


def _title_size(rows: Sequence[Row], headings: Sequence[Heading]) -> float:
    """The size only the name has: text as large as that belongs to the header wherever it is."""
    shown = [heading.cell.look.size for heading in headings] or [0.0]
    taken = {heading.row for heading in headings}
    largest = max((row.size for i, row in enumerate(rows) if i not in taken), default=0.0)
    return largest if largest > max(shown) + TITLE_STEP else float("inf")


def _without_heading(row: Row, heading: Heading | None) -> Row | None:
    parts = [part.text for part in heading.cell.span.parts] if heading else []
    parts += [heading.cell.text] if heading else []
    rest = [c for c in row.cells[1:] if not _is_like(c, row.first) and c.text not in parts]
    if not rest:
        return None
    return replace(row, cells=tuple(replace(cell, index=i) for i, cell in enumerate(rest)))


def _is_like(cell: Cell, heading: Cell) -> bool:
    """Another heading on the row of a heading."""
    return cell.look == heading.look and heading_key(cell.text) in known_headings()


def _beside_heading(row: Row, heading: Heading) -> Iterator[_Part]:
    """ "ABOUT" and "CONTACT" on one row open the sections of two columns."""
    for cell in row.cells[1:]:
        kind = known_headings().get(heading_key(cell.text))
        if kind is not None and cell.look == heading.cell.look:
            yield _Part(
                kind, replace(heading, cell=cell, text=cell.text), [], cell.left, row.line.page
            )


def _continued(parts: Sequence[_Part], current: _Part, row: Row, before: Row) -> _Part:
    """Which section a new region goes on with when no heading opens it."""
    if current.heading is not None and not current.rows:
        return current  # its heading was the last row of the page
    for part in parts:
        beside = part.heading is not None and part.heading.cell.index > 0 and not part.rows
        if beside and abs(part.left - row.first.left) <= BESIDE_NEAR:
            return part
    if row.line.page == before.line.page:
        climbs = row.line.box.top > before.line.box.top
        return parts[0] if climbs and _is_first(parts, row) else current
    if current.rows and _overlap(current.rows[-1], row) >= SAME_COLUMN:
        return current
    return next((part for part in reversed(parts) if _reaches(part, row)), current)


def _reaches(part: _Part, row: Row) -> bool:
    """The section stood in this column on the page before."""
    if not part.rows or part.rows[-1].line.page < row.line.page - 1:
        return False
    lefts = (part.rows[-1].first.left, part.left)
    return min(abs(left - row.first.left) for left in lefts) <= COLUMN_NEAR


def _overlap(one: Row, other: Row) -> float:
    """How much of the narrower row stands above or below the other one."""
    first, second = one.line.box, other.line.box
    shared = min(first.right, second.right) - max(first.left, second.left)
    return shared / max(1.0, min(first.width, second.width))


def _is_first(parts: Sequence[_Part], row: Row) -> bool:
    """The top of another column on the first page: the name stands there, if not yet seen."""
    first_page = all(part.page <= row.line.page for part in parts) and row.line.page == min(
        (part.page for part in parts[1:]), default=row.line.page
    )
    seen = max((one.size for one in parts[0].rows), default=0.0)
    return first_page and row.size > seen
