"""Placed words -> those that are text: icons, logos and stains look like letters to OCR too.

Named signs with weights speak for each word being a picture, or against it. What stands in front of
several texts in the same place and in the same shape is a bullet; other pictures are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from apps.engine.document.ocr_glyphs import PlacedWord, usual_width
from apps.engine.document.ocr_letters import reach
from apps.engine.scoring import Feature, score

BULLET = "•"
MARKERS = frozenset("•·‣▪●○◦-–—*")
"""Signs that lists begin with: OCR read them as what they are."""

PICTURE = 1.5  # the least weight of a word that is a picture
SHORT = 3  # letters: longer words are not mistaken for pictures, nor the other way round
APART = 0.8  # of the size: a wider gap begins a text of its own
WIDER = 0.36  # of the size: a blank is narrower, the gap behind a bullet wider
SAME_PLACE, SAME_SHAPE = 2.0, 0.25  # points; share of the size
OFF_SIZE, OFF_BASE = 1.25, 0.15  # times; share of the size
SIGN_ABOVE, SIGN_BELOW, SIGN_HEIGHT = 0.95, 0.3, 1.0  # of the size: signs of text stay within
HEAVIER, HEAVIEST = 1.45, 1.9
"""Times the strokes of the word behind it, and of most words: bold type has up to 1.6 of them."""

TOO_WIDE = 1.45  # times what its letters usually take
UNSURE, SURE = 0.6, 0.8
NOISE = 0.4  # of confidence: a line below, without one sure word, is no text

ROUND = frozenset(("o", "e", "O", "0", "c", "C", "Q", "ce", "ee", "eo", "oe", "¢", "©", "®", "°"))
WORDLIKE = re.compile(r"[^\W\d_]{3,}|[^\W\d_]+[.,:;]|\d{2,}|[#$€£]?\d+[%.,)+]?|\W*[^\W_]{3,}\W*")
BROKEN = re.compile(r"[^\s]*[\w][{}<>|~^=\\»«©®¢¥§]|[{}<>|~^=\\»«©®¢¥§][\w].*")
PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A word, what follows it on its line, and how far away the word before it is."""

    word: PlacedWord
    following: PlacedWord | None
    before: float
    repeats: int  # texts on the page that begin at the same places with the same shape

    @property
    def opens(self) -> bool:
        """Whether it stands where a text begins."""
        return self.before > APART * self.word.size

    @property
    def gap(self) -> float:
        return self.following.box.left - self.word.box.right if self.following else 0.0


def _is_sign(suspect: _Suspect) -> bool:
    return not any(map(str.isalnum, suspect.word.text))


def _is_sure(suspect: _Suspect) -> bool:
    return suspect.word.confidence >= SURE


def _is_off(suspect: _Suspect) -> bool:
    """Whether the ink is not where such letters have theirs."""
    word = suspect.word
    up, down = word.box.top - word.baseline, word.baseline - word.box.bottom
    reached = reach(word.text)
    if reached is None:
        high = up > SIGN_ABOVE * word.size or down > SIGN_BELOW * word.size
        return high or up + down > SIGN_HEIGHT * word.size
    size = (up + down) / (reached.up + reached.down)
    base = down - reached.down * size
    differs = not word.size / OFF_SIZE <= size <= word.size * OFF_SIZE
    return differs or abs(base) > OFF_BASE * word.size


def _is_unbalanced(suspect: _Suspect) -> bool:
    text = suspect.word.text
    return any(text.count(opening) != text.count(closing) for opening, closing in PAIRS)


def _is_heavier(suspect: _Suspect) -> bool:
    """Whether its strokes are those of no letter beside it, or on the page where none is."""
    stroke, following = suspect.word.stroke, suspect.following
    if stroke is None:
        return False
    beside = following.stroke if following else None
    return stroke > HEAVIER * beside if beside else stroke > HEAVIEST


def _is_too_wide(suspect: _Suspect) -> bool:
    word = suspect.word
    return word.box.width > TOO_WIDE * usual_width(word.text, word.size)


PICTURES: tuple[Feature[_Suspect], ...] = (
    Feature("is a sign where a text begins", 0.8, lambda s: _is_sign(s) and s.opens),
    Feature("is round", 0.5, lambda s: s.word.text in ROUND),
    Feature("its ink is not that of its letters", 0.8, _is_off),
    Feature("its strokes are not those of letters", 0.8, _is_heavier),
    Feature("too wide for its letters", 0.6, _is_too_wide),
    Feature("OCR is unsure", 0.7, lambda s: s.word.confidence < UNSURE),
    Feature("more than a blank behind it", 0.4, lambda s: s.opens and s.gap > WIDER * s.word.size),
    Feature("the same at the head of other texts", 1.2, lambda s: s.opens and s.repeats > 1),
    Feature("half a pair of brackets", 0.5, _is_unbalanced),
    Feature("letters and signs mixed", 0.4, lambda s: bool(BROKEN.fullmatch(s.word.text))),
    Feature("stands alone", 0.3, lambda s: s.opens and s.following is None),
    Feature("reads as a word or number", -0.6, lambda s: bool(WORDLIKE.fullmatch(s.word.text))),
    Feature("OCR is sure of letters", -0.5, lambda s: not _is_sign(s) and _is_sure(s)),
    Feature("stands within a text", -0.3, lambda s: not s.opens),
)


def believable(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The words that are text, and bullets for the pictures that begin the items of lists."""
    lines = [line for line in _lines(words) if not _is_noise(line)]
    heads = [suspect for line in lines for suspect in _suspects(line) if suspect.opens]
    return [word for line in lines for word in _judged(line, heads)]


def _lines(words: Sequence[PlacedWord]) -> Iterator[list[PlacedWord]]:
    line: list[PlacedWord] = []
    for word in words:
        if word.opens and line:
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _is_noise(line: Sequence[PlacedWord]) -> bool:
    """Whether a line has no word that OCR is sure of, and little confidence in the whole."""
    if any(word.confidence >= SURE and len(word.text) >= SHORT for word in line):
        return False
    letters = [word.confidence for word in line for _ in word.text]
    return fmean(letters) < NOISE


def _suspects(line: Sequence[PlacedWord]) -> Iterator[_Suspect]:
    for index, word in enumerate(line):
        before = word.box.left - line[index - 1].box.right if index else float("inf")
        following = line[index + 1] if index + 1 < len(line) else None
        if following and following.box.left - word.box.right > 2 * APART * word.size:
            following = None
        yield _Suspect(word, following, before, 0)


def _judged(line: Sequence[PlacedWord], heads: Sequence[_Suspect]) -> Iterator[PlacedWord]:
    opens = True
    for suspect in _suspects(line):
        word = replace(suspect.word, opens=opens)
        if len(word.text) > SHORT or word.text in MARKERS or not _is_picture(suspect, heads):
            yield word
        elif _is_bullet(suspect, heads):
            yield replace(word, text=BULLET)
        else:
            continue
        opens = False


def _is_picture(suspect: _Suspect, heads: Sequence[_Suspect]) -> bool:
    return score(replace(suspect, repeats=_repeats(suspect, heads)), PICTURES).total >= PICTURE


def _is_bullet(suspect: _Suspect, heads: Sequence[_Suspect]) -> bool:
    return suspect.opens and suspect.following is not None and _repeats(suspect, heads) > 1


def _repeats(suspect: _Suspect, heads: Sequence[_Suspect]) -> int:
    """How many texts begin in the same places with something of the same shape, itself included."""
    if suspect.following is None:
        return 0
    return sum(_are_alike(suspect, other) for other in heads)


def _are_alike(one: _Suspect, other: _Suspect) -> bool:
    if other.following is None or one.following is None or len(other.word.text) > SHORT:
        return False
    first, second = one.word, other.word
    off = max(
        abs(first.box.width - second.box.width),
        abs(first.box.height - second.box.height),
        abs((first.box.bottom - first.baseline) - (second.box.bottom - second.baseline)),
    )
    return (
        abs(first.box.left - second.box.left) <= SAME_PLACE
        and abs(one.following.box.left - other.following.box.left) <= SAME_PLACE
        and off <= SAME_SHAPE * first.size
    )
