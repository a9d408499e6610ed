"""Headings and sections: by words, by looks, and what is none."""

import pytest

from apps.engine.resume import extract
from apps.engine.resume.columns import split_columns
from apps.engine.resume.heading_words import heading_key, known_headings
from apps.engine.resume.headings import find_headings
from apps.engine.resume.rows import Row, make_rows
from apps.engine.resume.sections import find_sections
from tests.engine.resume.conftest import TODAY, draw


def rows(text: str) -> tuple[Row, ...]:
    return split_columns(make_rows(draw(text).lines))


def kinds(text: str) -> list[str]:
    return [heading.kind for heading in find_headings(rows(text))]


KNOWN = [
    ("Professional Experience", "experience"),
    ("EMPLOYMENT HISTORY", "experience"),
    ("Skills & Areas of Expertise", "skills"),
    ("Beruflicher Werdegang", "experience"),
    ("Parcours professionnel", "experience"),
    ("Experiencia laboral", "experience"),
    ("Formação académica", "education"),
    ("Istruzione e formazione", "education"),
    ("Opleidingen", "education"),
    ("Centres d'intérêt", "other"),
    ("Ehrenamtliche Tätigkeit", "volunteering"),
    ("Wykształcenie", "education"),
    ("Arbetslivserfarenhet", "experience"),
    ("Curriculum Vitae", "title"),
    ("Top Skills", "skills"),
]


TEXT = "Some text below the heading, long enough to be the text of the page."


@pytest.mark.parametrize(("text", "kind"), KNOWN)
def test_knows_headings(text: str, kind: str) -> None:
    key = heading_key(text)
    found = known_headings().get(key)
    assert (found or kinds(f"# Ada Lunde\n\n## {text}\n{TEXT}")[0]) == kind


LETTERS = "# Ada Lunde\n\n## E D U C A T I O N\nOslo\n\n## S KILLS\nPython\n\n## LANGUAGES\nEnglish"


def test_reads_letter_spaced_and_torn_headings() -> None:
    assert kinds(LETTERS) == ["education", "skills", "languages"]


UNKNOWN = """
# Ada Lunde

## Experience
**Engineer**, Fjord AB || 2019 – 2021

## Skills
Python

## Giving Back
Mentor at a coding club

## Languages
English
"""


def test_a_heading_may_be_known_by_its_look_alone() -> None:
    assert kinds(UNKNOWN) == ["experience", "skills", "other", "languages"]


NO_HEADINGS = [
    "**Languages:** Python, SQL",
    "Senior Software Engineer",
    "Worked on the education of new colleagues.",
    "• Skills transfer to the new team",
    "2019 Experience",
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_leaves_other_lines_alone(line: str) -> None:
    text = f"# Ada Lunde\n\n## Experience\n{line}\n\n## Education\nOslo\n\n## Skills\nPython"
    assert kinds(text) == ["experience", "education", "skills"]


RAIL = """
# Ada Lunde

SUMMARY || Builds things that last and likes to explain them to others.
EXPERIENCE || Engineer, Fjord AB
 || Oslo, 2019 – 2021
SKILLS || Python, SQL
"""


def test_labels_left_of_their_texts_open_sections() -> None:
    found = [(section.kind, len(section.rows)) for section in find_sections(rows(RAIL))]
    assert found == [("header", 1), ("summary", 1), ("experience", 2), ("skills", 1)]


def test_what_stands_above_the_first_heading_is_the_header() -> None:
    sections = find_sections(rows("# Ada Lunde\nOslo, Norway\n\n## Skills\nPython"))
    assert [section.kind for section in sections] == ["header", "skills"]
    assert [row.text for row in sections[0].rows] == ["Ada Lunde", "Oslo, Norway"]


GLANCE = f"""
# Ada Lunde

## Profile
{TEXT}

## Skills
Python

## Languages
English

## Results at a Glance
Orders complete || 88 92
Stock turns || 4.1 4.8
"""


def test_a_table_of_figures_is_no_summary() -> None:
    texts = extract(draw(GLANCE), TODAY).resume["sections"]
    assert isinstance(texts, dict)
    assert texts["summary"] == TEXT
    assert str(texts["other"]).startswith("Orders complete")
