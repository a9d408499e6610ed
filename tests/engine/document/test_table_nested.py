"""Tables drawn into the cells of other tables."""

import pytest

from apps.engine.document import parse
from apps.engine.model import Cell, Paragraph, Table
from apps.engine.options import Options
from apps.engine.render import to
from tests.engine.sheets import Sheet

INNER = (("kg", "EUR"), ("3", "4.50"), ("8", "11.20"))


def grid(sheet: Sheet, xs: tuple[float, ...], ys: tuple[float, ...]) -> Sheet:
    for y in ys:
        sheet.rule(xs[0], y, xs[-1], y)
    for x in xs:
        sheet.rule(x, ys[-1], x, ys[0])
    return sheet


def page(top: float = 652, margin: float = 40) -> Sheet:
    """A table of three rows; one cell holds text, a table whose upper edge is at `top`, text."""
    sheet = grid(Sheet(), (50, 150, 400), (715, 690, 560, 535))
    sheet.text(60, 700, "Name").text(160, 700, "Prices").text(60, 640, "Apple")
    sheet.text(60, 545, "Pear").text(160, 545, "none")
    left = 150 + margin
    grid(sheet, (left, left + 50, left + 110), (top, top - 18, top - 36, top - 54))
    for index, row in enumerate(INNER):
        for column, text in enumerate(row):
            sheet.text(left + 5 + 50 * column, top - 13 - 18 * index, text)
    if top < 680:
        sheet.text(160, 675, "By weight:").text(160, 570, "until May")
    return sheet


def outer(sheet: Sheet) -> Table:
    (table,) = (kid for kid in parse(sheet.pdf()).kids if isinstance(kid, Table))
    return table


def said(cell: Cell) -> str:
    return " ".join(
        line for kid in cell.kids if isinstance(kid, Paragraph) for line in kid.text.lines
    )


@pytest.mark.parametrize("top", [652, 687.5], ids=["between text", "close to the rules"])
def test_stands_in_its_cell(top: float) -> None:
    table = outer(page(top))
    assert [[said(cell) for cell in row.cells] for row in table.rows[::2]] == [
        ["Name", "Prices"], ["Pear", "none"],
    ]  # fmt: skip
    (inner,) = (kid for kid in table.rows[1].cells[1].kids if isinstance(kid, Table))
    assert tuple(tuple(said(cell) for cell in row.cells) for row in inner.rows) == INNER
    assert [cell.is_header for cell in inner.rows[0].cells] == [True, True]


def test_keeps_the_order_of_text_and_table() -> None:
    kids = outer(page()).rows[1].cells[1].kids
    assert [type(kid) for kid in kids] == [Paragraph, Table, Paragraph]
    assert kids[0].text.lines == ("By weight:",)  # type: ignore[union-attr]


def test_shares_the_rules_of_its_cell() -> None:
    """A table that begins at the rules of the cell is no table of its own: the cell has spans."""
    sheet = grid(Sheet(), (50, 150, 300), (715, 690, 630, 605))
    sheet.rule(150, 660, 300, 660).rule(220, 630, 220, 690)
    for row in ((60, 700, "Name"), (160, 700, "Prices"), (60, 655, "Apple"), (60, 612, "Pear")):
        sheet.text(*row)
    for row in ((160, 670, "1"), (230, 670, "2"), (160, 640, "3"), (230, 640, "4")):
        sheet.text(*row)
    table = outer(sheet)
    assert not any(
        isinstance(kid, Table) for row in table.rows for c in row.cells for kid in c.kids
    )
    assert table.rows[1].cells[0].row_span == 2
    assert table.rows[0].cells[1].column_span == 2


def test_says_everything_once() -> None:
    document = parse(page().pdf())
    assert sorted(w.text for line in document.lines for w in line.words) == sorted(
        ["Name", "Prices", "Apple", "Pear", "none", "By", "weight:", "until", "May"]
        + [text for row in INNER for text in row]
    )
    for kind in ("markdown", "markdown_with_html", "text", "html"):
        assert to(kind, document, b"", Options()).decode().count("11.20") == 1


def test_is_text_in_pipe_tables_and_a_table_in_html() -> None:
    document = parse(page().pdf())
    written = to("markdown", document, b"", Options()).decode()
    assert "| Apple | By weight: kg EUR 3 4.50 8 11.20 until May |" in written
    for kind in ("markdown_with_html", "html"):
        html = to(kind, document, b"", Options()).decode()
        assert html.count("<table>") == html.count("</table>") == 2
        inside = html.index("<td>By weight: <table>")
        assert inside < html.index("11.20") < html.index("until May</td>")


def test_depth_is_limited() -> None:
    """Seven tables in each other: the innermost are text of the last one that counts."""
    sheet = Sheet((800, 900))
    for depth in range(7):
        low, high = 50 + 40.0 * depth, 850 - 40.0 * depth
        grid(sheet, (low, high - 60, high - 30), (high, high - 20, low + 20, low))
        for y, text in ((high - 15, "head"), (low + 5, "foot")):
            sheet.text(low + 5, y, text).text(high - 55, y, f"{depth}")

    def depth_of(table: Table) -> int:
        kids = [kid for row in table.rows for cell in row.cells for kid in cell.kids]
        return 1 + max((depth_of(kid) for kid in kids if isinstance(kid, Table)), default=0)

    document = parse(sheet.pdf())
    deepest = [depth_of(kid) for kid in document.kids if isinstance(kid, Table)]
    assert deepest == [4]
    assert to("markdown", document, b"", Options()).decode().count("head") == 7
