"""Plain texts in, lines with their gaps, indents and headings out."""

import pytest

from apps.engine.document import parse
from apps.engine.errors import CorruptFile, InvalidPageRange
from apps.engine.model import Document, Heading, ListNode
from apps.engine.options import Options
from apps.engine.sniff import MediaType


def read(text: str, **options: str) -> Document:
    return parse(text.encode("utf-8", "surrogatepass"), Options(**options), "notes.txt")  # type: ignore[arg-type]


def cells(document: Document) -> list[list[str]]:
    """The texts between wide gaps, line by line."""
    return [
        [
            " ".join(word.text for word in line.words[start:end])
            for start, end in zip(line.cells, [*line.cells[1:], len(line.words)], strict=True)
        ]
        for line in document.lines
    ]


CELLS = {
    "blanks": ("Engineer        2019 - 2020", ["Engineer", "2019 - 2020"]),
    "a tab": ("Engineer\t2019 - 2020", ["Engineer", "2019 - 2020"]),
    "a tab just before its stop": ("Enginee\t2019", ["Enginee", "2019"]),
    "one blank": ("Engineer 2019", ["Engineer 2019"]),
    "two blanks behind a sentence": ("It works.  It does.", ["It works. It does."]),
    "two blanks elsewhere": ("Go  Rust", ["Go", "Rust"]),
    "leading dots": ("Name .......: Nora", ["Name", ": Nora"]),
    "dots of a sentence": ("So on ... and on", ["So on ... and on"]),
    "dots at an end": ("Go, Rust ....", ["Go, Rust ...."]),
    "invisible signs": ("\ufeffEngi\x00neer\x07", ["Engineer"]),
    "a lone surrogate": ("A\ud800B", ["AB"]),
    "a letter nobody knows between gaps": ("Go      \ufffd      Rust", ["Go", "Rust"]),
    "a column of ideographs": ("名前\u3000田中", ["名前", "田中"]),
}


@pytest.mark.parametrize(("text", "expected"), CELLS.values(), ids=CELLS)
def test_gaps_part_cells(text: str, expected: list[str]) -> None:
    assert cells(read(text)) == [expected]


BOXES = {
    "a heading": ("+-------+\n| Work  |\n+-------+\nClerk", ["Work", "Clerk"], [True, False]),
    "one too wide for it": ("+------+\n| Work, Life |\n+------+", ["Work, Life"], [True]),
    "drawn with lines": ("┌──────┐\n│ Work │\n└──────┘\nClerk", ["Work", "Clerk"], [True, False]),
    "several rows": ("+----+\n| Go |\n| Rust |\n+----+", ["Go", "Rust"], [False, False]),
    "a table": (
        "+---+---+\n| a | b |\n+---+---+",
        ["+---+---+", "|a|b|", "+---+---+"],
        [False] * 3,
    ),
    "no lid": ("| Go |\n+----+", ["| Go |", "+----+"], [False, False]),
}


@pytest.mark.parametrize(("text", "expected", "bold"), BOXES.values(), ids=BOXES)
def test_boxes_are_no_text(text: str, expected: list[str], bold: list[bool]) -> None:
    lines = read(text).lines
    assert [line.text for line in lines] == expected
    assert [line.words[0].style.bold for line in lines] == bold


def test_a_text_has_one_page_without_a_size() -> None:
    document = read("Nora Feldweg\fEngineer")
    assert (document.page_count, document.has_geometry) == (1, False)
    assert document.media_type is MediaType.TEXT
    assert [(page.number, page.width, page.height) for page in document.pages] == [(1, 0.0, 0.0)]
    assert [line.text for line in document.lines] == ["Nora Feldweg", "Engineer"]


def test_a_rule_below_makes_a_heading() -> None:
    document = read("Report\n======\n\nIt rained for days and days, and all of us stayed inside.\n")
    assert isinstance(document.kids[0], Heading)
    assert document.lines[0].text == "Report"
    assert not any("=" in line.text for line in document.lines)


def test_a_short_text_between_two_rules_is_a_heading() -> None:
    rule = "=" * 60
    document = read(f"{rule}\nReport\n{rule}\nIt rained.\n{rule}\nFurther reports\n------------\n")
    assert [line.words[0].style.bold for line in document.lines] == [True, False, True]


@pytest.mark.parametrize("rule", ["==", "=" * 60, "a====="])
def test_other_rows_of_signs_do_not(rule: str) -> None:
    document = read(f"Report\n{rule}\n\nIt rained for days and days, and all stayed inside.\n")
    assert not document.lines[0].words[0].style.bold


def test_wrapped_rows_are_one_paragraph_and_bullets_a_list() -> None:
    document = read("We had a very good year and we\nwere paid well.\n\n- apples\n- pears\n")
    paragraph, found = document.kids
    assert paragraph.text.lines == ("We had a very good year and we", "were paid well.")  # type: ignore[union-attr]
    assert isinstance(found, ListNode)
    assert [item.text.lines for item in found.items] == [("apples",), ("pears",)]


def test_rows_of_whole_paragraphs_end_where_the_author_says() -> None:
    wrapped, whole = read("short\n" * 3), read("word " * 60 + "\nshort\n")
    assert {line.edge for line in wrapped.lines} == {None}
    assert {line.edge for line in whole.lines} == {float("inf")}


def test_a_row_without_end_is_cut() -> None:
    assert len(read("x" * 50_000).lines) == 3


@pytest.mark.parametrize("text", ["\u200b\u200b", "\x1b\x1b", "-----------"])
def test_a_text_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(CorruptFile):
        read(text)


def test_there_is_no_second_page() -> None:
    assert read("Nora", page_range="1").page_count == 1
    with pytest.raises(InvalidPageRange):
        read("Nora", page_range="2")
