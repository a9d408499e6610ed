"""Labels of list items -> the numbers they stand for, where a browser can write them itself."""

import re
from typing import NamedTuple

from apps.engine.model import ListNode, NumberingStyle

PLAIN = re.compile(r"(\w+)[.)]")  # browsers write a number and a period, nothing in front of it
TYPES: dict[NumberingStyle, str] = {"arabic numbers": "1", "letters": "a", "roman numbers": "i"}
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Numbers(NamedTuple):
    """The `type` of an `ol`, and the number of each item."""

    type: str
    values: tuple[int, ...]


def own_numbers(node: ListNode) -> Numbers | None:
    """How a browser would number the list; None where it has other labels, such as 1.1 or (a).

    >>> value_of("c", "letters"), value_of("xiv", "roman numbers"), value_of("b7", "letters")
    (3, 14, None)
    """
    labels = [PLAIN.fullmatch(item.label) for item in node.items]
    values = [value_of(label[1], node.numbering) if label else None for label in labels]
    known = tuple(value for value in values if value)
    if len(known) < len(values) or node.numbering == "bullets":
        return None
    kind = TYPES[node.numbering]
    upper = all(item.label.isupper() for item in node.items)
    return Numbers(kind.upper() if upper else kind, known)


def value_of(label: str, style: NumberingStyle) -> int | None:
    """The number a label without its punctuation stands for."""
    if style == "arabic numbers":
        return int(label) if label.isdecimal() and label.isascii() and len(label) < 10 else None
    letters = label.lower()
    if style == "letters":
        return ord(letters) - ord("a") + 1 if re.fullmatch("[a-z]", letters) else None
    if not re.fullmatch("[ivxlcdm]+", letters):
        return None
    values = [ROMAN[letter] for letter in letters]
    return sum(
        -value if any(value < after for after in values[index + 1 : index + 2]) else value
        for index, value in enumerate(values)
    )
