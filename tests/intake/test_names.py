"""File names: whatever is given, what comes out can be stored, shown and sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.intake.names import FALLBACK, MAX_LENGTH, safe_name

CASES = {
    "cv.pdf": "cv.pdf",
    "Zoë Łukasik.pdf": "Zoë Łukasik.pdf",
    "履歴書.pdf": "履歴書.pdf",
    "../../etc/passwd": "passwd",
    "C:\\cv\\cv.pdf": "cv.pdf",
    "/": FALLBACK,
    "": FALLBACK,
    "..": FALLBACK,
    " . ": FALLBACK,
    "a\x00b.pdf": "a b.pdf",
    'a"b.pdf': "a b.pdf",
    "e\u0301.pdf": "é.pdf",
    "0.00000000 x": "0.00000000",
    "a.much_too_long.         x": "a.much_too_",
}


@pytest.mark.parametrize(("name", "safe"), CASES.items())
def test_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_no_name_is_one() -> None:
    assert safe_name(None) == FALLBACK


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("a" * 500 + ".pdf")
    assert len(name) == MAX_LENGTH
    assert name.endswith("a.pdf")


@given(st.text())
def test_any_text_becomes_a_plain_name(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name) <= MAX_LENGTH
    assert not set(name) & set('/\\":*?<>|;%\r\n\x00')
    assert name.strip(" .")
    assert safe_name(name) == name
