"""Columns of typed text are parted where their labels leave a single blank; words are not."""

import pytest

from apps.engine.document.readers.gutters import find_gutters, widen_gutters

LABELS = """
Contact          Springfield, IL
                 555-0142

Profile          Keeps small libraries open and
                 their readers happy.

Work Experience  Prairie Library, Springfield
                 Librarian (2019 - today)

Further Training Cataloguing, 2021
                 Story hours, 2022
""".strip("\n").split("\n")

RAIL = """
2019 - today      Head of Kitchen, Inn at the Weir
                  Menus, costs, a team of nine
2015 - 2019       Cook, Harbour Rooms
                  Fish and bread
Oct 2012 - 6/2015 Cook, Mill Street Diner
                  Breakfast for two hundred
2010 - 2012       Trainee, Mill Street Diner
""".strip("\n").split("\n")

NO_GUTTERS = {
    "text": [
        "A text whose rows have a blank at one place or another,",
        "as all texts have: by chance some of them stand below",
        "each other, and nothing in these rows is a column that",
        "anybody would see. There is no room on either side.",
    ]
    * 4,
    "bullets": ["- one thing that was done and", "  goes on in the next row"] * 8,
    "numbers": ["1. one thing that was done and", "   goes on in the next row"] * 8,
    "columns": ["Python          often", "SQL             at times", "Bread           daily"] * 5,
    "few rows": ["Name  Ada", "      Example", "Place Springfield"],
    "tabs": [row.replace("  ", "\t") for row in LABELS],
    "names in a rail": ["Ada Example   was here", "              and there", "Bob Other     too"]
    * 3
    + ["Of all who came Ada stayed"] * 6,
}


@pytest.mark.parametrize(("rows", "at"), [(LABELS, 17), (RAIL, 18)], ids=["labels", "rail"])
def test_a_single_blank_parts_what_other_rows_part_widely(rows: list[str], at: int) -> None:
    assert find_gutters(rows) == (at,)
    widened = widen_gutters(rows)
    assert [row.replace(" ", "") for row in widened] == [row.replace(" ", "") for row in rows]
    assert {row[at - 1 : at + 2] for row in widened if len(row) > at} == {"   "}


@pytest.mark.parametrize("rows", NO_GUTTERS.values(), ids=NO_GUTTERS)
def test_blanks_between_words_part_nothing(rows: list[str]) -> None:
    assert find_gutters(rows) == ()
    assert widen_gutters(rows) == rows
