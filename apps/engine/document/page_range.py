"""A page selector such as `1,3,5-7` -> the page numbers it selects."""

import re

from apps.engine.errors import InvalidPageRange, PageLimitExceeded

PART = re.compile(r"\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*)?", re.ASCII)


def select_pages(page_range: str | None, page_count: int, max_pages: int | None) -> tuple[int, ...]:
    """The selected pages of a document, counted from 1, in the order asked for, each once.

    Pages beyond the end are passed over; a selector that selects nothing at all is refused.

    >>> select_pages("1, 3, 5-7", 6, None)
    (1, 3, 5, 6)
    """
    if page_range is None or not page_range.strip():
        numbers = tuple(range(1, page_count + 1))
    else:
        numbers = _read(page_range, page_count)
    if max_pages is not None and len(numbers) > max_pages:
        raise PageLimitExceeded(f"{len(numbers)} pages selected, at most {max_pages} allowed")
    return numbers


def _read(page_range: str, page_count: int) -> tuple[int, ...]:
    numbers: dict[int, None] = {}
    for part in page_range.split(","):
        match = PART.fullmatch(part)
        if match is None:
            raise InvalidPageRange(f"not a page range: {page_range!r}")
        first, last = int(match[1]), int(match[2] or match[1])
        if first < 1 or last < first:
            raise InvalidPageRange(f"not a page range: {page_range!r}")
        numbers.update(dict.fromkeys(range(first, min(last, page_count) + 1)))
    if not numbers:
        raise InvalidPageRange(f"no page of the document is in {page_range!r}")
    return tuple(numbers)
