"""Headings known by nothing but their place in, those out below which a section stands.

Where a document's headings share no look that known words vouch for, rows in one look that stand
apart may be its headings ("Hello", "Jobs so far"): what stands below them tells.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from apps.engine.resume.contact import find_emails
from apps.engine.resume.fitting import ENTRIES, FITS, holds_prose
from apps.engine.resume.heading_looks import is_dated, may_head, names_person
from apps.engine.resume.heading_signs import (
    Candidate,
    Heading,
    Shape,
    has_space_above,
    is_plain,
    stands_apart,
)
from apps.engine.resume.places import place_score
from apps.engine.resume.rows import Row
from apps.engine.resume.signs import is_organisation
from apps.engine.resume.vocabulary.load import fold

KINDS_MIN = 2
"""Kinds of sections below rows of one look before it is that of headings."""
TOLD_SHARE = 0.5
"""Of the rows in that look: those that are known or have a section below."""
NAME_LETTERS = 3
"""A shorter word of a name stands in many an address."""
BECAUSE = ("stands apart", "a section below")


def told_headings(
    candidates: Sequence[Candidate], known: Sequence[Heading], rows: Sequence[Row]
) -> tuple[Heading, ...]:
    """The known headings and those that stand like them above sections, in their order."""
    taken = {heading.row for heading in known}
    mailbox = " ".join(fold(email.value.split("@")[0]) for email in find_emails(rows))
    shapes: dict[Shape, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.row in taken or _may_open(candidate, rows, mailbox):
            shapes[candidate.shape].append(candidate)
    found = list(known)
    for alike in shapes.values():
        found += _told(alike, known, rows)
    return tuple(sorted(found, key=lambda heading: heading.row))


def _may_open(candidate: Candidate, rows: Sequence[Row], mailbox: str) -> bool:
    """Short, alone, apart, and nothing else that stands so: a name, a place, an address."""
    apart = stands_apart(candidate) if is_plain(candidate) else has_space_above(candidate)
    if not apart or not candidate.alone or not may_head(candidate) or candidate.cell.sign:
        return False
    names = any(
        len(word) >= NAME_LETTERS and word in mailbox for word in fold(candidate.text).split()
    )
    person = names or names_person(candidate, rows)
    return not person and place_score(candidate.text) <= 0 and "@" not in candidate.text


def _told(
    alike: Sequence[Candidate], known: Sequence[Heading], rows: Sequence[Row]
) -> Iterator[Heading]:
    """The candidates of one look as headings, if enough of them have sections below."""
    taken = {heading.row: heading.kind for heading in known}
    ends = sorted({*taken, *(one.row for one in alike)})
    below = dict(pairwise([*ends, len(rows)]))
    told: dict[int, str | None] = {}
    for one in alike:
        contents = rows[one.row + one.rows : below[one.row]]
        told[one.row] = taken.get(one.row) or _kind_of(contents, set(told.values()))
    if not _are_headings(told, taken):
        return
    first = min(row for row, kind in told.items() if kind is not None)
    for one in alike:
        kind = told[one.row]
        empty = below[one.row] <= one.row + one.rows
        doubtful = kind is None and (one.row < first or is_dated(one, rows))
        entry = kind is not None and kind == _kind_above(one.row, told) and _names_entry(one)
        if one.row not in taken and not (empty or doubtful or entry):
            is_known = kind is not None
            yield Heading(one.row, one.cell, one.text, kind or "other", is_known, one.rows, BECAUSE)


def _are_headings(told: Mapping[int, str | None], taken: Mapping[int, str]) -> bool:
    """Most rows of a look have a section below, of several kinds, and some words are unknown."""
    sure = {row: kind for row, kind in told.items() if kind is not None}
    kinds = set(sure.values())
    several = len(kinds) >= KINDS_MIN and not kinds.isdisjoint(ENTRIES)
    return several and len(sure) >= TOLD_SHARE * len(told) and not sure.keys() <= taken.keys()


def _names_entry(candidate: Candidate) -> bool:
    """In the type of the text, or with a word of a firm: an employer above its entry."""
    return is_plain(candidate) or is_organisation(candidate.text)


def _kind_above(row: int, told: Mapping[int, str | None]) -> str | None:
    """What stands below the last heading above that is sure."""
    return next((told[one] for one in sorted(told, reverse=True) if one < row and told[one]), None)


def _kind_of(rows: Sequence[Row], above: set[str | None]) -> str | None:
    if not rows:
        return None
    kind = next((kind for kind, fits in FITS.items() if fits(rows)), None)
    if kind is None and not above & {"summary", *ENTRIES} and holds_prose(rows):
        return "summary"
    return kind
