"""Rows in, rows out: a heading before its text on one row ("SKILLS: Welding") stands above it.

Labels inside sections look the same ("Languages: Java, Go"), so such a heading must look like those
that stand alone, come only once, and begin below a gap and not among skills.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from apps.engine.resume.heading_signs import WIDE_SPACE
from apps.engine.resume.heading_words import heading_key, known_headings
from apps.engine.resume.rows import Cell, Look, Row, look_of

LABEL_LETTERS = 40
"""A longer text before a colon is no heading."""
LABELS_MIN = 3
"""Kinds of such headings where none stands alone."""
NEVER = ("title", "contact")
"""Kinds that are no sections."""


def part_label_headings(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, each heading that stands before its text on a row of its own."""
    labels = {index: label for index, row in enumerate(rows) if (label := _label(row)) is not None}
    if not labels:
        return tuple(rows)
    alone = {index: kind for index, row in enumerate(rows) if (kind := _lone_kind(row))}
    looks = {rows[index].first.look for index in alone}
    counts = Counter(heading_key(label.text) for label in labels.values())
    kinds = {known_headings()[key] for key in counts}
    chosen: set[int] = set()
    for index, label in labels.items():
        once = counts[heading_key(label.text)] == 1
        alike = label.look in looks if looks else _stands_out(label, rows[index], kinds)
        opens = index - 1 in chosen or _opens(rows[index], index)
        if once and alike and opens and _kind_above(alone, index) != "skills":
            chosen.add(index)
    return tuple(
        part
        for index, row in enumerate(rows)
        for part in (_parts(row, labels[index]) if index in chosen else (row,))
    )


def _label(row: Row) -> Cell | None:
    """The known heading before the first colon of a row, with something behind it."""
    cell = row.first
    at = cell.text.find(":", 0, LABEL_LETTERS)
    if at < 0 or cell.sign is not None or (at == len(cell.text) - 1 and len(row.cells) == 1):
        return None
    if known_headings().get(heading_key(cell.text[:at]), NEVER[0]) in NEVER:
        return None
    return replace(cell, span=cell.span.cut(0, at))


def _lone_kind(row: Row) -> str | None:
    if len(row.cells) > 1 or len(row.text) > LABEL_LETTERS:
        return None
    kind = known_headings().get(heading_key(row.text))
    return None if kind in NEVER else kind


def _stands_out(label: Cell, row: Row, kinds: set[str]) -> bool:
    """Bold or capitals before plain text, in a document that has several of them."""
    rest: Look = look_of(row.cells[-1].span.cut(len(label.text) + 1, len(row.cells[-1].text)))
    bold = label.look.bold and not rest.bold
    return len(kinds) >= LABELS_MIN and (bold or (label.look.caps and not rest.caps))


def _opens(row: Row, index: int) -> bool:
    return index == 0 or row.space > WIDE_SPACE * row.size


def _kind_above(alone: dict[int, str], index: int) -> str | None:
    above = [at for at in alone if at < index]
    return alone[above[-1]] if above else None


def _parts(row: Row, label: Cell) -> Iterator[Row]:
    yield replace(row, cells=(label,))
    cell = row.first
    cells = row.cells[1:]
    if len(label.text) + 1 < len(cell.text):
        cells = (replace(cell, span=cell.span.cut(len(label.text) + 1, len(cell.text))), *cells)
    numbered = tuple(replace(one, index=index) for index, one in enumerate(cells))
    yield replace(row, cells=numbered, space=0.0)
