"""Header rows in, work, study and lists that stand there without a heading out."""

from collections.abc import Mapping, Sequence

from apps.engine.resume.contact import find_emails, find_links
from apps.engine.resume.dates import find_dates
from apps.engine.resume.degrees import degree_end
from apps.engine.resume.entries import Entry, find_entries
from apps.engine.resume.facts import read_facts
from apps.engine.resume.fitting import FITS
from apps.engine.resume.heading_signs import WIDE_SPACE
from apps.engine.resume.rows import Row

LISTS = ("languages", "skills")
RANGES_MIN = 1
"""One period of time with a text makes an entry."""


def split_headless(rows: Sequence[Row]) -> Mapping[str, tuple[Row, ...]]:
    """By kinds of sections: the header proper, work, study, and the lists below them."""
    start = _first_dated_block(rows)
    if start is None:
        return {"header": tuple(rows)}
    end, lists = _lists(rows, start)
    kept: dict[str, list[Row]] = {"experience": [], "education": []}
    for entry in find_entries(rows[start:end]):
        kind = "education" if _is_study(entry) else "experience"
        kept[kind].extend(fact.row for fact in (*entry.header, *entry.body))
    entries = {kind: tuple(found) for kind, found in kept.items()}
    return {"header": tuple(rows[:start]), **entries, **lists}


def _lists(rows: Sequence[Row], start: int) -> tuple[int, Mapping[str, tuple[Row, ...]]]:
    """Where languages and skills begin that stand below all entries, each behind a gap."""
    lists: dict[str, tuple[Row, ...]] = {}
    end = len(rows)
    for at in range(len(rows) - 1, start, -1):
        if find_dates(rows[at].text):
            break
        if rows[at].space <= WIDE_SPACE * rows[at].size:
            continue
        kind = next((kind for kind in LISTS if FITS[kind](rows[at:end])), None)
        if kind is None or kind in lists:
            break
        lists[kind] = tuple(rows[at:end])
        end = at
    return end, lists


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
    while start > first and _goes_with(rows[start - 1], rows[start], rows[dated[0]]):
        start -= 1
    return start


def _goes_with(above: Row, row: Row, dated: Row) -> bool:
    """In the block of the date, or with no gap between."""
    tight = above.line.page == row.line.page and row.space <= WIDE_SPACE * row.size
    return above.line.block == dated.line.block or tight


def _is_study(entry: Entry) -> bool:
    return any(degree_end(fact.text) is not None for fact in entry.header)
