"""Documents drawn from text: what the mapper reads, without a PDF."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from apps.engine.model import Box, Document, Line, PageSize, Style, Word
from apps.engine.resume import Extraction, extract

BLACK = (0.0, 0.0, 0.0)
SIZES = {"# ": 22.0, "## ": 13.0, "### ": 11.5}
TEXT_SIZE = 10.0
LETTER = 0.5  # of the size: the width of every letter
BLANK = 0.27  # of the size
PAGE = PageSize(1, 612.0, 792.0, 0)
LEFT = 60.0
COLUMN = 430.0  # where the text behind "||" begins
LEADING = 1.3
TODAY = date(2026, 11, 1)

_RUNS = re.compile(r"(\*\*.+?\*\*|__.+?__)")


def draw(text: str, hidden: frozenset[int] = frozenset()) -> Document:
    """A one-page document: "# " name, "## " heading, **bold**, __italic__, "||" a wide gap.

    Leading blanks indent, an empty line leaves space.
    """
    lines: list[Line] = []
    top = 760.0
    block = 0
    for raw in text.strip("\n").split("\n"):
        if not raw.strip():
            top -= 0.8 * TEXT_SIZE
            block += 1
            continue
        words = tuple(_words(raw, top))
        if not words:
            continue
        number = len(lines)
        lines.append(_line(number, words, block, number in hidden))
        top -= LEADING * max(word.style.size for word in words)
    return Document(1, (PAGE,), tuple(lines))


def _line(number: int, words: tuple[Word, ...], block: int, hidden: bool) -> Line:
    box = Box(
        min(word.box.left for word in words),
        min(word.box.bottom for word in words),
        max(word.box.right for word in words),
        max(word.box.top for word in words),
    )
    shown = " ".join(word.text for word in words)
    return Line(number, 1, box, words, shown, 0, block, "background_color" if hidden else None)


def _words(raw: str, top: float) -> Iterator[Word]:
    mark = next((mark for mark in sorted(SIZES, reverse=True) if raw.startswith(mark)), "")
    size = SIZES.get(mark, TEXT_SIZE)
    body = raw[len(mark) :]
    x = LEFT + 4.0 * (len(body) - len(body.lstrip()))
    for position, cell in enumerate(body.strip().split("||")):
        if position:
            x = max(COLUMN, x + 2 * size)
        for run in _RUNS.split(cell):
            style = _style(run, size, bold=bool(mark))
            for token in run.strip("*").strip("_").split():
                width = LETTER * size * len(token)
                yield Word(token, Box(x, top - size, x + width, top), style)
                x += width + BLANK * size


def _style(run: str, size: float, *, bold: bool) -> Style:
    return Style("Sans", size, bold or run.startswith("**"), run.startswith("__"), BLACK)


@pytest.fixture
def read() -> Callable[[str], Extraction]:
    """The extraction of a drawn text."""
    return lambda text: extract(draw(text), TODAY)
