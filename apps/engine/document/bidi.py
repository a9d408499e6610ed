"""Words as they stand on a line -> the order in which they are read: Hebrew, Arabic and the like.

PDFs place glyphs, so what runs from right to left comes out backwards. This is the way back from
the display order of Unicode Annex 9, as far as words and numbers in one line need it.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

import numpy as np

from apps.engine.model import Word
from apps.engine.page import Flags, Ints

RANGES = ((0x590, 0x8FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE))  # right to left letters
CLASS = "".join(f"{chr(low)}-{chr(high)}" for low, high in RANGES)
RIGHT_TO_LEFT = re.compile(f"[{CLASS}]")
LEFT_TO_RIGHT = re.compile(rf"[^\W_{CLASS}](?:[^\s{CLASS}()\[\]{{}}«»\"]*[^\W_{CLASS}])?%?")
MARKS = re.compile("([\u0591-\u05bd\u05bf\u05c1-\u05c7\u064b-\u065f\u0670]+)(.)", re.DOTALL)
EDGES = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
MIRROR = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def right_to_left(codes: Ints) -> Flags:
    """Which glyphs stand for letters that are read from right to left."""
    found = np.zeros(len(codes), bool)
    if len(codes) and codes.max() >= RANGES[0][0]:
        for low, high in RANGES:
            found |= (codes >= low) & (codes <= high)
    return found


def read_words(texts: Iterable[str]) -> list[str]:
    """Each word as it is read; `texts` have their letters from left to right."""
    return [_read(text) if RIGHT_TO_LEFT.search(text) else text for text in texts]


def _read(text: str) -> str:
    """
    >>> _read("24-הלא")
    'אלה-24'
    """
    turned = text[::-1].translate(MIRROR)
    turned = LEFT_TO_RIGHT.sub(lambda match: match[0][::-1], turned)
    return MARKS.sub(r"\2\1", turned)


def read_line(words: Sequence[Word]) -> str:
    """The text of a line whose words are given in any order; one of them runs right to left."""
    ordered = sorted(words, key=lambda word: word.box.left)
    letters = [sum(map(str.isalpha, word.text)) for word in ordered]
    turned = [bool(RIGHT_TO_LEFT.search(word.text)) for word in ordered]
    from_right = sum(n for n, turn in zip(letters, turned, strict=True) if turn) * 2 >= sum(letters)
    runs: list[tuple[bool, list[int]]] = [
        (turn, list(group)) for turn, group in groupby(range(len(ordered)), key=turned.__getitem__)
    ]
    parts = [_run(ordered, run[::-1] if turn else run, from_right) for turn, run in runs]
    spaced = [ordered[after[0]].space_before for _, (_, after) in pairwise(runs)]
    if from_right:
        parts, spaced = parts[::-1], spaced[::-1]
    text = parts[0]
    for part, space in zip(parts[1:], spaced, strict=True):
        text += " " + part if space else part
    return text


def _run(words: Sequence[Word], places: Sequence[int], from_right: bool) -> str:
    """Words of one direction in the order given; on a line from the right, signs change sides."""
    text = words[places[0]].text
    for one, other in pairwise(places):
        text += " " * words[max(one, other)].space_before + words[other].text
    if from_right and not RIGHT_TO_LEFT.search(text):
        edges = EDGES.fullmatch(text)
        assert edges is not None
        before, core, behind = (part.translate(MIRROR) for part in edges.groups())
        text = behind[::-1] + edges[2] + before[::-1] if core else before[::-1]
    return text
