"""What repeats is furniture; contact data stays text where it first stands."""

from apps.engine.document import parse
from tests.engine.sheets import PROSE, Sheet


def marks(sheet: Sheet) -> dict[tuple[int, str], str | None]:
    return {(line.page, line.text): line.furniture for line in parse(sheet.pdf()).lines}


def pages(*edges: tuple[str, str]) -> Sheet:
    """One page for each pair of a header and a footer, with prose between them."""
    sheet = Sheet()
    for header, footer in edges:
        sheet.text(60, 810, header).column(60, 600, PROSE).text(280, 30, footer).page()
    return sheet


def test_marks_running_headers_and_page_numbers() -> None:
    found = marks(pages(("Annual report", "1"), ("Annual report", "2")))
    assert found[1, "Annual report"] == found[2, "Annual report"] == "header"
    assert found[1, "1"] == found[2, "2"] == "footer"
    assert found[1, PROSE[0]] is None


def test_marks_numbered_footers() -> None:
    found = marks(pages(("a", "Ada - Page 1 of 2"), ("b", "Ada - Page 2 of 2")))
    assert found[1, "Ada - Page 1 of 2"] == "footer"


def test_keeps_contact_data_once() -> None:
    found = marks(pages(("ada@example.org", "1"), ("ada@example.org", "2")))
    assert found[1, "ada@example.org"] is None
    assert found[2, "ada@example.org"] == "header"


def test_marks_small_lines_that_name_the_title() -> None:
    sheet = Sheet().text(60, 780, "Report on the Orchards and their Keepers", 20)
    sheet.column(60, 700, PROSE).page().text(60, 810, "Orchards and Keepers", 8)
    found = marks(sheet.column(60, 760, PROSE).page().text(60, 810, "and so the work went on"))
    assert found[2, "Orchards and Keepers"] == "header"
    assert found[3, "and so the work went on"] is None


def test_a_heading_that_shares_a_common_word_with_the_title_is_text() -> None:
    sheet = Sheet().text(60, 780, "The River and the Ferry", 20).column(60, 700, PROSE)
    sheet.text(60, 400, "all of the work by the river").page()
    found = marks(sheet.text(60, 810, "The Mill", 13).column(60, 760, PROSE))
    assert found[2, "The Mill"] is None


def test_leaves_what_stands_once_alone() -> None:
    found = marks(pages(("Ada Byron", "2014 - 2015"), ("Experience", "Chess, Go")))
    assert set(found.values()) == {None}
