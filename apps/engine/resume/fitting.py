"""The rows of a section in, the kinds of section that they fit out, whatever its heading says."""

from collections.abc import Callable, Mapping, Sequence

from apps.engine.resume.dates import find_dates
from apps.engine.resume.education import read_studies
from apps.engine.resume.experience import read_positions
from apps.engine.resume.facts import capital_share, words_of
from apps.engine.resume.languages import find_languages
from apps.engine.resume.rows import Row
from apps.engine.resume.signs import has_school_word, is_degree
from apps.engine.resume.skills import find_skills

SKILLS_MIN = 5
"""Fewer short items may be anything, hobbies for one."""
SKILL_WORDS = 3
MOST = 0.5
PROSE_WORDS = 8
"""Fewer words are no text about a person."""
PROSE_CAPITALS = 0.4
"""Of the longer words of a text."""


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


def holds_prose(rows: Sequence[Row]) -> bool:
    """Sentences without a date, a list or an address among them."""
    text = " ".join(row.text for row in rows)
    plain = all(row.first.sign is None and len(row.cells) == 1 for row in rows)
    sentences = plain and "@" not in text and text.endswith((".", "!"))
    return (
        sentences
        and len(words_of(text)) >= PROSE_WORDS
        and capital_share(text) < PROSE_CAPITALS
        and not any(date.last or date.present for date in find_dates(text))
    )


FITS: Mapping[str, Callable[[Sequence[Row]], bool]] = {
    "experience": holds_work,
    "education": holds_studies,
    "languages": holds_languages,
    "skills": holds_skills,
}
"""Kinds in the order they are looked for, with what tells them."""
ENTRIES = ("experience", "education")
"""The kinds with entries; a text about the person comes before them."""
