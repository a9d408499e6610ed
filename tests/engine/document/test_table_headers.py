"""Header rows: which rows of a table name its columns."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from apps.engine.document import parse
from apps.engine.model import Table
from apps.engine.options import Options
from tests.engine.sheets import Sheet

LEFTS = (60, 200, 320, 420)
FIGURES = (("Apple", "12", "3.40"), ("Pear", "7", "1.90"), ("Plum", "31", "8.15"))
WORDS = (("Apple", "red", "sweet"), ("Pear", "green", "soft"), ("Plum", "blue", "sour"))
HEAD = ("Fruit", "Weight", "Price")
Rows = Sequence[Sequence[str]]


def ruled(rows: Rows, *, bold: int = 0, first_rule_only: bool = False, shaded: int = 0) -> Sheet:
    """A table with a frame; the first `bold` rows bold, the first `shaded` on gray."""
    sheet = Sheet()
    wide = LEFTS[len(rows[0])]
    sheet.box(50, 715 - 20 * shaded, wide - 50, 20 * shaded, 0.8)
    for index, row in enumerate(rows):
        for left, text in zip(LEFTS, row, strict=False):
            sheet.text(left, 700 - 20 * index, text, bold=index < bold)
        if not first_rule_only or index < 2:
            sheet.rule(50, 715 - 20 * index, wide, 715 - 20 * index)
    bottom = 715 - 20 * len(rows)
    sheet.rule(50, bottom, wide, bottom)
    for left in () if first_rule_only else (*LEFTS[: len(rows[0])], wide + 10):
        sheet.rule(left - 10, bottom, left - 10, 715)
    return sheet


def over_columns() -> Sheet:
    """A header over two columns, and the headers of these below it."""
    sheet = Sheet()
    rows = (("", "Harvest", ""), ("Fruit", "Weight", "Price"), *FIGURES)
    for index, row in enumerate(rows):
        for left, text in zip(LEFTS, row, strict=False):
            if text:
                sheet.text(left, 700 - 20 * index, text)
        sheet.rule(50, 715 - 20 * index, 420, 715 - 20 * index)
    sheet.rule(50, 615, 420, 615)
    for x, top in ((50, 715), (190, 715), (310, 695), (420, 715)):
        sheet.rule(x, 615, x, top)
    return sheet


class Case(NamedTuple):
    name: str
    draw: Callable[[], Sheet]
    headers: int


CASES = (
    Case("words over figures", lambda: ruled((HEAD, *FIGURES)), 1),
    Case("bold over words", lambda: ruled((HEAD, *WORDS), bold=1), 1),
    Case("gray over words", lambda: ruled((HEAD, *WORDS), shaded=1), 1),
    Case("one rule below", lambda: ruled((HEAD, *WORDS), first_rule_only=True), 1),
    Case("years over figures", lambda: ruled((("", "2019", "2020"), *FIGURES)), 1),
    Case("headers of headers", over_columns, 2),
    Case("two bold rows", lambda: ruled((HEAD, ("", "kg", "EUR"), *FIGURES), bold=2), 2),
    Case("figures from the top", lambda: ruled(FIGURES), 0),
    Case("words throughout", lambda: ruled(WORDS), 0),
    Case("bold throughout", lambda: ruled(WORDS, bold=3), 0),
    Case("years throughout", lambda: ruled(tuple((a, "1999", "2001") for a, *_ in WORDS)), 0),
    Case(
        "labels and values",
        lambda: ruled((("Customer:", "A. Pear"), ("Number:", "1204"), ("Due:", "30"))),
        0,
    ),
    Case("a bold section", lambda: ruled((("Pome", "", ""), *WORDS), bold=1), 0),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_marks_header_rows(case: Case) -> None:
    kids = parse(case.draw().pdf(), Options(table_method="cluster")).kids
    (table,) = (kid for kid in kids if isinstance(kid, Table))
    marked = {cell.row for row in table.rows for cell in row.cells if cell.is_header}
    assert marked == set(range(1, case.headers + 1))
