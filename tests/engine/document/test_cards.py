"""Boxes side by side with texts of their own are read one by one; other boxes change nothing."""

from collections.abc import Callable, Sequence

import pytest

from tests.engine.document.test_reading_order import lines, regions
from tests.engine.sheets import A4, Sheet

LEFT, RIGHT, WIDE, HIGH = 60.0, 300.0, 220.0, 60.0
FIRST = ["Harbour Museum", "Guide, Lewes", "2023"]
SECOND = ["Lido Trust", "Lifeguard, Hove", "2021"]
THIRD = ["Film Office", "Runner, Brighton", "2019"]
FOURTH = ["Tea Rooms", "Waiter, Rye", "2017"]

Draw = Callable[[Sheet, float, float], object]


def rounded(sheet: Sheet, x: float, y: float) -> None:
    sheet.canvas.roundRect(x, y, WIDE, HIGH, 6, stroke=1, fill=0)


def stroked(sheet: Sheet, x: float, y: float) -> None:
    sheet.canvas.rect(x, y, WIDE, HIGH, stroke=1, fill=0)


def filled(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x, y, WIDE, HIGH, 0.95)


def twice(sheet: Sheet, x: float, y: float) -> None:
    filled(sheet, x, y)
    rounded(sheet, x, y)


def card(sheet: Sheet, x: float, y: float, texts: Sequence[str], draw: Draw = rounded) -> Sheet:
    """A box with its lower left corner at (x, y), and lines in it."""
    draw(sheet, x, y)
    return sheet.column(x + 10, y + HIGH - 15, texts)


@pytest.mark.parametrize("draw", [rounded, stroked, filled, twice])
def test_reads_cards_one_by_one(draw: Draw) -> None:
    sheet = card(Sheet().box(0, 0, *A4, 1), LEFT, 600, FIRST, draw)
    assert regions(lines(card(sheet, RIGHT, 600, SECOND, draw))) == [FIRST, SECOND]


def test_reads_rows_of_cards_from_top_to_bottom() -> None:
    sheet = Sheet().text(LEFT, 690, "Where I have been so far", 14, bold=True)
    card(card(sheet, LEFT, 600, FIRST), RIGHT, 600, SECOND)
    card(card(sheet, LEFT, 520, THIRD), RIGHT, 520, FOURTH)
    sheet.text(LEFT, 480, "And what came before all of that")
    head, *cards, foot = regions(lines(sheet))
    assert (head, foot) == (
        ["Where I have been so far"],
        ["And what came before all of that"],
    )
    assert cards == [FIRST, SECOND, THIRD, FOURTH]


def test_reads_cards_in_the_order_they_are_written() -> None:
    sheet = card(Sheet(), RIGHT, 600, SECOND)
    assert regions(lines(card(sheet, LEFT, 600, FIRST))) == [SECOND, FIRST]


def row_by_row(sheet: Sheet) -> None:
    rounded(sheet, LEFT, 600)
    rounded(sheet, RIGHT, 600)
    for index, pair in enumerate(zip(FIRST, SECOND, strict=True)):
        for x, text in zip((LEFT, RIGHT), pair, strict=True):
            sheet.text(x + 10, 645 - 13 * index, text)


def beside(sheet: Sheet) -> None:
    card(card(sheet, LEFT, 600, FIRST), RIGHT, 600, SECOND)
    sheet.text(20, 620, "1")


def running_out(sheet: Sheet) -> None:
    card(
        sheet,
        LEFT,
        600,
        ["Harbour Museum", "Guide, who has shown the old harbour to very many", "2023"],
    )
    card(sheet, RIGHT, 600, SECOND)


def one_line(sheet: Sheet) -> None:
    card(card(sheet, LEFT, 600, FIRST[:1]), RIGHT, 600, SECOND[:1])


def without_boxes(sheet: Sheet) -> None:
    sheet.column(LEFT, 645, FIRST).column(RIGHT, 645, SECOND)


def only_one_box(sheet: Sheet) -> None:
    card(sheet, LEFT, 600, FIRST)
    sheet.column(RIGHT, 645, SECOND)


@pytest.mark.parametrize(
    "draw", [row_by_row, beside, running_out, one_line, without_boxes, only_one_box]
)
def test_leaves_other_boxes_alone(draw: Callable[[Sheet], None]) -> None:
    sheet = Sheet()
    draw(sheet)
    assert len(regions(lines(sheet))) == 1
