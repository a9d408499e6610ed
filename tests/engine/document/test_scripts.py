"""Raised and lowered figures stay on the line they belong to, and apart from its numbers."""

import pytest

from apps.engine.document import parse
from tests.engine.sheets import PROSE, Sheet

Piece = tuple[str, float, float]  # text, size, points above the baseline


def lines(*pieces: Piece) -> list[str]:
    """What is read of pieces that stand side by side, between two rows of prose."""
    sheet, x = Sheet().text(60, 713, PROSE[0]), 60.0
    for text, size, raised in pieces:
        sheet.text(x, 700 + raised, text, size)
        x += sheet.canvas.stringWidth(text, "Helvetica", size)
    sheet.text(60, 687, PROSE[1])
    return [line.text for line in parse(sheet.pdf()).lines][1:-1]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([("There were 12", 10, 0), ("3", 6.5, 3.5), (" trees.", 10, 0)], "There were 12³ trees."),
        ([("says the board", 10, 0), ("4,15", 8.3, 3.3)], "says the board⁴,¹⁵"),
        ([("an area of 7 m", 10, 0), ("2", 5.8, 3.3), (" each", 10, 0)], "an area of 7 m² each"),
        ([("about 10", 10, 0), ("−3", 7, 3.6), (" mm", 10, 0)], "about 10⁻³ mm"),
        ([("on the 4", 10, 0), ("th", 6, 3.5), (" of May", 10, 0)], "on the 4th of May"),
        ([("in CO", 10, 0), ("2", 7, -1.5), (" and air", 10, 0)], "in CO2 and air"),
        ([("see here", 10, 0), ("(3)", 6.5, 3.5), (" and there", 10, 0)], "see here(3) and there"),
        ([("1", 6, 3), ("Minutes of the board", 9, 0)], "¹Minutes of the board"),
        ([("x", 10, 0), ("i", 7, -1.5), ("2", 7, 3.6), (" is odd", 10, 0)], "xi² is odd"),
        ([("Plain ", 10, 0), ("SMALL", 7, 0), (" capitals", 10, 0)], "Plain SMALL capitals"),
    ],
)
def test_reads_scripts_with_their_text(pieces: list[Piece], expected: str) -> None:
    assert lines(*pieces) == [expected]


def test_leaves_the_lines_beside_a_drop_cap_alone() -> None:
    sheet = Sheet().text(60, 687, "T", 24)
    sheet.text(76, 700, PROSE[0]).text(76, 687, PROSE[1]).text(60, 674, PROSE[2])
    assert PROSE[1] in [line.text.removeprefix("T ") for line in parse(sheet.pdf()).lines]
