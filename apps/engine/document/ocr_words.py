"""Recognised lines -> the same lines, with what tesseract is known to take apart put together."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from apps.engine.document.readers.hocr import RecognizedLine, RecognizedWord
from apps.engine.geometry import union

NEAR = 0.6  # of the height of the line: a blank that tesseract sees beside an @ is narrower

Belongs = Callable[[str, str], bool]
"""Whether a word and the next one are parts of one."""

DOMAIN = re.compile(r"@[\w-]+(\.[\w-]+)+[.,;]?", re.ASCII)
MAILBOX = re.compile(r"[\w.+-]+", re.ASCII)

TAKEN_APART: tuple[Belongs, ...] = (
    lambda first, second: bool(MAILBOX.fullmatch(first)) and second == "@",
    lambda first, second: bool(MAILBOX.fullmatch(first) and DOMAIN.fullmatch(second)),
    lambda first, second: (
        bool(MAILBOX.fullmatch(first[:-1]) and DOMAIN.fullmatch(f"@{second}"))
        and first.endswith("@")
    ),
)
"""E-mail addresses: the @ is as wide as a blank beside letters."""


def put_together(lines: Sequence[RecognizedLine]) -> tuple[RecognizedLine, ...]:
    """The lines with the parts of words joined."""
    return tuple(replace(line, words=tuple(_joined(line))) for line in lines)


def _joined(line: RecognizedLine) -> list[RecognizedWord]:
    words: list[RecognizedWord] = []
    for word in line.words:
        if words and _are_one(words[-1], word, line):
            words[-1] = _one(words[-1], word)
        else:
            words.append(word)
    return words


def _are_one(first: RecognizedWord, second: RecognizedWord, line: RecognizedLine) -> bool:
    across = second.box.left - first.box.right
    up = max(second.box.bottom - first.box.top, first.box.bottom - second.box.top)
    if max(across, up) > NEAR * line.height:
        return False
    return any(belongs(first.text, second.text) for belongs in TAKEN_APART)


def _one(first: RecognizedWord, second: RecognizedWord) -> RecognizedWord:
    letters = len(first.text) + len(second.text)
    sure = first.confidence * len(first.text) + second.confidence * len(second.text)
    return RecognizedWord(first.text + second.text, union([first.box, second.box]), sure / letters)
