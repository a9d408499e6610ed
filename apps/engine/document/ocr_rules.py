"""Placed words and what is drawn on their page -> the words without the rules that OCR took for
letters: an upright rule reads as a bar, a level one as dashes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from apps.engine.document.ocr_glyphs import PlacedWord
from apps.engine.model import Box
from apps.engine.page import Drawing

UPRIGHT, LEVEL = "|Il1!¦[](){}/\\", "_-—–=~"
BAR = "|¦"  # what no word begins or ends with
ON_RULE = 2.0  # points: the middle of the ink is no further from a rule that it is
BAR_WIDTH = 0.25  # of the size


def without_rules(words: Sequence[PlacedWord], drawing: Drawing) -> list[PlacedWord]:
    """The words that are no rules, and those that a rule has run into without it."""
    kept: list[PlacedWord] = []
    opens = False
    for word in words:
        opens = opens or word.opens
        left = _text_of(word, drawing)
        if left is not None:
            kept.append(replace(left, opens=opens))
            opens = False
    return kept


def _text_of(word: PlacedWord, drawing: Drawing) -> PlacedWord | None:
    x, y = (word.box.left + word.box.right) / 2, (word.box.bottom + word.box.top) / 2
    if not word.text.strip(UPRIGHT) and _is_upright(x, y, drawing.vertical):
        return None
    if not word.text.strip(LEVEL) and _is_level(x, y, drawing.horizontal):
        return None
    return _without_bars(word, list(_bars(word, y, drawing)))


def _is_upright(x: float, y: float, rules: Sequence[Box]) -> bool:
    return any(
        rule.left - ON_RULE <= x <= rule.right + ON_RULE and rule.bottom <= y <= rule.top
        for rule in rules
    )


def _is_level(x: float, y: float, rules: Sequence[Box]) -> bool:
    return any(
        rule.bottom - ON_RULE <= y <= rule.top + ON_RULE and rule.left <= x <= rule.right
        for rule in rules
    )


def _bars(word: PlacedWord, y: float, drawing: Drawing) -> Iterator[int]:
    """At which ends of a word a rule stands that was read with it: 0, -1."""
    for end, x in ((0, word.box.left), (-1, word.box.right)):
        if word.text[end] in BAR and _is_upright(x, y, drawing.vertical):
            yield end


def _without_bars(word: PlacedWord, ends: Sequence[int]) -> PlacedWord:
    text, box, width = word.text, word.box, BAR_WIDTH * word.size
    if 0 in ends:
        text, box = text[1:], box._replace(left=box.left + width)
    if -1 in ends:
        text, box = text[:-1], box._replace(right=box.right - width)
    return replace(word, text=text, box=box) if ends else word
