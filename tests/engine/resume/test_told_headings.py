"""Texts whose headings say nothing that is listed: sections below them make headings of them."""

import pytest

from apps.engine import document
from apps.engine.options import RESUME_OPTIONS
from apps.engine.resume.columns import split_columns
from apps.engine.resume.content import name_unknown
from apps.engine.resume.rows import content_lines, make_rows
from apps.engine.resume.sections import find_sections

TYPED = """
Rosa Kelleher
Cork, Ireland
rosa.kelleher@example.com

{about}

I run busy kitchens and like quiet ones, with twelve years behind the pass.

{work}

Head Chef, The Lamplighter, Cork
May 2020 - present
- Run a brigade of eight

Sous Chef, Bandon House Hotel, Kinsale
March 2014 - April 2020
- Ran the pass on weekends

{school}

Diploma in Culinary Arts, Cork Institute of Technology
2011 - 2013

{skills}

Butchery, Stocks and sauces, Menu costing, HACCP, Pastry basics

{rest}

Sea swimming, Accordion
"""
QUAINT = {
    "about": "Hi There",
    "work": "Kitchens So Far",
    "school": "Where It Began",
    "skills": "Handy With",
    "rest": "On a Day Off",
}
FOUND = [
    ("header", None),
    ("summary", "Hi There"),
    ("experience", "Kitchens So Far"),
    ("education", "Where It Began"),
    ("skills", "Handy With"),
    ("other", "On a Day Off"),
]


def sections(text: str) -> list[tuple[str, str | None]]:
    rows = split_columns(make_rows(content_lines(document.parse(text.encode(), RESUME_OPTIONS))))
    found = name_unknown(find_sections(rows))
    return [(one.kind, one.heading.text if one.heading else None) for one in found]


def test_what_stands_below_tells_the_kind() -> None:
    assert sections(TYPED.format(**QUAINT)) == FOUND


def test_capitals_need_no_room_below() -> None:
    text = TYPED.format(**{name: value.upper() for name, value in QUAINT.items()})
    close = "\n".join(text.split("\n"))
    for value in QUAINT.values():
        close = close.replace(f"{value.upper()}\n\n", f"{value.upper()}\n")
    assert [kind for kind, _ in sections(close)] == [kind for kind, _ in FOUND]


def test_a_known_word_vouches_for_the_others() -> None:
    text = TYPED.format(**QUAINT | {"school": "Education"})
    assert sections(text) == [
        (kind, "Education" if kind == "education" else heading) for kind, heading in FOUND
    ]


LEFT_ALONE = {
    "a name between gaps": ("Rosa Kelleher\nCork", "Rosa Kelleher\n\nCork"),
    "a name below the address": (
        "Rosa Kelleher\nCork, Ireland\nrosa.kelleher@example.com",
        "Cork, Ireland\nrosa.kelleher@example.com\n\nRosa Kelleher",
    ),
    "a position below the name": ("example.com\n\n", "example.com\n\nHead Chef\n\n"),
    "a place between gaps": ("example.com\n\n", "example.com\n\nCork, Ireland\n\n"),
    "a question": ("Sea swimming", "Why not?\n\nSea swimming"),
    "a list": ("Sea swimming", "Rowing, Rugby\n\nSea swimming"),
    "the first line of an entry": (
        "Sous Chef, Bandon House Hotel, Kinsale\nMarch",
        "Bandon House Hotel\n\nSous Chef, Kinsale\nMarch",
    ),
}


@pytest.mark.parametrize(("text", "instead"), LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_other_rows_between_gaps_are_no_headings(text: str, instead: str) -> None:
    whole = TYPED.format(**QUAINT)
    assert text in whole
    assert sections(whole.replace(text, instead)) == FOUND


NOTHING_TOLD = {
    "no entries": "Nora Feld\nnora@example.com\n\nFirst Things\n\nA text about a person who likes "
    "to write long texts.\n\nSecond Things\n\nGo, Rust, Python, Java, Scala\n",
    "one section": "Nora Feld\nnora@example.com\n\nFirst Things\n\nEngineer, Fjord AB, Oslo\n"
    "2019 - 2021\n\nSecond Things\n\nA\n\nThird Things\n\nB\n",
}


@pytest.mark.parametrize("text", NOTHING_TOLD.values(), ids=NOTHING_TOLD)
def test_too_little_below_makes_no_headings(text: str) -> None:
    assert sections(text) == [("header", None)]


def test_a_text_below_what_i_do_is_no_skill() -> None:
    text = TYPED.format(**QUAINT | {"about": "What I Do", "skills": "Skills", "work": "Work"})
    assert ("summary", "What I Do") in sections(text)
    assert ("skills", "Skills") in sections(text)
