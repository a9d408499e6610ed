"""Boxes and intervals."""

from apps.engine.geometry import (
    covered_share,
    holds_any,
    intersects,
    median,
    rounded,
    union,
)
from apps.engine.model import Box


def test_joins_and_compares_boxes() -> None:
    a, b = Box(0, 0, 10, 10), Box(5, 5, 20, 15)
    assert union([a, b]) == Box(0, 0, 20, 15)
    assert intersects(a, b)
    assert not intersects(a, Box(10, 0, 20, 10))
    assert covered_share(a, b) == 0.25
    assert covered_share(Box(0, 0, 0, 0), b) == 0


def test_holds_what_has_its_middle_inside() -> None:
    box = Box(0, 0, 10, 10)
    assert holds_any(box, [Box(50, 50, 60, 60), Box(8, 8, 11, 11)])
    assert not holds_any(box, [Box(8, 8, 14, 14), Box(-9, 2, 5, 4)])
    assert not holds_any(box, [])


def test_rounds_to_thousandths() -> None:
    assert rounded(Box(1.23456, -0.0001, 2, 3)) == Box(1.235, 0.0, 2.0, 3.0)
    assert str(rounded(Box(-0.0001, 0, 1, 1)).left) == "0.0"
    endless = float("inf")
    assert rounded(Box(0, 0, endless, 1.00049)) == Box(0, 0, endless, 1.0)


def test_takes_the_lower_middle() -> None:
    assert median([3, 1, 2, 4]) == 2
    assert median([]) == 0
