"""What is masked in a text, and what is left alone."""

import pytest

from apps.engine.document.masks import is_card, masked
from tests.engine.document.mask_cases import (
    LABELLED,
    LEFT_ALONE,
    MASKED,
    NO_PHONES,
    PHONES,
)  # fmt: skip


def rows(table: dict[str, list[str]]) -> list[object]:
    return [pytest.param(text, id=f"{kind}: {text}") for kind in table for text in table[kind]]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_masks(text: str, expected: str) -> None:
    assert masked(text) == expected
    assert masked(f"Write: {text} soon") == f"Write: {expected} soon"


@pytest.mark.parametrize("text", rows(PHONES))
def test_masks_phones(text: str) -> None:
    assert masked(text) == "[phone]"
    assert masked(f"Berlin, {text}") == "Berlin, [phone]"
    assert masked(f"Ada | {text} | Bonn") == "Ada | [phone] | Bonn"
    assert masked(f"ada@example.org · {text}") == "[email] · [phone]"


@pytest.mark.parametrize("label", LABELLED)
def test_masks_what_is_called_a_phone(label: str) -> None:
    assert masked(f"{label} 555 0142") == f"{label} [phone]"


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_alone(text: str) -> None:
    assert masked(text) == text
    assert masked(f"The {text}.") == f"The {text}."


@pytest.mark.parametrize("text", rows(NO_PHONES))
def test_leaves_other_numbers_alone(text: str) -> None:
    assert masked(text) == text
    assert masked(f"The {text}.") == f"The {text}."
    assert masked(f"1,204 {text}") == f"1,204 {text}"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("612\t345\t678", 0),  # three cells of a row
        ("610 597\r602", 0),  # two lines of an axis
        ("+49 151\r23456789", 1),
        ("0171\r3920012", 1),
        ("+49 151\t23456789", 1),
        ("Tel.\t555 0142", 1),
        ("Call +49 171 39\r20012 today", 1),
        ("512 555 0142\r512 555 0199", 2),
        ("512 555 0142\n2014", 1),
        ("512 555 0142 512 555 0143 512 555 0144", 3),
        ("612 345 678\r612 345 679\r612 345 680", 3),
        ("610 597 602\r70\r600", 0),
        ("612 345 678 612 345 679 612 345 680", 0),  # a row of figures
        ("612 345\n678", 0),
        ("3.1.2.1 Weights", 0),  # a heading
        ("of it\r3.1.2.1 Weights", 0),
        ("ping 3.1.2.1 first", 1),
    ],
)
def test_minds_where_lines_and_cells_end(text: str, count: int) -> None:
    assert masked(text).count("[") == count


def test_checks_the_last_digit_of_cards() -> None:
    assert is_card("4242424242424242")
    assert not is_card("4242424242424241")
    assert not is_card("0000000000000000")
