"""Shapes of tables on small pages: what is a table and how its cells lie, and what is none."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from apps.engine.document import parse
from apps.engine.model import Cell, Paragraph, Table
from apps.engine.options import Options
from tests.engine.sheets import PROSE, Sheet

CLUSTER = Options(table_method="cluster")
FIRST = 700  # baseline of the first row, points
LEADING = 20
LEFTS = (60, 200, 320)
FRUIT = (("Fruit", "Weight", "Price"), ("Apple", "12", "3.40"), ("Pear", "7", "1.90"),
         ("Plum", "31", "8.15"))  # fmt: skip
Draw = Callable[[Sheet], object]


class Shape(NamedTuple):
    """A page and the rows it must give: cells as text, with the columns and rows they span."""

    name: str
    draw: Draw
    rows: Sequence[Sequence[str]]


def say(cell: Cell) -> str:
    text = " ".join(" ".join(k.text.lines) for k in cell.kids if isinstance(k, Paragraph))
    spans = f"{{{cell.column_span},{cell.row_span}}}"
    return text if spans == "{1,1}" else text + spans


def found(draw: Draw, options: Options = CLUSTER) -> list[list[list[str]]]:
    sheet = Sheet()
    draw(sheet)
    nodes = [node for node in parse(sheet.pdf(), options).kids if isinstance(node, Table)]
    return [[[say(cell) for cell in row.cells] for row in table.rows] for table in nodes]


def put(sheet: Sheet, rows: Sequence[Sequence[str]], top: float = FIRST) -> Sheet:
    for index, row in enumerate(rows):
        for left, text in zip(LEFTS, row, strict=False):
            if text:
                sheet.text(left, top - LEADING * index, text)
    return sheet


def across(sheet: Sheet, *levels: float, left: float = 55, right: float = 420) -> Sheet:
    for y in levels:
        sheet.rule(left, y, right, y)
    return sheet


def upright(sheet: Sheet, xs: Sequence[float], low: float, high: float) -> Sheet:
    for x in xs:
        sheet.rule(x, low, x, high)
    return sheet


def rules_in_pieces(sheet: Sheet) -> None:
    put(sheet, FRUIT)
    for y in (715, 695, 630):
        for left, right in ((55, 190), (192, 310), (312, 420)):
            sheet.rule(left, y, right, y)


def rules_between_rows(sheet: Sheet) -> None:
    across(put(sheet, FRUIT), 695, 675, 655, 635)


def centred_labels(sheet: Sheet) -> None:
    put(sheet, FRUIT[:1])
    for index, (first, second, value) in enumerate((("Red", "apples", "12"), ("Late", "pears", "7"),
                                                    ("Sour", "plums", "31"))):  # fmt: skip
        y = 676 - 26 * index
        sheet.text(60, y + 6, first).text(60, y - 6, second)
        sheet.text(200, y, value).text(320, y, "3.40")
    across(sheet, 715, 695, 605)


def drawn_head_only(sheet: Sheet) -> None:
    put(sheet, FRUIT)
    across(sheet, 715, 695, 630)
    upright(sheet, (55, 190, 310, 420), 630, 715)


def uprights_in_head_only(sheet: Sheet) -> None:
    put(sheet, FRUIT)
    across(sheet, 715, 695, 675, 655, 635)
    upright(sheet, (55, 420), 635, 715)
    upright(sheet, (190, 310), 695, 715)


def head_over_columns(sheet: Sheet) -> None:
    sheet.text(275, 720, "2024")
    put(sheet, FRUIT)
    across(sheet, 735, 695, 630)
    sheet.rule(195, 715, 420, 715)


def note_in_frame(sheet: Sheet) -> None:
    put(sheet, FRUIT)
    across(sheet, 715, 695, 675, 655, 635, 615)
    upright(sheet, (55, 420), 615, 715)
    upright(sheet, (190, 310), 635, 715)
    sheet.text(60, 621, "This exhibit shows what was weighed and sold on all of the days.")


def one_column(sheet: Sheet) -> None:
    for index, text in enumerate(("Goals", "Reuse", "Repair", "Recycle")):
        sheet.text(60, FIRST - LEADING * index, text)
    across(sheet, 715, 695, 675, 655, 635, right=200)
    upright(sheet, (55, 200), 635, 715)


def two_under_each_other(sheet: Sheet) -> None:
    for top in (700, 590):
        sheet.text(240, top + 14, "Harvest")
        put(sheet, FRUIT, top)


TAKEN = (
    Shape("rules drawn cell by cell", rules_in_pieces, FRUIT),
    Shape("rules between the rows only", rules_between_rows, FRUIT),
    Shape("labels of two lines centred beside values", centred_labels,
          (FRUIT[0], ("Red apples", "12", "3.40"), ("Late pears", "7", "3.40"),
           ("Sour plums", "31", "3.40"))),
    Shape("a body without rules in a drawn frame", drawn_head_only, FRUIT),
    Shape("upright rules in the header only", uprights_in_head_only, FRUIT),
    Shape("a rule under a header over two columns", head_over_columns,
          (("Fruit{1,2}", "2024{2,1}"), FRUIT[0][1:], *FRUIT[1:])),
    Shape("a note drawn into the frame stays out", note_in_frame, FRUIT),
    Shape("boxes under each other", one_column,
          (("Goals",), ("Reuse",), ("Repair",), ("Recycle",))),
)  # fmt: skip


def chart(sheet: Sheet) -> None:
    for index, value in enumerate((500, 400, 300, 200, 100, 0)):
        y = 700 - 24 * index
        sheet.text(60, y, str(value)).rule(85, y + 3, 400, y + 3)
        sheet.text(410, y, str(value // 5))
    for index, year in enumerate((2019, 2020, 2021, 2022)):
        sheet.text(110 + 70 * index, 560, str(year))


def bars(sheet: Sheet) -> None:
    for index in range(9):
        y, wide = 700 - 14 * index, 40 + (37 * index) % 150
        sheet.rule(80, y, 80 + wide, y).rule(80, y - 9, 80 + wide, y - 9)
        sheet.rule(80, y - 9, 80, y).rule(80 + wide, y - 9, 80 + wide, y)
    sheet.text(90, 694, "5.3").text(90, 638, "8.4")


def career(sheet: Sheet) -> None:
    y = 720.0
    for title in ("Experience", "Education", "Training"):
        sheet.text(60, y, title, 12, bold=True)
        across(sheet, y + 14, y - 5)
        for index in range(2):
            sheet.text(60, y - 20 - 30 * index, f"0{index + 1}.2019 - 03.2021")
            sheet.text(200, y - 20 - 30 * index, "Surveyor of roads", bold=True)
            sheet.text(200, y - 32 - 30 * index, "• Measured the northern district")
        y -= 105


def two_columns(sheet: Sheet) -> None:
    short = [line[:38] for line in PROSE] * 4
    sheet.column(50, 700, short).column(310, 700, short)


def two_columns_ruled(sheet: Sheet) -> None:
    two_columns(sheet)
    across(sheet, 715, 480, left=48, right=520)


def three_columns(sheet: Sheet) -> None:
    for left in (40, 215, 390):
        sheet.column(left, 700, [line[:28] for line in PROSE] * 3)


def rules_around_prose(sheet: Sheet) -> None:
    for top in (740, 640, 540):
        across(sheet, top + 16, left=60, right=535)
        sheet.column(60, top, PROSE)


def page_rules(sheet: Sheet) -> None:
    across(sheet, 800, 60, left=60, right=535)
    sheet.text(60, 806, "Report").text(500, 806, "12").column(60, 760, PROSE * 5)


def cards(sheet: Sheet) -> None:
    for index, text in enumerate(("Skills", "Languages", "Hobbies")):
        y = 700 - 60 * index
        sheet.text(60, y, text)
        across(sheet, y + 20, y - 30, right=200)
        upright(sheet, (55, 200), y - 30, y + 20)


def numbered(sheet: Sheet) -> None:
    for index, line in enumerate(PROSE):
        sheet.text(60, 700 - 14 * index, f"{index + 1}.").text(80, 700 - 14 * index, line[:50])


def contents(sheet: Sheet) -> None:
    for index, title in enumerate(("Preface", "The committee", "Its minutes", "Costs")):
        sheet.text(60, 700 - 16 * index, title).text(500, 700 - 16 * index, str(3 + 9 * index))


def justified(sheet: Sheet) -> None:
    for index, line in enumerate(PROSE):
        x = 60.0
        for word in line.split():
            sheet.text(x, 700 - 13 * index, word)
            x += sheet.canvas.stringWidth(word, "Helvetica", 10) + 4.6


def form(sheet: Sheet) -> None:
    for index in range(8):
        across(sheet, 700 - 20 * index)
    upright(sheet, (55, 150, 240, 330, 420), 560, 700)
    sheet.text(60, 685, "Name")


LEFT_ALONE = (
    ("the axes and lines of a chart", chart),
    ("the bars of a chart", bars),
    ("a career with ruled headings", career),
    ("two columns of text", two_columns),
    ("two columns of text between rules", two_columns_ruled),
    ("three columns of text", three_columns),
    ("rules around paragraphs", rules_around_prose),
    ("rules at the head and foot of a page", page_rules),
    ("three cards", cards),
    ("a numbered list", numbered),
    ("a table of contents", contents),
    ("justified text", justified),
    ("an empty form", form),
)


@pytest.mark.parametrize("shape", TAKEN, ids=lambda shape: shape.name)
def test_takes(shape: Shape) -> None:
    assert found(shape.draw) == [[list(row) for row in shape.rows]]


def test_parts_tables_at_a_new_header() -> None:
    first, second = found(two_under_each_other)
    assert first == second
    assert first[-1] == list(FRUIT[-1])


@pytest.mark.parametrize(("name", "draw"), LEFT_ALONE, ids=[name for name, _ in LEFT_ALONE])
def test_leaves_alone(name: str, draw: Draw) -> None:
    assert found(draw) == [], name


def test_gives_the_same_tables_twice() -> None:
    assert found(centred_labels) == found(centred_labels)
