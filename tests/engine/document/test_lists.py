"""Which items make one list, also around a list within an item."""

import pytest

from apps.engine.document import parse
from apps.engine.model import ListNode
from tests.engine.sheets import PROSE, Sheet

Row = tuple[float, str]  # left end, text


def lists(*rows: Row) -> list[list[str]]:
    """The labels of each list."""
    sheet = Sheet()
    for index, (left, text) in enumerate(rows):
        sheet.text(left, 700 - 13 * index, text)
    kids = parse(sheet.pdf()).kids
    return [[item.label for item in node.items] for node in kids if isinstance(node, ListNode)]


def test_takes_items_that_follow_each_other() -> None:
    assert lists((60, "1. Apples"), (60, "2. Pears"), (60, "3. Plums")) == [["1.", "2.", "3."]]


def test_goes_on_behind_the_list_within_an_item() -> None:
    rows = [(60, "1. Fruit"), (80, "a. Apples"), (80, "b. Pears"), (60, "2. Nuts")]
    assert lists(*rows) == [["1."], ["a.", "b."], ["2."]]


@pytest.mark.parametrize(
    "rows",
    [
        [(60, "1. Fruit")],
        [(60, "1. Fruit"), (60, PROSE[0]), (60, "2. Nuts")],
        [(60, "1. Fruit"), (80, PROSE[0]), (60, "4. Nuts")],
        [(60, "1. Fruit"), (80, "2. Nuts")],
        [(60, "1. Fruit"), (60, "b. Nuts")],
    ],
)
def test_leaves_single_numbers_alone(rows: list[Row]) -> None:
    assert lists(*rows) == []
