"""What education entries say beside school, degree and field."""

from typing import Any, cast

import pytest

from apps.engine.resume import extract
from tests.engine.resume.conftest import TODAY, draw

HEAD = "# Ada Lunde\nada@lunde.example.no\n\n"
FIRST = """
## Education
**Master of Science, Physics** || 2011 – 2013
University of Oslo, Oslo, Norway
Thesis on the recovery of distributed logs after partial failure.
"""
SECOND = """
**Bachelor of Science, Mathematics** || 2007 – 2011
Lunde University, Bergen, Norway
Minor in Music. Graduated magna cum laude.
"""
QUALIFICATIONS = """
## Qualifications
2016: Certificate III, Electrician, Gordon Institute
2011: VCE, Fjord High School

## Languages
English
"""


def education(text: str) -> list[dict[str, Any]]:
    resume = extract(draw(HEAD + text), TODAY).resume
    return cast("list[dict[str, Any]]", resume["education"])


def test_no_line_of_an_entry_vanishes() -> None:
    assert [one["description"] for one in education(FIRST + SECOND)] == [
        "Thesis on the recovery of distributed logs after partial failure.",
        "Minor in Music. Graduated magna cum laude.",
    ]


@pytest.mark.parametrize(("degree", "index"), [("Certificate III", 0), ("VCE", 1)])
def test_qualifications_with_schools_and_dates_are_studies(degree: str, index: int) -> None:
    assert education(QUALIFICATIONS)[index]["degree"] == degree


def test_studies_without_dates_begin_at_their_degrees() -> None:
    text = "## Education\n**MBA**, Fjord University\n**BBA**, Lunde College"
    assert [one["institution"] for one in education(text)] == ["Fjord University", "Lunde College"]


def test_a_grade_on_the_row_of_the_degree_is_kept() -> None:
    text = "## Education\n**MSc in Physics, GPA 1.4** || 2011 – 2013\nFjord University, Oslo"
    (found,) = education(text)
    assert (found["degree"], found["field"], found["description"]) == ("MSc", "Physics", "GPA 1.4")


@pytest.mark.parametrize(
    ("text", "school", "place"),
    [
        ("Fjord Academy, Oslo (part-time)", "Fjord Academy", "Oslo"),
        ("Fjord Academy (evening classes)", "Fjord Academy (evening classes)", None),
        ("Fjord Academy, Ada, OK. Trade Certificate", "Fjord Academy", "Ada, OK"),
        ("St. Olav Academy, Oslo. Trade Certificate", "St. Olav Academy", "Oslo"),
    ],
)
def test_what_stands_behind_the_place_is_no_part_of_it(
    text: str, school: str, place: str | None
) -> None:
    (found,) = education(f"## Education\n**MSc in Physics** || 2011 – 2013\n{text}")
    assert (found["institution"], found["location"]) == (school, place)


def test_a_remark_in_brackets_is_no_field() -> None:
    (found,) = education("## Education\n2010 – 2014 || HBO-V, Fjord Academy, Oslo (with honours)")
    assert (found["degree"], found["field"], found["location"]) == ("HBO-V", None, "Oslo")
