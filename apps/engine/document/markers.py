"""The labels in front of list items: bullets, numbers and letters."""

import re
from typing import NamedTuple

from apps.engine.model import NumberingStyle

BULLETS = "•◦▪▫●○■□◆◇▸▹►▻‣⁃∙·➢➤➔→✓✔✗✦★❖❍❯›»✱∗➜◾◼⦿⚫🞄"
DASHES = "-–—*+o"  # only in front of a blank: they also stand inside text
BULLET = re.compile(rf"^([{BULLETS}])\s*(?=\S)|^([{re.escape(DASHES)}])\s+(?=[^\W_])")
NUMBER = re.compile(r"^(\(?\d{1,3}[.)]|\(\d{1,3}\))\s+(?=\S)")
LETTER = re.compile(r"^(\(?[a-zA-Z][.)]|\([a-z]\))\s+(?=\S)")
ROMAN = re.compile(r"^(\(?[ivx]{2,5}[.)]|\([ivx]{1,5}\))\s+(?=\S)")
OPENERS = frozenset(BULLETS + DASHES + "(")  # of labels that begin with no letter or figure
END = re.compile(r"[.)]")
LONGEST = 6  # signs of a label without a bracket in front


class Marker(NamedTuple):
    """A label as printed, its kind, and the length of it with the blank behind it."""

    label: str
    kind: NumberingStyle
    length: int


KINDS: tuple[tuple[NumberingStyle, re.Pattern[str]], ...] = (
    ("bullets", BULLET),
    ("arabic numbers", NUMBER),
    ("roman numbers", ROMAN),
    ("letters", LETTER),
)


def find_marker(text: str) -> Marker | None:
    """The label a line begins with.

    >>> find_marker("• Wound care")
    Marker(label='•', kind='bullets', length=2)
    >>> find_marker("-5 degrees") is None
    True
    """
    if text[:1] not in OPENERS and not (text[:1].isalnum() and END.search(text, 1, LONGEST)):
        return None
    for kind, pattern in KINDS:
        match = pattern.match(text)
        if match:
            return Marker(match[0].strip(), kind, match.end())
    return None
