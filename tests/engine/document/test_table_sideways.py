"""Tables in text that runs up or down the page."""

from collections.abc import Callable

import pytest

from apps.engine.document import parse
from apps.engine.model import Paragraph, Table
from apps.engine.options import Options
from tests.engine.sheets import A4, PROSE, Sheet

ROWS = (("Fruit", "Weight", "Price"), ("Apple", "12", "3.40"), ("Pear", "7", "1.90"),
        ("Plum", "31", "8.15"))  # fmt: skip
LEFTS = (60, 200, 320)
WIDE, HIGH = A4


def values(sheet: Sheet, top: float = 400) -> Sheet:
    for index, row in enumerate(ROWS):
        for left, text in zip(LEFTS, row, strict=True):
            sheet.text(left, top - 15 - 20 * index, text)
    return sheet


def drawn(sheet: Sheet) -> Sheet:
    for y in (400, 380, 360, 340, 320):
        sheet.rule(50, y, 420, y)
    for x in (50, 190, 310, 420):
        sheet.rule(x, 320, x, 400)
    return values(sheet)


def framed(sheet: Sheet) -> Sheet:
    for y in (400, 380, 320):
        sheet.rule(50, y, 420, y)
    return values(sheet)


def turned(draw: Callable[[Sheet], Sheet], angle: int) -> Sheet:
    """What is drawn, on a page turned by 90 or 270 degrees; an upright line stands beside it."""
    sheet = Sheet()
    sheet.canvas.saveState()
    sheet.canvas.rotate(angle)
    sheet.canvas.translate(*((0.0, -WIDE) if angle == 90 else (-HIGH, 0.0)))
    draw(sheet)
    sheet.canvas.restoreState()
    return sheet.text(60, 20, "page 7", 8)


@pytest.mark.parametrize("angle", [90, 270])
@pytest.mark.parametrize("draw", [drawn, framed, values])
def test_finds_them_where_they_are_displayed(draw: Callable[[Sheet], Sheet], angle: int) -> None:
    kids = parse(turned(draw, angle).pdf(), Options(table_method="cluster")).kids
    (table,) = (kid for kid in kids if isinstance(kid, Table))
    texts = [
        [k.text.lines[0] for c in row.cells for k in c.kids if isinstance(k, Paragraph)]
        for row in table.rows
    ]
    assert texts == [list(row) for row in ROWS]
    # as drawn: x from 50 to 420, y from 320 to 400
    low, high = (50, 420) if angle == 90 else (HIGH - 420, HIGH - 50)
    left, right = (WIDE - 400, WIDE - 320) if angle == 90 else (320, 400)
    assert (table.box.bottom, table.box.top) == pytest.approx((low, high), abs=80)
    assert (table.box.left, table.box.right) == pytest.approx((left, right), abs=10)
    first, last = table.rows[0].cells[0].box, table.rows[0].cells[-1].box
    assert (first.bottom < last.bottom) == (angle == 90)
    assert [cell.is_header for cell in table.rows[0].cells] == [True] * 3


def test_takes_no_chart_for_one() -> None:
    """Labels of the upright axis, around the labels of the other one."""
    sheet = turned(drawn, 90)
    sheet.column(60, 800, PROSE)
    for index in range(2):
        sheet.text(200 + 4 * index, 100 + 20 * index, f"{index}0")
    kids = parse(sheet.pdf(), Options(table_method="cluster")).kids
    assert not any(isinstance(kid, Table) for kid in kids)
