"""Where items go on without an indent, and where the text after a list begins."""

import pytest

from apps.engine.document import parse
from apps.engine.model import Caption, ListNode, Paragraph
from tests.engine.sheets import PROSE, Sheet

WIDE = "every item of the list fills the whole line of the page and then goes"


def items(*lines: str, leading: float = 13) -> list[tuple[str, ...]]:
    kids = parse(Sheet().column(60, 700, lines, leading).pdf()).kids
    lists = [node for node in kids if isinstance(node, ListNode)]
    return [item.text.lines for node in lists for item in node.items]


def test_joins_wrapped_lines_without_an_indent() -> None:
    assert items("• " + WIDE, "on below its bullet, and so it is one.", "• " + WIDE, "on.") == [
        (WIDE, "on below its bullet, and so it is one."),
        (WIDE, "on."),
    ]


@pytest.mark.parametrize(
    "below",
    [
        ("A paragraph that begins anew", "and is not meant"),
        ("• " + WIDE,),
    ],
)
def test_leaves_what_follows_a_full_sentence(below: tuple[str, ...]) -> None:
    assert items("• " + WIDE + ".", *below)[0] == (WIDE + ".",)


def test_leaves_what_follows_a_short_item() -> None:
    assert items("• Apples", PROSE[1], *PROSE[2:])[0] == ("Apples",)


def test_leaves_what_stands_apart() -> None:
    assert items("• " + WIDE, "on further down", leading=30) == [(WIDE,)]


def paragraphs(*lines: str, leading: float = 13) -> list[tuple[str, ...]]:
    kids = parse(Sheet().column(60, 700, lines, leading).pdf()).kids
    return [node.text.lines for node in kids if isinstance(node, Paragraph)]


def test_joins_a_sentence_over_a_line_that_seems_short() -> None:
    assert paragraphs(PROSE[0], PROSE[1][:-12], "saw why.", *PROSE[2:])[0][:3] == (
        PROSE[0],
        PROSE[1][:-12],
        "saw why.",
    )


@pytest.mark.parametrize("below", ["Saw why.", "12 of them", "• saw why"])
def test_leaves_a_line_that_begins_anew(below: str) -> None:
    assert paragraphs(PROSE[0], PROSE[1][:-12], below)[0] == (PROSE[0], PROSE[1][:-12])


def test_leaves_lists_of_short_lines() -> None:
    lines = ("apples", "pears and plums", "cherries", PROSE[0])
    assert paragraphs(*lines)[0] == ("apples",)


def test_joins_a_caption_to_its_label() -> None:
    sheet = Sheet().text(60, 700, "Figure 2", bold=True).text(60, 687, "The orchard in spring")
    kids = parse(sheet.column(60, 640, PROSE).pdf()).kids
    captions = [node.text.lines for node in kids if isinstance(node, Caption)]
    assert captions == [("Figure 2", "The orchard in spring")]
