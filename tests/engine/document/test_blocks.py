"""Where paragraphs and items begin and end."""

from reportlab.pdfbase.pdfmetrics import stringWidth

from apps.engine.document import parse
from apps.engine.document.blocks import split_blocks
from tests.engine.sheets import PROSE, Sheet


def blocks(sheet: Sheet) -> list[list[str]]:
    return [[line.text for line in block] for block in split_blocks(parse(sheet.pdf()).lines)]


def test_joins_the_lines_of_a_paragraph() -> None:
    assert blocks(Sheet().column(60, 700, PROSE)) == [list(PROSE)]


def test_ends_a_block_at_a_wide_gap() -> None:
    sheet = Sheet().column(60, 700, PROSE).column(60, 620, PROSE)
    assert blocks(sheet) == [list(PROSE), list(PROSE)]


def test_ends_a_block_after_a_short_line() -> None:
    sheet = Sheet().column(60, 700, ["Harborlight Logistics", *PROSE])
    assert blocks(sheet) == [["Harborlight Logistics"], list(PROSE)]


def test_ends_a_block_where_the_weight_changes() -> None:
    sheet = Sheet().text(60, 713, PROSE[0], bold=True).column(60, 700, PROSE)
    assert blocks(sheet) == [[PROSE[0]], list(PROSE)]


def test_ends_a_block_below_a_slanted_line_that_opens_it() -> None:
    sheet = Sheet().column(60, 700, PROSE[1:])
    sheet.canvas.setFont("Helvetica-Oblique", 10)
    sheet.canvas.drawString(60, 713, PROSE[0])
    assert blocks(sheet) == [[PROSE[0]], list(PROSE[1:])]
    sheet = Sheet().column(60, 713, PROSE[:1]).column(60, 687, PROSE[2:])
    sheet.canvas.setFont("Helvetica-Oblique", 10)
    sheet.canvas.drawString(60, 700, PROSE[1])
    assert blocks(sheet) == [list(PROSE)]


def test_begins_a_block_at_a_line_that_is_set_in() -> None:
    full = ["A full line of prose that runs on up to the edge of it all"] * 3
    sheet = Sheet().column(60, 700, full).text(75, 661, full[0][:-3]).column(60, 648, full[:2])
    assert [len(block) for block in blocks(sheet)] == [3, 3]


def test_begins_a_block_where_an_entry_hangs_to_the_left() -> None:
    full = ["A full line of prose that runs on up to the edge of it all"] * 3
    sheet = Sheet()
    for top in (700, 661, 622):
        sheet.text(60, top, full[0]).column(80, top - 13, [full[1][:-5], full[2][:-5]])
    assert [len(block) for block in blocks(sheet)] == [3, 3, 3]
    sheet = Sheet()
    for top in (700, 674, 648):
        sheet.text(60, top, full[0]).text(80, top - 13, full[1][:-6])
    assert [len(block) for block in blocks(sheet)] == [2, 2, 2]


def test_keeps_a_justified_line_with_wide_blanks_in_its_block() -> None:
    first = "and went on to other matters that"
    sheet = Sheet().column(60, 700, [PROSE[0][:50], PROSE[1][:53]]).text(60, 674, first)
    sheet.text(68 + stringWidth(first, "Helvetica", 10), 674, "they wrote down")
    found = parse(sheet.text(60, 661, PROSE[1][:53]).pdf()).lines
    assert [len(line.cells) for line in found] == [1, 1, 2, 1]
    assert {line.block for line in found} == {0}


def test_keeps_wrapped_lines_in_their_items() -> None:
    sheet = Sheet().text(60, 700, "•").column(72, 700, PROSE[:2])
    sheet.text(60, 674, "•").column(72, 674, PROSE[2:])
    assert blocks(sheet) == [["• " + PROSE[0], PROSE[1]], ["• " + PROSE[2], PROSE[3]]]


def test_ends_an_item_where_text_goes_back_to_the_left() -> None:
    sheet = Sheet().column(60, 700, ["• " + PROSE[0], PROSE[1]])
    assert blocks(sheet) == [["• " + PROSE[0]], [PROSE[1]]]
