"""Lines -> lines without what identifies a person or a machine, when that is asked for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from apps.engine.geometry import union
from apps.engine.model import Line, Word

MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    (re.compile(r"(?:https?://|www\.)[^\s<>()]+", re.IGNORECASE), "[url]"),
    (
        re.compile(r"\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|me|edu|gov)(?:/[^\s<>()]*)?\b", re.I),
        "[url]",
    ),
    (re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b"), "[ip]"),
    (re.compile(r"\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b", re.IGNORECASE), "[ip]"),
    (re.compile(r"\b(?:\d{4}[ -]?){3}\d{1,4}\b"), "[card]"),
    (re.compile(r"(?<![\w.])(?:\+|00|\()?\d(?:[\s()./-]{0,2}\d){6,14}(?![\w.]\d)"), "[phone]"),
)
"""What is masked, in this order: an e-mail address holds what looks like a URL."""
YEARS = re.compile(r"(?:19|20)\d\d\s*[-–/.]\s*(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")


def sanitize(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Every line with its e-mails, URLs, IPs, card and phone numbers masked; links are dropped."""
    return tuple(_sanitized(line) for line in lines)


def masked(text: str) -> str:
    """A text with its identifying parts masked.

    >>> masked("Call +1 (512) 555-0142 or write to a.b@example.org")
    'Call [phone] or write to [email]'
    >>> masked("2014-2015")
    '2014-2015'
    """
    for pattern, mask in MASKS:
        text = pattern.sub(partial(_unless_years, mask=mask), text)
    return text


def _unless_years(match: re.Match[str], mask: str) -> str:
    return match[0] if YEARS.match(match[0]) else mask


def _sanitized(line: Line) -> Line:
    text = masked(line.text)
    if text == line.text:
        words = tuple(replace(word, link=None) for word in line.words)
        return replace(line, words=words)
    first = line.words[0]
    box = union(word.box for word in line.words)
    return replace(line, text=text, words=(Word(text, box, first.style),), cells=(0,))


def replace_unmapped(lines: Sequence[Line], replacement: str) -> tuple[Line, ...]:
    """Every line with its unreadable characters replaced."""
    return tuple(
        replace(
            line,
            text=_replaced(line.text, replacement),
            words=tuple(
                replace(word, text=word.text.replace(UNREADABLE, replacement.strip()))
                for word in line.words
            ),
        )
        if UNREADABLE in line.text
        else line
        for line in lines
    )


UNREADABLE = "\ufffd"


def _replaced(text: str, replacement: str) -> str:
    return re.sub(r" {2,}", " ", text.replace(UNREADABLE, replacement)).strip()
