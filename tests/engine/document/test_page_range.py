"""Page selectors: which pages they mean, and what is refused."""

import pytest

from apps.engine.document.page_range import select_pages
from apps.engine.errors import InvalidPageRange, PageLimitExceeded

CASES = [
    (None, (1, 2, 3, 4, 5)),
    ("", (1, 2, 3, 4, 5)),
    ("1-2", (1, 2)),
    ("1,3,4-5", (1, 3, 4, 5)),
    (" 2 , 1 ", (2, 1)),
    ("1 - 2", (1, 2)),
    ("1-3,2-4", (1, 2, 3, 4)),
    ("4-9", (4, 5)),
    ("5,99", (5,)),
]
REFUSED = ["0", "1 2", "a", "1-", "-3", "3-1", "1,,2", "1;2", "99", "1.5", "٣", ","]


@pytest.mark.parametrize(("page_range", "expected"), CASES)
def test_selects(page_range: str | None, expected: tuple[int, ...]) -> None:
    assert select_pages(page_range, 5, None) == expected


@pytest.mark.parametrize("page_range", REFUSED)
def test_refuses(page_range: str) -> None:
    with pytest.raises(InvalidPageRange):
        select_pages(page_range, 5, None)


def test_counts_selected_pages_against_the_limit() -> None:
    assert select_pages("1-2", 500, 2) == (1, 2)
    with pytest.raises(PageLimitExceeded):
        select_pages(None, 6, 5)
