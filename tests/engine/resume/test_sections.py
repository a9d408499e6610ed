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

## Out and About
Mentor at a coding club

## Languages
English
"""


def test_a_heading_may_be_known_by_its_look_alone() -> None:
    assert kinds(UNKNOWN) == ["experience", "skills", "other", "languages"]


FEW_KNOWN = """
# Ada Lunde

## Skills
Python

## {0}
**Engineer**, Fjord AB || 2019 – 2021

## Education
Oslo

## Languages
English

## On the Water
Sailing

## Under the Sun
Maps

## Far from Home
Nepal
"""


@pytest.mark.parametrize(("heading", "found"), [("Executive Career", 7), ("Career Coach", 3)])
def test_a_word_of_a_position_before_that_of_a_heading_makes_no_title(
    heading: str, found: int
) -> None:
    assert len(kinds(FEW_KNOWN.format(heading))) == found


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


SMALL = "# Ada Lunde\n\n## {0}\nText.\n\n## {1}\nMore text.\n\n## {2}\n{text}\n\n## {3}\nIt."


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (("employment", "kit bag", "education", "awards"), 4),
        (("Employment", "kit bag", "Education", "Awards"), 3),
        (("employment", "Kit Bag", "Education", "awards"), 4),
    ],
)
def test_headings_may_all_be_in_small_letters(headings: tuple[str, ...], found: int) -> None:
    assert len(kinds(SMALL.format(*headings, text=TEXT))) == found


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


def with_headings(*headings: str, mark: str = "## ") -> str:
    """A page with these headings, each above a text."""
    return "# Ada Lunde\n\n" + "\n\n".join(f"{mark}{one}\n{TEXT}" for one in headings)


WRITTEN = [
    (("1. Experience", "2. Far From Home", "3. Education", "4. Skills"), "## "),
    (("I Experience", "II Far From Home", "III Education", "IV Skills"), "## "),
    (("=== Experience ===", "=== Far From Home ===", "=== Education ===", "=== Skills ==="), "## "),
]


@pytest.mark.parametrize(("headings", "mark"), WRITTEN)
def test_numbers_and_signs_are_no_part_of_headings(headings: tuple[str, ...], mark: str) -> None:
    assert kinds(with_headings(*headings, mark=mark)) == [
        "experience",
        "other",
        "education",
        "skills",
    ]


NUMBERED = [
    ("2019 Experience", "Education", "Skills"),
    ("A Friend in Need", "Education", "Skills"),
    ("3 Wishes", "Education", "Skills", "Languages"),
]


@pytest.mark.parametrize("headings", NUMBERED)
def test_a_number_alone_makes_no_heading(headings: tuple[str, ...]) -> None:
    assert kinds(with_headings(*headings))[-2:] == [
        known_headings()[heading_key(one)] for one in headings[-2:]
    ]


PLAIN = """
ada.lunde@example.com
Ada Lunde

Experience

Engineer, Fjord AB, Oslo, 2019 – 2021. Built bridges for trains and for people on foot.

Far From Home

Two winters on the ice with a crew of nine people and far too many dogs.

Education

A degree in bridges that was long and cold and worth it in the end.

Skills

Welding, Surveying

Languages

Norwegian and English, both of them well enough for a long dispute.
"""


def test_headings_in_the_type_of_the_text_stand_between_gaps() -> None:
    assert kinds(PLAIN) == ["experience", "other", "education", "skills", "languages"]


NOT_BETWEEN_GAPS = [
    PLAIN.replace("Far From Home\n\n", "Far From Home\n"),
    PLAIN.replace("Far From Home", "Chess, Cycling"),
    PLAIN.replace("Far From Home", "It was far from home."),
    PLAIN.replace("Far From Home", "Senior Engineer"),
]


@pytest.mark.parametrize("text", NOT_BETWEEN_GAPS)
def test_other_short_rows_are_no_headings(text: str) -> None:
    assert kinds(text) == ["experience", "education", "skills", "languages"]


SAME_LOOK = """
# Ada Lunde

## Skills
Welding

## {first}
Fjord AB, Oslo, 2019 – 2021

## Education
Oslo

## {second}
Bridge Institute, Oslo, 2015 – 2019

## Languages
English
"""


def test_below_skills_a_dated_row_begins_a_section_below_studies_it_is_an_entry() -> None:
    text = SAME_LOOK.format(first="Years on the Ice", second="Steel and Stone")
    assert kinds(text) == ["skills", "other", "education", "languages"]


def test_the_name_may_look_like_the_headings() -> None:
    text = """
## ADA LUNDE
ada.lunde@example.com

## EXPERIENCE
Engineer, Fjord AB, 2019 – 2021

## EDUCATION
Oslo

## SKILLS
Welding
"""
    assert kinds(text) == ["experience", "education", "skills"]


@pytest.mark.parametrize("name", ["Ada Lunde, Project Manager", "Ada Lunde (Software Tester)"])
def test_words_of_a_heading_behind_a_name_make_none(name: str) -> None:
    text = f"# {name}\nada.lunde@example.com\n\n## Experience\nEngineer, Fjord AB, 2019 – 2021"
    assert kinds(text) == ["experience"]
