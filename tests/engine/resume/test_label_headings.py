"""Headings before their texts on one row, and the labels that only look like them."""

import pytest

from apps.engine.resume.columns import split_columns
from apps.engine.resume.label_headings import part_label_headings
from apps.engine.resume.rows import make_rows
from tests.engine.resume.conftest import draw

ABOVE = "Ada Lunde\n\nEXPERIENCE\nEngineer, Fjord AB || 2019 – 2021\n\n"
BOLD = "Ada Lunde\n\n**Experience**\nEngineer, Fjord AB || 2019 – 2021\n\n"


def rows_of(text: str) -> list[str]:
    return [row.text for row in part_label_headings(split_columns(make_rows(draw(text).lines)))]


HEADINGS = [
    (ABOVE + "SKILLS: Welding, Rigging", ["SKILLS", "Welding, Rigging"]),
    (ABOVE + "SKILLS: Welding\nLANGUAGES: English", ["LANGUAGES", "English"]),
    (ABOVE + "SKILLS: || Welding, Rigging", ["SKILLS", "Welding, Rigging"]),
    (BOLD + "**Skills:** Welding, Rigging", ["Skills", "Welding, Rigging"]),
]


@pytest.mark.parametrize(("text", "last"), HEADINGS)
def test_parts_a_heading_from_its_text(text: str, last: list[str]) -> None:
    assert rows_of(text)[-2:] == last


LABELS = [
    ABOVE + "Skills: Welding, Rigging",
    ABOVE + "Built bridges\nTECHNOLOGIES: Steel, Stone",
    ABOVE + "TOOLS: Steel\n\nBuilder, Sund AB || 2015 – 2019\n\nTOOLS: Stone",
    ABOVE + "SKILLS\n\nLANGUAGES: Java, Go",
    ABOVE + "• SKILLS: Welding",
    ABOVE + "NOTE: Welding, Rigging",
    ABOVE + "EMAIL: ada@example.com",
    BOLD + "**Skills**\n\n**Languages:** Java, Go",
    "Ada Lunde\n\nPhone: 555-0142\n\nSkills: Welding",
]


@pytest.mark.parametrize("text", LABELS)
def test_leaves_labels_alone(text: str) -> None:
    assert rows_of(text) == [row.text for row in split_columns(make_rows(draw(text).lines))]
