"""Header rows in, work and study that stand there without a heading out."""

from collections.abc import Sequence

from apps.engine.resume.contact import find_emails, find_links
from apps.engine.resume.degrees import degree_end
from apps.engine.resume.entries import Entry, find_entries
from apps.engine.resume.facts import read_facts
from apps.engine.resume.rows import Row

RANGES_MIN = 1
"""One period of time with a text makes an entry."""


def split_headless(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Row, ...]]:
    """The header proper, the rows of work, the rows of study."""
    start = _first_dated_block(rows)
    if start is None:
        return tuple(rows), (), ()
    work: list[Row] = []
    study: list[Row] = []
    for entry in find_entries(rows[start:]):
        kept = study if _is_study(entry) else work
        kept.extend(fact.row for fact in (*entry.header, *entry.body))
    return tuple(rows[:start]), tuple(work), tuple(study)


def _first_dated_block(rows: Sequence[Row]) -> int | None:
    """Behind the last address, at the block of the first period of time."""
    contact = [i for i, row in enumerate(rows) if find_emails((row,)) or find_links((row,))]
    first = contact[-1] + 1 if contact else 1
    facts = read_facts(rows)
    dated = [
        index
        for index in range(first, len(rows))
        if (date := facts[index].dated) is not None and date.date.is_range
    ]
    if len(dated) < RANGES_MIN:
        return None
    start = dated[0]
    while start > first and rows[start - 1].line.block == rows[dated[0]].line.block:
        start -= 1
    return start


def _is_study(entry: Entry) -> bool:
    return any(degree_end(fact.text) is not None for fact in entry.header)
