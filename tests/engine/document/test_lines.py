"""Glyphs to words and lines: blanks, letter-spacing, style changes, icons, bullets."""

import numpy as np
import pytest

from apps.engine.document import parse
from apps.engine.document.glyph_text import settle_icons
from apps.engine.document.readers.pdfium_text import empty_glyphs
from apps.engine.document.segments import BLANKS
from apps.engine.model import Style
from apps.engine.page import Glyphs
from tests.engine.sheets import PROSE, Sheet

TEXTS = [
    "Cut failed releases from 11 to 2 a quarter.",
    "I am a b c plan of 4 x 4",
    "A-B C/D (e) 100 %",
    "Zürich, Málaga & Coruña",
]


@pytest.mark.parametrize("text", TEXTS)
def test_keeps_blanks(text: str) -> None:
    assert parse(Sheet().text(72, 700, text).pdf()).lines[0].text == text


def spaced(text: str, extra: float) -> bytes:
    """Letters set one by one, `extra` points further apart than usual; blanks are not written."""
    sheet = Sheet()
    x = 72.0
    for letter in text:
        if letter != " ":
            sheet.text(x, 700, letter, bold=True)
        x += sheet.canvas.stringWidth(letter, "Helvetica-Bold", 10) + extra
    return sheet.text(72, 650, "Plain text below the heading, as usual.").pdf()


@pytest.mark.parametrize("extra", [1.0, 2.5, 5.0])
def test_rejoins_letter_spaced_headings(extra: float) -> None:
    assert parse(spaced("WORK EXPERIENCE", extra)).lines[0].text == "WORK EXPERIENCE"


def test_ends_words_where_the_style_changes() -> None:
    sheet = Sheet().text(72, 700, "Title", bold=True)
    width = sheet.canvas.stringWidth("Title", "Helvetica-Bold", 10)
    line = parse(sheet.text(72 + width, 700, ", place").pdf()).lines[0]
    assert line.text == "Title, place"
    assert [(w.text, w.space_before) for w in line.words[1:]] == [(",", False), ("place", True)]


def test_keeps_wide_gaps_as_cells() -> None:
    line = parse(Sheet().text(72, 700, "Head Chef").text(450, 700, "2019").pdf()).lines[0]
    assert line.text == "Head Chef 2019"
    assert line.cells == (0, 2)


def icons(codes: list[int], lefts: list[float], font: str) -> list[int]:
    """The codes after settling, for glyphs at these places."""
    count = len(codes)
    whole, real = np.zeros(count, np.int64), np.zeros(count)
    glyphs = Glyphs(
        np.array(codes), np.array(lefts), real, real, real, real, real, *(whole for _ in range(5))
    )
    settled: list[int] = settle_icons(
        glyphs, (Style(font, 10, False, False, (0, 0, 0)),)
    ).code.tolist()
    return settled


def test_turns_icons_of_a_list_into_bullets() -> None:
    assert icons([0xF054, 0xF054], [72, 72], "FontAwesome") == [ord("•")] * 2


def test_drops_other_icons() -> None:
    assert icons([0xF095, 0xF0E0], [72, 72], "FontAwesome") == [0, 0]
    assert icons([ord("#")], [72], "FontAwesome5Free-Solid") == [0]


def test_leaves_letters_of_text_fonts_alone() -> None:
    assert icons([ord("#")], [72], "LMSansDemiCond10-Regular") == [ord("#")]
    assert len(settle_icons(empty_glyphs(), ())) == 0


def test_takes_a_plain_blank_of_a_fixed_pitch_for_no_cell() -> None:
    sheet = Sheet()
    for y in (700, 685, 670):
        sheet.canvas.setFont("Courier", 10)
        sheet.canvas.drawString(72, y, "Baton Rouge, Louisiana")
    assert {line.cells for line in parse(sheet.pdf()).lines} == {(0,)}


def test_drops_lines_made_of_signs() -> None:
    sheet = Sheet().text(72, 700, "SKILLS").text(72, 690, "==========").text(72, 675, "Python")
    assert [line.text for line in parse(sheet.pdf()).lines] == ["SKILLS", "Python"]


@pytest.mark.parametrize(
    ("signs", "beside", "kept"),
    [
        ("*****", "Alpha", True),  # not available, in a table
        ("*****", None, True),
        ("-----", "Alpha", True),
        ("———", "Alpha", True),
        ("—————", None, False),
        ("______", None, False),
        ("______", "Alpha", True),
        ("= = = = =", None, False),
        ("********", "Alpha", False),
        ("* * *", None, True),
    ],
)
def test_tells_drawn_lines_from_values_of_signs(signs: str, beside: str | None, kept: bool) -> None:
    sheet = Sheet().text(72, 720, "Beta").text(200, 700, signs)
    if beside:
        sheet.text(72, 700, beside)
    assert any(signs in line.text for line in parse(sheet.pdf()).lines) == kept


def test_knows_every_blank() -> None:
    assert {code for code in range(0x20, 0x110000) if chr(code).isspace()} <= set(BLANKS)


def test_reads_drawn_bullets() -> None:
    sheet = Sheet()
    for index, text in enumerate(("Cut waste by a third", "Led nine people", "Ran two sites")):
        sheet.canvas.circle(62, 703.5 - 14 * index, 1.5, stroke=0, fill=1)
        sheet.text(72, 700 - 14 * index, text)
    assert [line.text[0] for line in parse(sheet.pdf()).lines] == ["•", "•", "•"]


def test_takes_no_dot_between_words_for_a_bullet() -> None:
    sheet = Sheet()
    for y in (700, 680):
        sheet.text(72, y, "ada@example.org").text(170, y, "London")
        sheet.canvas.circle(160, y + 3.5, 1.5, stroke=0, fill=1)
    assert {line.text for line in parse(sheet.pdf()).lines} == {"ada@example.org London"}


def test_keeps_two_sizes_beside_each_other_apart() -> None:
    sheet = Sheet().text(72, 700, "Ada Byron", 28, bold=True)
    sheet.text(450, 715, "ada@example.org", 9).text(450, 703, "London", 9)
    assert "Ada Byron" in [line.text for line in parse(sheet.pdf()).lines]


def test_rejoins_tracked_capitals_with_kerned_pairs() -> None:
    sheet = Sheet()
    x = 72.0
    for letter, following in zip("FORMATION", "ORMATION ", strict=True):
        sheet.text(x, 700, letter, bold=True)
        kern = -1.8 if letter + following == "AT" else 0
        x += sheet.canvas.stringWidth(letter, "Helvetica-Bold", 10) + 2.2 + kern
    assert parse(sheet.text(72, 650, PROSE[0]).pdf()).lines[0].text == "FORMATION"
