"""Where items go on without an indent, and where the text after a list begins."""

import pytest

from apps.engine.document import parse
from apps.engine.model import ListNode
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
