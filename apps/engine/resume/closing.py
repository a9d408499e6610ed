"""The rows of a document in, what it closes with out: place, day and signature say nothing new.

"Kassel, 12.10.2026" above a name ends resumes in some countries, as it ends a letter.
"""

import re
from collections.abc import Sequence

from apps.engine.resume.places import place_score
from apps.engine.resume.rows import Row

CLOSING_ROWS = 3
"""Place and day, a name, and perhaps a word for the signature."""
SIGNED_WORDS = 5
"""Of a name with its titles."""

_DAY = re.compile(
    r"(?:\b\d{1,2}[./-] ?\d{1,2}[./-] ?(?:19|20)?\d{2}"
    r"|\b\d{1,2}\.? (?:de )?[^\W\d_]{3,}\.?,? (?:de )?(?:19|20)\d{2}"
    r"|\b[^\W\d_]{3,} \d{1,2}, (?:19|20)\d{2})$"
)
"""A whole day: 12.10.2026, 12 octobre 2026, October 12, 2026. A year alone dates an entry."""
_GLUE = re.compile(r",?\s*(?:den|the|le|li|em|on|,)?\s*$")


def closing_start(rows: Sequence[Row]) -> int:
    """The index of the first row of the closing; the number of rows where there is none."""
    for at in range(max(1, len(rows) - CLOSING_ROWS), len(rows)):
        if _is_place_and_day(rows[at]) and all(_is_signature(row) for row in rows[at + 1 :]):
            return at
    return len(rows)


def _is_place_and_day(row: Row) -> bool:
    day = _DAY.search(row.text)
    if day is None or row.first.sign is not None:
        return False
    place = _GLUE.sub("", row.text[: day.start()])
    return place_score(place) > 0


def _is_signature(row: Row) -> bool:
    words = row.text.split()
    plain = not any(char.isdigit() or char in "@:;" for char in row.text)
    return len(words) <= SIGNED_WORDS and plain and len(row.cells) == 1
