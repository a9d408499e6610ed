"""Sections whose headings nobody knows in, their kinds by what stands in them out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from apps.engine.resume.education import read_studies
from apps.engine.resume.experience import read_positions
from apps.engine.resume.facts import words_of
from apps.engine.resume.languages import find_languages
from apps.engine.resume.rows import Row
from apps.engine.resume.sections import Section
from apps.engine.resume.signs import has_school_word, is_degree
from apps.engine.resume.skills import find_skills

SKILLS_MIN = 5
"""Fewer short items may be anything, hobbies for one."""
SKILL_WORDS = 3
MOST = 0.5


def name_unknown(sections: Sequence[Section]) -> tuple[Section, ...]:
    """A section under an unknown heading takes the first kind that fits it and is still missing."""
    missing = [kind for kind in FITS if not any(one.kind == kind and one.rows for one in sections)]
    named: list[Section] = []
    for section in sections:
        unknown = section.kind == "other" and section.heading is not None
        if unknown and not (section.heading and section.heading.known):
            kind = next((kind for kind in missing if FITS[kind](section.rows)), None)
            if kind is not None:
                missing.remove(kind)
                section = replace(section, kind=kind)
        named.append(section)
    return tuple(named)


def holds_work(rows: Sequence[Row]) -> bool:
    """Titles and employers with their dates, and no degrees."""
    positions = read_positions(rows)
    whole = [one for one in positions if one.title and one.company and one.period]
    study = any(one.title and is_degree(one.title.value) for one in positions)
    return bool(whole) and len(whole) > MOST * len(positions) and not study


def holds_studies(rows: Sequence[Row]) -> bool:
    """Degrees with their schools."""
    return any(
        one.degree and one.institution and has_school_word(one.institution.value)
        for one in read_studies(rows)
        if one.degree is None or is_degree(one.degree.value)
    )


def holds_languages(rows: Sequence[Row]) -> bool:
    """A row has languages, and none has more words than their names and levels."""
    found = find_languages(rows)
    words = sum(len(words_of(row.text)) for row in rows)
    return len(found) > 1 and words <= SKILL_WORDS * len(found)


def holds_skills(rows: Sequence[Row]) -> bool:
    """Many short items."""
    found = find_skills(rows)
    short = [one for one in found if len(words_of(one.value)) <= SKILL_WORDS]
    words = sum(len(words_of(row.text)) for row in rows)
    return (
        len(short) >= SKILLS_MIN and sum(len(words_of(one.value)) for one in short) > MOST * words
    )


FITS: Mapping[str, Callable[[Sequence[Row]], bool]] = {
    "experience": holds_work,
    "education": holds_studies,
    "languages": holds_languages,
    "skills": holds_skills,
}
"""Kinds in the order they are looked for, with what tells them."""
