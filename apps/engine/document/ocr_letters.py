"""How far letters usually reach above and below the baseline, in shares of the size.

OCR tells where the ink of a word is. With what its letters usually reach, the ink says how large
the word is set and where its baseline runs; and ink that says something else is no such word.
"""

import unicodedata
from typing import NamedTuple

TALL, MIDDLE, LOW = 0.71, 0.65, 0.5  # capitals and b, the t, the x: typefaces differ by a tenth
DEEP, DIPPING = 0.21, 0.12  # p, and what only dips below: Q and the comma
ACCENT = 0.2  # what a mark adds on top
EDGE = 0.0

LOW_LETTERS = frozenset("acemnorsuvwxzgpqyæœøı")
DEEP_LETTERS = frozenset("gjpqyçşţµ")
TALL_SIGNS = frozenset("bdfhkliß0123456789&%$€£!?/()[]{}|@#")
DEEP_SIGNS = frozenset("()[]{}|/@$")
DIPPING_SIGNS = frozenset("Q,;„‚")


class Reach(NamedTuple):
    """How far a word reaches up and down; both in shares of its size."""

    up: float
    down: float


def reach(text: str) -> Reach | None:
    """What the letters of a word reach; None where they do not tell.

    >>> reach("noun"), reach("Type"), reach("-")
    (Reach(up=0.5, down=0.0), Reach(up=0.71, down=0.21), None)
    """
    up = max(map(_up, text), default=EDGE)
    if not up:
        return None
    return Reach(up, max(map(_down, text)))


def _up(char: str) -> float:
    parts = unicodedata.normalize("NFD", char)
    base = parts[0]
    raised = ACCENT if len(parts) > 1 and base not in "ij" and char not in DEEP_LETTERS else 0.0
    if base in LOW_LETTERS:
        return LOW + raised
    if base == "t":
        return MIDDLE + raised
    if base in TALL_SIGNS or base == "j" or base.isupper():
        return TALL + raised
    return EDGE


def _down(char: str) -> float:
    if char in DEEP_LETTERS or char in DEEP_SIGNS or char == "j":
        return DEEP
    return DIPPING if char in DIPPING_SIGNS else EDGE
