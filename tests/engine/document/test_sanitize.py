"""What is masked on request, and what is left alone."""

import pytest

from apps.engine.document import parse
from apps.engine.document.sanitize import masked
from apps.engine.options import Options
from tests.engine.sheets import Sheet

MASKED = [
    ("a.b+c@example.co.uk", "[email]"),
    ("https://example.org/a?b=c", "[url]"),
    ("linkedin.com/in/ada", "[url]"),
    ("+1 (512) 555-0142", "[phone]"),
    ("+49 151 23456789", "[phone]"),
    ("192.168.0.1", "[ip]"),
    ("4111 1111 1111 1111", "[card]"),
]
LEFT_ALONE = ["2014-2015", "2021-06-01", "2014 – 2019", "12,000 requests", "Node.js", "ISO 9001"]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_masks(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_alone(text: str) -> None:
    assert masked(text) == text


def test_masks_lines_and_drops_links() -> None:
    sheet = Sheet().text(72, 700, "Write to ada@example.org today")
    sheet.canvas.linkURL("mailto:ada@example.org", (70, 695, 220, 712))
    document = parse(sheet.pdf(), Options(sanitize=True))
    assert document.lines[0].text == "Write to [email] today"
    assert document.links == ()
