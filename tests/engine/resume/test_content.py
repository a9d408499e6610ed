"""Headings nobody listed: what looks like the others is one, and its content tells its kind."""

from typing import Any, cast

import pytest

from apps.engine.resume import extract
from tests.engine.resume.conftest import TODAY, draw

DOCUMENT = """
# Ada Lunde
ada@example.com

## Summary
Editor of maps.

## {heading}
{rows}

## Education
**BA**, University of Oslo, Oslo || 2010 – 2013

## References
On request.

## Certificates & Licences
Driving licence, 2009
"""
JOBS = (
    "**Editor**, Fjord AB, Oslo || 2019 – 2021\n• Wrote\n"
    "**Clerk**, Lunde AB, Bergen || 2015 – 2019\n• Filed"
)
KINDS = [
    ("Przebieg drogi", JOBS, "experience"),
    ("Mina verktyg", "Python, SQL, Excel, Maps, Indesign, Photoshop", "skills"),
    ("Mina tungor", "Norwegian (native), English (C1), German (B1)", "languages"),
    ("My little shop", "A small shop with a large window, open on Sundays.", "other"),
    ("Rare words", "Sailing, Chess", "other"),
    ("My career so far", JOBS, "experience"),
]


@pytest.mark.parametrize(("heading", "rows", "kind"), KINDS)
def test_the_content_tells_the_kind(heading: str, rows: str, kind: str) -> None:
    resume = extract(draw(DOCUMENT.format(heading=heading, rows=rows)), TODAY).resume
    text = cast("dict[str, Any]", resume["sections"])[kind]
    assert text is not None
    assert rows.replace("*", "").split(",", maxsplit=1)[0] in text


def test_two_headings_of_one_kind_are_one() -> None:
    found = extract(draw(DOCUMENT.format(heading="Experience", rows=JOBS)), TODAY).resume
    sections = cast("dict[str, Any]", found["sections"])
    assert sections["certifications"] == "Driving licence, 2009"
    assert sections["education"] == "BA , University of Oslo, Oslo 2010 – 2013"


def test_titles_in_the_look_of_headings_are_none() -> None:
    rows = (
        "## Fjord Maps AB\n**Editor**\n2019 – 2021\n• Wrote\n\n"
        "## Lunde Maps AB\n**Clerk**\n2015 – 2019\n• Filed"
    )
    found = extract(draw(DOCUMENT.format(heading="Experience", rows=rows)), TODAY).resume
    companies = [one["company"] for one in cast("list[dict[str, Any]]", found["experience"])]
    assert companies == ["Fjord Maps AB", "Lunde Maps AB"]


def test_a_heading_in_two_cells_is_one() -> None:
    text = (
        "# Ada Lunde\n\n## CAREER || HISTORY\n" + JOBS + "\n\n## EDUCATION\n**BA**, Fjord College"
    )
    resume = extract(draw(text), TODAY).resume
    assert len(cast("list[Any]", resume["experience"])) == 2
    assert "HISTORY" not in str(cast("dict[str, Any]", resume["sections"])["experience"])


def test_a_heading_that_ends_with_and_goes_on_below() -> None:
    text = (
        "# Ada Lunde\n\n## EXPERIENCE\n"
        + JOBS
        + "\n\n## EDUCATION AND\n## TRAINING\n**BA**, Fjord College"
    )
    sections = cast("dict[str, Any]", extract(draw(text), TODAY).resume["sections"])
    assert sections["education"] == "BA , Fjord College"
    assert sections["certifications"] is None


def test_a_legal_form_ends_no_sentence() -> None:
    rows = JOBS.replace("Fjord AB, Oslo", "Odra Trans Sp. z o.o.").replace(
        "**Editor**, ", "**Editor**\n"
    )
    resume = extract(draw(DOCUMENT.format(heading="Experience", rows=rows)), TODAY).resume
    found = [one["company"] for one in cast("list[dict[str, Any]]", resume["experience"])]
    assert found == ["Odra Trans Sp. z o.o.", "Lunde AB"]


ABOUT = "Ten years of small maps, large maps and the people who fold them wrongly."


@pytest.mark.parametrize(
    ("heading", "kind"), [("My career in two words", "summary"), ("Career", "experience")]
)
def test_a_text_about_the_person_is_no_work_whatever_word_is_above(heading: str, kind: str) -> None:
    text = DOCUMENT.format(heading=heading, rows=ABOUT).replace("## Summary\nEditor of maps.\n", "")
    sections = cast("dict[str, Any]", extract(draw(text), TODAY).resume["sections"])
    assert sections[kind] == ABOUT
