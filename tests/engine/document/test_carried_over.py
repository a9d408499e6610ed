"""Paragraphs that go on in the next column or on the next page."""

import pytest

from apps.engine.document import parse
from apps.engine.model import Document, Footnote, Paragraph
from apps.engine.options import Options
from apps.engine.render import to
from tests.engine.sheets import PROSE, Sheet

UNENDED = (*PROSE[:3], "left, and what it would have cost to follow them a little furthest")


def paragraphs(document: Document) -> list[Paragraph]:
    return [node for node in document.kids if isinstance(node, Paragraph)]


def two_pages(above: tuple[str, ...], below: tuple[str, ...], *, note: bool = False) -> bytes:
    sheet = Sheet().column(60, 780, above)
    if note:
        sheet.text(60, 60, "* Except the priest.", 8)
    sheet.text(300, 20, "1", 8).page()
    return sheet.column(60, 780, below).text(300, 20, "2", 8).pdf()


def test_links_the_parts_of_a_paragraph() -> None:
    document = parse(two_pages(UNENDED, ("of all the roads there were.", *PROSE)))
    first, second = paragraphs(document)[:2]
    assert (first.previous, first.next) == (None, second.id)
    assert (second.previous, second.next) == (first.id, None)


@pytest.mark.parametrize("format", ["markdown", "text", "html"])
def test_reads_them_as_one_past_notes_and_running_feet(format: str) -> None:
    above = (
        *UNENDED[:2],
        "why a road was taken* and which other roads had been looked at",
        "or re-",
    )
    above = (
        *UNENDED[:2],
        "why a road was taken* and which other roads had been",
        UNENDED[3] + " re-",
    )
    data = two_pages(above, ("formed in May.",), note=True)
    document = parse(data)
    assert isinstance(document.kids[1], Footnote)
    text = to(format, document, data, Options()).decode()
    assert "a little furthest reformed in May." in text
    assert text.index("reformed in May.") < text.index("Except the priest.")


def test_keeps_pages_apart_when_asked() -> None:
    data = two_pages(UNENDED, ("of all the roads.",))
    options = Options(text_page_separator="--- %page-number% ---")
    assert "furthest\n\n--- 2 ---\n\nof all" in to("text", parse(data), data, options).decode()


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (PROSE, ("of all the roads there were.",)),
        (UNENDED, ("Of all the roads there were.",)),
        ((*PROSE[:3], "left, and what"), ("of all the roads there were.",)),
    ],
)
def test_leaves_whole_paragraphs_apart(above: tuple[str, ...], below: tuple[str, ...]) -> None:
    document = parse(two_pages(above, below))
    assert all(node.previous is None for node in paragraphs(document))
