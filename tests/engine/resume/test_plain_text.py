"""Resumes typed into a text file: letters of one width stand below each other by chance."""

import pytest

from apps.engine import document
from apps.engine.options import RESUME_OPTIONS
from apps.engine.resume import extract
from tests.engine.resume.conftest import TODAY
from tests.engine.resume.typed_texts import (
    BOXED,
    COLONS,
    DATE_RAIL,
    EXPORT,
    FORM,
    FROM_TO,
    GERMAN,
    LABEL_COLUMN,
    LABELLED,
    LEADERS,
    LOWER_EMPLOYERS,
    MARKDOWN,
    NAME_ABOVE_RAIL,
    NAME_ABOVE_TOWN,
    NO_HEADINGS,
    RIGHT_DATES,
    WRAPPED,
)


def entries(text: str, section: str, *fields: str) -> list[tuple[object, ...]]:
    found = extract(document.parse(text.encode(), RESUME_OPTIONS), TODAY).resume[section]
    assert isinstance(found, list)
    return [tuple(one.get(field) for field in fields) for one in found if isinstance(one, dict)]


READ = [
    (
        LABEL_COLUMN,
        "experience",
        ("title", "company", "start_date"),
        [
            ("Librarian", "Prairie Library", "2019"),
            ("Bookseller", "Mill Street Books", "2014"),
        ],
    ),
    (
        LABEL_COLUMN,
        "education",
        ("degree", "institution", "end_date"),
        [("B.A.", "University of Dubuque", "2014")],
    ),
    (
        WRAPPED,
        "education",
        ("degree", "institution", "graduation_date"),
        [("M.A.", "University of Iowa", "05/2013"), ("B.A.", "University of Dubuque", "05/2010")],
    ),
    (
        RIGHT_DATES,
        "experience",
        ("title", "company", "location"),
        [
            ("Precision Grinder", "Don Valley Tools Ltd", "Sheffield"),
            ("Apprentice Toolmaker", "Abbeydale Engineering Ltd", "Sheffield"),
        ],
    ),
    (
        RIGHT_DATES,
        "education",
        ("institution", "end_date"),
        [("Sheffield College", "2014"), ("Myers Grove School", None)],
    ),
    (
        GERMAN,
        "experience",
        ("title", "company", "end_date"),
        [
            ("Schiffbaumeister", "Nordwerft Emden GmbH", None),
            ("Schiffbauer", "Ems-Yachten KG", "04/2012"),
        ],
    ),
    (
        GERMAN,
        "education",
        ("institution", "start_date", "end_date"),
        [("Nordwerft Emden GmbH", "09/1999", "07/2003"), ("Realschule Emden", None, None)],
    ),
    (
        DATE_RAIL,
        "experience",
        ("title", "company", "end_date"),
        [
            ("Senior Toolmaker", "Aire Pressings Ltd", "2021"),
            ("Toolmaker", "Wharfe Mouldings", "2019"),
        ],
    ),
    (
        NAME_ABOVE_RAIL,
        "experience",
        ("title", "company", "end_date"),
        [
            ("Senior Toolmaker", "Aire Pressings Ltd", "2021"),
            ("Toolmaker", "Wharfe Mouldings", "2019"),
        ],
    ),
    (
        BOXED,
        "experience",
        ("title", "company", "location"),
        [
            ("Translator", "Humber Press", "remote"),
            ("Editor", "Kirkella Books", "Hessleby"),
            ("Guide", "Anlaby Museum", "Hull"),
        ],
    ),
    (
        LOWER_EMPLOYERS,
        "experience",
        ("title", "company"),
        [
            ("Teacher of Irish", "Brendan Community School"),
            ("Teacher of Geography", "Aster Secondary School"),
            ("Substitute Teacher", "various small schools"),
        ],
    ),
    (
        LOWER_EMPLOYERS,
        "education",
        ("degree", "institution"),
        [("BA", "Corrib University"), ("Leaving Certificate", "Galway College")],
    ),
    (
        FORM,
        "experience",
        ("title", "company", "location", "end_date"),
        [
            ("Park Guide", "Lands Service, Chuska Unit", "Window Rock, AZ", "present"),
            ("Infantryman", "United States Army", "Various Locations", "03/2013"),
        ],
    ),
    (
        FORM,
        "education",
        ("degree", "field", "end_date"),
        [("Bachelor of Arts", "Anthropology", None)],
    ),
    (
        LABELLED,
        "education",
        ("degree", "field", "end_date"),
        [("Diploma", None, "2008")],
    ),
    (
        FROM_TO,
        "experience",
        ("title", "company", "start_date", "end_date"),
        [
            ("Clinical Pharmacist", "Ospedale San Rocco", "2018", "present"),
            ("Pharmacist", "Farmacia Centrale", "2014", "2018"),
        ],
    ),
    (
        NO_HEADINGS,
        "experience",
        ("title", "company"),
        [
            ("Senior Scientist", "Institute of Coastal Waters"),
            ("Scientist", "Aquaculture Lab"),
        ],
    ),
    (
        NO_HEADINGS,
        "education",
        ("institution", "degree", "description"),
        [("University of Bergen", "PhD", None)],
    ),
    (
        NO_HEADINGS,
        "languages",
        ("name", "proficiency"),
        [("Norwegian", "native"), ("English", "fluent")],
    ),
    (
        EXPORT.format(name="\nPaula Ferrer"),
        "experience",
        ("title", "company", "location"),
        [
            ("HR Partner", "Levante Foods", "Valencia, Spain"),
            ("HR Manager", "Turia Retail", "Valencia, Spain"),
            ("HR Assistant", "Turia Retail", "Valencia, Spain"),
        ],
    ),
    *(
        (
            text,
            "experience",
            ("title", "company", "end_date", "description"),
            [
                ("Plant Manager", "Kerala Spices Ltd", "present", "Runs two drying plants"),
                ("Shift Engineer", "Malabar Foods", "2016", "Kept the ovens going"),
            ],
        )
        for text in (LEADERS, COLONS)
    ),
    (
        MARKDOWN,
        "experience",
        ("title", "company", "start_date"),
        [
            ("Data Engineer", "Irwell Analytics", "Jan 2020"),
            ("Junior Developer", "Mersey Retail Group", "Sep 2016"),
        ],
    ),
    (
        MARKDOWN,
        "education",
        ("institution", "degree", "field"),
        [("University of Salford", "BSc", "Computer Science")],
    ),
]


@pytest.mark.parametrize(("text", "section", "fields", "expected"), READ)
def test_reads_typed_entries(
    text: str, section: str, fields: tuple[str, ...], expected: list[tuple[str | None, ...]]
) -> None:
    assert entries(text, section, *fields) == expected


def test_the_town_below_a_name_is_no_part_of_it() -> None:
    found = extract(document.parse(NAME_ABOVE_TOWN.encode(), RESUME_OPTIONS), TODAY).resume
    candidate = found["candidate"]
    assert isinstance(candidate, dict)
    assert (candidate["name"], candidate["location"]) == ("Beatriz Salgado", "Oviedo")


def test_a_blank_on_a_tab_stop_parts_no_words() -> None:
    found = extract(document.parse(LOWER_EMPLOYERS.encode(), RESUME_OPTIONS), TODAY).resume
    candidate = found["candidate"]
    assert isinstance(candidate, dict)
    assert candidate["location"] == "Galway, Ireland"


def test_short_items_below_all_entries_are_skills() -> None:
    found = extract(document.parse(NO_HEADINGS.encode(), RESUME_OPTIONS), TODAY).resume
    assert found["skills"] == ["R", "Python", "GIS", "Scientific diving", "Boat handling"]


NAMED = [
    ("\nPaula Ferrer", "Paula Ferrer"),
    ("\nMarta Solana", None),
    ("\npaula ferrer", None),
    ("\n- Paula Ferrer", None),
    ("Paula Ferrer", None),
]


@pytest.mark.parametrize(("printed", "name"), NAMED)
def test_a_name_below_the_lists_of_a_sidebar_opens_the_header(
    printed: str, name: str | None
) -> None:
    text = EXPORT.format(name=printed)
    found = extract(document.parse(text.encode(), RESUME_OPTIONS), TODAY).resume
    candidate = found["candidate"]
    assert isinstance(candidate, dict)
    assert candidate["name"] == name
    if name is not None:
        assert found["languages"] == [{"name": "Spanish", "proficiency": "Native"}]
