"""Tables over several pages: which tables are parts of one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from apps.engine.document import parse
from apps.engine.model import Document, Table
from apps.engine.options import Options
from apps.engine.render import to
from tests.engine.sheets import PROSE, Sheet

HEAD = ("Fruit", "Weight", "Price")
LEFTS = (60, 200, 320)
PITCH = 20
Rows = Sequence[Sequence[str]]


def figures(first: int, count: int) -> Rows:
    return [(f"Tree {i}", f"{3 * i}", f"{i}.40") for i in range(first, first + count)]


LONG = (HEAD, *figures(1, 30))


def ruled(sheet: Sheet, top: float, rows: Rows, shift: float = 0, bold: bool = True) -> Sheet:
    """A drawn table whose upper edge is at `top`; its first row is bold."""
    for index, row in enumerate(rows):
        y = top - PITCH * index
        sheet.rule(50 + shift, y, 420 + shift, y)
        for left, text in zip(LEFTS, row, strict=True):
            sheet.text(left + shift, y - 15, text, bold=bold and index == 0)
    bottom = top - PITCH * len(rows)
    sheet.rule(50 + shift, bottom, 420 + shift, bottom)
    for x in (50, 190, 310, 420):
        sheet.rule(x + shift, bottom, x + shift, top)
    return sheet


def two_pages(below: Rows, *, above: Rows = LONG, **changes: object) -> Sheet:
    """A table down to the end of a page, and another one on top of the next."""
    sheet = ruled(Sheet().text(60, 790, "Harvest", 18), 760, above)
    for text in changes.get("after", ()):  # type: ignore[attr-defined]
        sheet.text(60, 100, text, 8)
    sheet.page()
    top = 780.0
    for text in changes.get("before", ()):  # type: ignore[attr-defined]
        sheet.text(60, top - 10, text, 10)
        top -= 20
    ruled(sheet, top, below, float(changes.get("shift", 0)), below[0][0] == "Fruit")  # type: ignore[arg-type]
    return sheet


MORE = figures(31, 8)


class Case(NamedTuple):
    name: str
    draw: Callable[[], Sheet]
    linked: bool


CASES = (
    Case("rows go on", lambda: two_pages(MORE), True),
    Case("header repeated", lambda: two_pages((HEAD, *MORE)), True),
    Case("a note below", lambda: two_pages(MORE, after=("* weighed with the stone",)), True),
    Case("said to go on", lambda: two_pages(MORE, before=("Harvest (continued)",)), True),
    Case("another header", lambda: two_pages((("Fruit", "Red", "Green"), *MORE)), False),
    Case("text between", lambda: two_pages(MORE, before=PROSE[:2]), False),
    Case("another caption", lambda: two_pages((HEAD, *MORE), before=("Table 2: Pears",)), False),
    Case("other columns", lambda: two_pages(MORE, shift=90), False),
    Case("room left", lambda: two_pages(MORE, above=(HEAD, *figures(1, 3))), False),
)


def tables(document: Document) -> list[Table]:
    return [kid for kid in document.kids if isinstance(kid, Table)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_links_parts(case: Case) -> None:
    first, second = tables(parse(case.draw().text(60, 40, "foot", 8).pdf()))
    expected = (second.id, first.id) if case.linked else (None, None)
    assert (first.next, second.previous) == expected
    assert (first.previous, second.next) == (None, None)


def test_links_a_table_over_three_pages() -> None:
    sheet = ruled(two_pages(figures(31, 33)).page(), 780, figures(70, 4), bold=False)
    first, second, third = tables(parse(sheet.pdf()))
    assert [table.next for table in (first, second, third)] == [second.id, third.id, None]
    assert second.previous == first.id
    assert third.previous == second.id


def test_markdown_joins_the_parts_and_leaves_out_the_second_header() -> None:
    document = parse(two_pages((HEAD, *MORE)).pdf())
    written = to("markdown", document, b"", Options()).decode()
    rows = [line for line in written.splitlines() if line.startswith("|")]
    assert len(rows) == 1 + 1 + 30 + 8
    assert sum(row.startswith("| Fruit |") for row in rows) == 1
    assert "| Tree 30 | 90 | 30.40 |\n| Tree 31 | 93 | 31.40 |" in written


def test_pages_kept_apart_keep_the_parts_apart() -> None:
    document = parse(two_pages((HEAD, *MORE)).pdf())
    written = to("markdown", document, b"", Options(markdown_page_separator="----")).decode()
    assert written.count("| Fruit |") == 2
    assert written.index("| Tree 30 |") < written.index("\n----\n") < written.index("| Tree 31 |")


def test_html_has_one_header() -> None:
    written = to("html", parse(two_pages((HEAD, *MORE)).pdf()), b"", Options()).decode()
    assert written.count("<table>") == written.count("<thead>") == 1
    assert written.count("<tr>") == 1 + 30 + 8


@pytest.mark.parametrize(
    ("text", "joined"), [("and put away", True), ("And put away", False), ("17", False)]
)
def test_makes_a_row_whole_that_the_page_cut(text: str, joined: bool) -> None:
    above = (HEAD, *figures(1, 28), ("Last tree", "12", "taken in late"))
    document = parse(two_pages((("", "", text), *MORE), above=above).pdf())
    written = to("markdown", document, b"", Options()).decode()
    assert (f"| taken in late {text} |" in written) == joined
    assert text in written


def test_the_caption_of_a_later_part_goes_with_it() -> None:
    below = (HEAD, *MORE)
    sheet = Sheet().text(60, 785, "Table 1: Harvest")
    ruled(sheet, 775, (HEAD, *figures(1, 32))).page()
    ruled(sheet.text(60, 785, "Table 1: Harvest (continued)"), 775, below)
    document = parse(sheet.pdf())
    written = to("markdown", document, b"", Options()).decode()
    assert written.count("Table 1: Harvest") == 1
    assert written.count("| Fruit |") == 1
