"""Text that runs up, down or on its head is laid out like any other."""

import pytest

from apps.engine.document import parse
from apps.engine.model import Paragraph
from tests.engine.sheets import PROSE, Sheet


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_lines_make_paragraphs(angle: int) -> None:
    sheet = Sheet()
    sheet.canvas.translate(300, 420)
    sheet.canvas.rotate(angle)
    sheet.column(-200, 100, PROSE).column(-200, 0, PROSE)
    document = parse(sheet.pdf())
    texts = [kid.text.lines for kid in document.kids if isinstance(kid, Paragraph)]
    assert texts == [PROSE, PROSE]
    assert len(document.lines) == 2 * len(PROSE)


def test_a_turned_note_is_no_part_of_the_text_beside_it() -> None:
    sheet = Sheet().column(100, 700, PROSE)
    sheet.canvas.rotate(90)
    sheet.text(500, -80, "Draft of May")
    document = parse(sheet.pdf())
    texts = [kid.text.lines for kid in document.kids if isinstance(kid, Paragraph)]
    assert texts == [PROSE, ("Draft of May",)]
