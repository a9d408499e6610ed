"""Resumes without a capital: read like others, and told in the letters they were written in."""

import pytest

from apps.engine import document
from apps.engine.model import Document
from apps.engine.options import RESUME_OPTIONS
from apps.engine.resume import extract
from apps.engine.resume.small_letters import with_capitals, writes_small
from tests.engine.resume.conftest import TODAY
from tests.engine.resume.evidence import unproven

SMALL = """
jonas wiklund
web developer
gothenburg, sweden
jonas.wiklund@example.com / jonas-wiklund.example.org

experience

frontend developer, havet media, gothenburg
2020 - now
- rebuilt the shop in svelte for media of the region
- halved the bundle

web developer, kusten labs, SKF Torg, malmö
2016 - 2020
- made 40 small sites for small firms

education

ba computer science, malmö university
2013 - 2016

skills
javascript, cycling, css
"""


def read(text: str) -> Document:
    return document.parse(text.encode(), RESUME_OPTIONS)


def test_names_are_told_from_text_and_given_as_printed() -> None:
    found = extract(read(SMALL), TODAY)
    resume = found.resume
    positions = [
        (one["title"], one["company"], one["location"], one["bullets"])  # type: ignore[index, call-overload]
        for one in resume["experience"]  # type: ignore[union-attr]
    ]
    assert positions == [
        (
            "frontend developer",
            "havet media",
            "gothenburg",
            ["rebuilt the shop in svelte for media of the region", "halved the bundle"],
        ),
        (
            "web developer",
            "kusten labs, SKF Torg",
            "malmö",
            ["made 40 small sites for small firms"],
        ),
    ]
    assert resume["candidate"] == {
        "name": "jonas wiklund",
        "headline": "web developer",
        "location": "gothenburg, sweden",
    }
    assert resume["education"][0]["degree"] == "ba"  # type: ignore[index, call-overload]
    assert resume["skills"] == ["JavaScript", "cycling", "CSS"]
    assert not unproven(found)
    assert all(
        str(place["text"]) in SMALL.replace("\n", " ")  # type: ignore[index, call-overload]
        for places in found.evidence.values()
        for place in places  # type: ignore[union-attr]
    )


CAPITALS = [
    ("web developer, kusten labs", "Web Developer, Kusten Labs"),
    ("head of sales", "Head of Sales"),
    ("- halved the bundle", "- Halved the bundle"),
    ("i like trains.", "I like trains."),
    ("2020 - now", "2020 - Now"),
    ("mail jonas@example.com", "Mail jonas@example.com"),
    ("see jonas.example.com", "See jonas.example.com"),
    ("ba design, full-stack (remote)", "BA Design, Full-stack (Remote)"),
    ("ørsted labs", "Ørsted Labs"),
]


@pytest.mark.parametrize(("line", "expected"), CAPITALS)
def test_capitals_stand_where_others_write_them(line: str, expected: str) -> None:
    assert with_capitals(read(line)).lines[0].text == expected


OTHERS = {
    "capitals": SMALL.replace("frontend", "Frontend").replace("web", "Web"),
    "a few lines": "jonas wiklund\nweb developer\njonas@example.com",
    "bullets in small letters": SMALL.title().replace("- R", "- r").replace("- H", "- h"),
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_others_are_left_alone(text: str) -> None:
    assert not writes_small(read(text))
