"""Lines -> lines in which the characters that their fonts do not explain are replaced."""

import re
from collections.abc import Sequence
from dataclasses import replace

from apps.engine.document.segment import main_style
from apps.engine.model import Line

UNMAPPED_TEXT = "\ufffd"
BLANKS = re.compile(r" {2,}")


def replace_unmapped(lines: Sequence[Line], replacement: str) -> tuple[Line, ...]:
    """Every line with its unreadable characters replaced."""
    return tuple(
        _replaced(line, replacement) if UNMAPPED_TEXT in line.text else line for line in lines
    )


def _replaced(line: Line, replacement: str) -> Line:
    text = BLANKS.sub(" ", line.text.replace(UNMAPPED_TEXT, replacement)).strip()
    inside = replacement.strip()
    words = tuple(
        word._replace(text=word.text.replace(UNMAPPED_TEXT, inside)) for word in line.words
    )
    kept = [at for at, word in enumerate(words) if word.text] or [0]
    cells = dict.fromkeys(sum(at < cell for at in kept) for cell in line.cells)
    words = tuple(words[at] for at in kept)
    return replace(
        line,
        text=text,
        words=words,
        cells=tuple(cell for cell in cells if cell < len(words)),
        style=main_style(words),
    )
