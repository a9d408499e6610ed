"""Sections in, sections out: a name below a list, not above all headings, opens the header there.

Exports of profiles put contact, skills and languages of a sidebar before the person's name.
"""

from collections.abc import Sequence
from dataclasses import replace

from apps.engine.resume.contact import find_emails, find_links
from apps.engine.resume.heading_signs import WIDE_SPACE
from apps.engine.resume.rows import Row
from apps.engine.resume.sections import HEADER, Section
from apps.engine.resume.vocabulary.load import fold

LISTS = ("contact", "skills", "languages", "certifications", "awards", "publications", "other")
"""Kinds of sections a sidebar has."""
NAME_WORDS = range(2, 6)
NAMED = 2
"""Words of a name that the addresses must have."""
LETTERS = 3
"""Shorter words stand in many an address."""


def with_introduction(sections: Sequence[Section]) -> tuple[Section, ...]:
    """What stands from the name on is the header, if nothing else is."""
    if any(section.kind == HEADER and section.rows for section in sections):
        return tuple(sections)
    addresses = _addresses([row for section in sections for row in section.rows])
    for index, section in enumerate(sections):
        if section.kind not in LISTS:
            continue
        for at, row in enumerate(section.rows):
            if at and row.space > WIDE_SPACE * row.size and _is_named(row, addresses):
                header = Section(HEADER, None, section.rows[at:])
                rest = replace(section, rows=section.rows[:at])
                return (header, *sections[:index], rest, *sections[index + 1 :])
    return tuple(sections)


def _addresses(rows: Sequence[Row]) -> str:
    found = find_emails(rows)
    links = (link.value[1] for link in find_links(rows, found))
    addresses = (*(email.value for email in found), *links)
    return " ".join(fold(address).replace(" ", "") for address in addresses)


def _is_named(row: Row, addresses: str) -> bool:
    """Words of a name, two of which the addresses have."""
    words = row.text.split()
    if len(words) not in NAME_WORDS or row.first.sign or "@" in row.text or "/" in row.text:
        return False
    known = [word for word in words if len(word) >= LETTERS and fold(word) in addresses]
    return len(known) >= NAMED and all(word[0].isupper() for word in known)
