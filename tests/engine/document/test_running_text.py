"""The style of running text: prose before labels, tables only where there is little else."""

import pytest

from apps.engine.document.running_text import body_style
from apps.engine.model import Box, Line, Style, Word

BODY = Style("Lato", 10.0, False, False, (0.0, 0.0, 0.0))
TITLE = Style("Lato-Bold", 18.0, True, False, (0.0, 0.0, 0.0))
SMALL = Style("Lato", 8.0, False, False, (0.0, 0.0, 0.0))
PROSE = "The committee met twice a month and kept short minutes"


def block(text: str, style: Style) -> tuple[Line, ...]:
    box = Box(0, 0, 100, style.size)
    return (Line(0, 1, box, tuple(Word(word, box, style) for word in text.split()), text),)


@pytest.mark.parametrize(
    ("outside", "cells", "body"),
    [
        ([(PROSE, BODY), ("Orchards of the north", TITLE)], 0, BODY),
        ([(PROSE, BODY), ("Orchards of the north", TITLE)], 20, BODY),
        ([("Orchards", TITLE)], 20, SMALL),
        ([], 1, SMALL),
    ],
)
def test_tells_running_text(outside: list[tuple[str, Style]], cells: int, body: Style) -> None:
    blocks = [block(text, style) for text, style in outside]
    styles = [style for _, style in outside]
    assert body_style(blocks, styles, [block("12 pears", SMALL)] * cells) == body
