"""Text that runs from right to left comes out in the order in which it is read."""

import pytest

from apps.engine.document.bidi import read_line, read_words
from apps.engine.model import Box, ListNode, Paragraph, Style, Text, Word
from apps.engine.options import Options
from apps.engine.render.html_table import direction
from tests.engine.render.trees import BOX, STYLE
from tests.engine.typed import read_typed

PLAIN = Style("Sans", 10, False, False, (0, 0, 0))


def line(*shown: str) -> str:
    """What is read of words that stand side by side, each with its letters from left to right."""
    texts = read_words(shown)
    places = range(len(texts))
    return read_line(
        [Word(t, Box(p, 0, p + 1, 1), PLAIN) for t, p in zip(texts, places, strict=True)]
    )


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (("םלוע", "םולש"), "שלום עולם"),
        ((".םלוע", "םולש"), "שלום עולם."),
        (("2024", "תנשב"), "בשנת 2024"),
        (("םלש", "1,250.50", "אוה"), "הוא 1,250.50 שלם"),
        (("ןאכ", "Python", "3.11", "ואר"), "ראו Python 3.11 כאן"),
        (("ןאכ", ",Python", "ואר"), "ראו Python, כאן"),
        (("(לוכה", "ללוכ)"), "(כולל הכול)"),
        ((".רפס", "24-ה"), "ה-24 ספר."),
        (("See", "םולש", "here"), "See שלום here"),
        (("See", "םלוע", "םולש", "everywhere"), "See שלום עולם everywhere"),
        (("ةنيدملا", "فحتم"), "متحف المدينة"),
    ],
)
def test_reads_from_right_to_left(shown: tuple[str, ...], expected: str) -> None:
    assert line(*shown) == expected


def test_leaves_other_text_alone() -> None:
    texts = ["Plain", "(text)", "42", "naïve", "日本語", "Ελλάδα"]
    assert read_words(texts) == texts


@pytest.mark.parametrize(
    ("text", "attribute"), [("שלום", ' dir="rtl"'), ("3 متحف", ' dir="rtl"'), ("No שלום", "")]
)
def test_tells_browsers_the_direction(text: str, attribute: str) -> None:
    node = Paragraph(1, 1, BOX, Text((text,), STYLE))
    assert direction(node.text) == attribute


def test_knows_lists_by_their_right_side() -> None:
    page = "<< 1. הסירה עומדת\n<< 2. על החוף מאז\n<< 3. החורף\n"
    (found,) = read_typed(page, Options()).kids
    assert isinstance(found, ListNode)
    assert [item.label for item in found.items] == ["1.", "2.", "3."]
    assert [item.text.lines for item in found.items] == [
        ("הסירה עומדת",),
        ("על החוף מאז",),
        ("החורף",),
    ]
