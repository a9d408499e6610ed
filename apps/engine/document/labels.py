"""The label a list item may begin with, and all it can count as: i. is a letter or a number.

`markers` knows the labels that open a block wherever they stand. Those here are only labels where
others count on from them: 1.1 also stands in front of headings, [1] in front of nothing.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from apps.engine.document.markers import BULLETS, DASHES, find_marker
from apps.engine.model import Line, NumberingStyle

OPENER = re.compile(r"\d{1,2}(?:\.\d{1,3})+[.)]?|[\[(]?(?:\d{1,3}|[^\W\d_]{1,5})[.)\]°º]|[①-⑳]")
CLOSER = re.compile(r"[.)\]°º]")
LONGEST = 6  # signs of a label that begins with a letter
PARTS = re.compile(r"[\[(]?(\w+(?:\.\d+)*)")
BULLET_SIGNS = frozenset(BULLETS + DASHES)
LONGEST_NUMBER = 3  # digits
CIRCLED = ord("①") - 1
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
ROMAN_NUMBER = re.compile(r"x{0,3}l?x{0,3}(?:ix|iv|v?i{0,3})")
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "αβγδεζηθικλμνξοπρστυφχψω",
)


class Reading(NamedTuple):
    """What a label counts as: the kind of its list and its place there; 0 for bullets."""

    kind: NumberingStyle
    value: int


class Label(NamedTuple):
    """A label as printed, its length with the blank behind it, and its readings.

    `form` holds what the labels of one list share: the text in front of the number and behind it.
    `is_marker` tells those that open a block wherever they stand.
    """

    text: str
    length: int
    form: tuple[str, str]
    readings: tuple[Reading, ...]
    is_marker: bool

    @property
    def number(self) -> str:
        """The label without its punctuation."""
        return self.text.strip("()[].°º")


def find_label(text: str) -> Label | None:
    """The label a text begins with.

    >>> find_label("ii) pears").readings, find_label("2.10 pears").form
    ((Reading(kind='roman numbers', value=2),), ('2.', ''))
    """
    if text[:1].isalpha() and text[0] not in BULLET_SIGNS and not CLOSER.search(text, 1, LONGEST):
        return None  # a word, as most
    marker = find_marker(text)
    if marker and marker.kind == "bullets":
        return Label(
            marker.label, marker.length, (marker.label, ""), (Reading("bullets", 0),), True
        )
    match = OPENER.match(text)
    if match is None or not text[match.end() :][:1].isspace():
        return None
    length = len(text) - len(text[match.end() :].lstrip())
    if length == len(text):
        return None
    label = match[0]
    body = PARTS.match(label)
    number = body[1] if body else label
    above, _, last = number.rpartition(".")
    before, _, behind = label.partition(number)
    form = (before + (f"{above}." if above else ""), behind)
    readings = tuple(_readings(last))
    is_marker = find_marker(text) is not None
    return Label(label, length, form, readings, is_marker) if readings else None


def label_of(line: Line) -> Label | None:
    """The label a line begins with; a bare number is one where it stands in a cell of its own."""
    label = find_label(line.text)
    if label is None and len(line.cells) > 1 and line.cells[1] == 1:
        number = line.words[0].text
        if number.isdecimal() and len(number) <= LONGEST_NUMBER:
            readings = (Reading("arabic numbers", int(number)),)
            return Label(number, len(number) + 1, ("", ""), readings, False)
    return label


def is_labelled(line: Line) -> bool:
    """Whether a line is a label in a cell of its own and one text."""
    return line.cells == (0, 1) and label_of(line) is not None


def _readings(number: str) -> list[Reading]:
    if len(number) == 1 and 0 < ord(number) - CIRCLED <= 20:
        return [Reading("arabic numbers", ord(number) - CIRCLED)]
    if number.isdecimal():
        return [Reading("arabic numbers", int(number))]
    small = number.lower()
    if number not in (small, number.upper()):
        return []
    found: list[Reading] = []
    if ROMAN_NUMBER.fullmatch(small):
        found.append(Reading("roman numbers", _roman(small)))
    for alphabet in ALPHABETS:
        if len(small) == 1 and small in alphabet:
            found.append(Reading("letters", alphabet.index(small) + 1))
    return found


def _roman(number: str) -> int:
    values = [ROMAN[letter] for letter in number]
    return values[-1] + sum(-one if one < other else one for one, other in pairwise(values))


def counts_on(before: Label, label: Label) -> tuple[Reading, ...]:
    """The readings of a label that are the next ones after those of another."""
    if before.form != label.form or before.text.islower() != label.text.islower():
        return ()
    return tuple(
        reading
        for reading in label.readings
        if reading.value and Reading(reading.kind, reading.value - 1) in before.readings
    )
