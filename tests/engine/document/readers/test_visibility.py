"""Text nobody can see is named as such; text that only looks unusual is not."""

import pytest

from apps.engine.document import parse
from tests.engine.sheets import Sheet

SEEN = "Visible words"


def invisible() -> Sheet:
    sheet = Sheet().text(72, 700, SEEN)
    text = sheet.canvas.beginText(72, 600)
    text.setTextRenderMode(3)
    text.textOut("under a scan")
    sheet.canvas.drawText(text)
    return sheet


HIDDEN = [
    ("invisible", invisible()),
    ("background_color", Sheet().text(72, 700, SEEN).text(72, 600, "white", color=(1, 1, 1))),
    ("tiny", Sheet().text(72, 700, SEEN).text(72, 600, "keywords", 0.5)),
    ("off_page", Sheet().text(72, 700, SEEN).text(-300, 600, "outside")),
    ("covered", Sheet().text(72, 700, SEEN).text(72, 600, "below").box(60, 590, 100, 30, 0.9)),
]
SHOWN = [
    Sheet().box(60, 590, 200, 30, 0.1).text(72, 600, "white on black", color=(1, 1, 1)),
    Sheet().text(72, 600, "light gray", color=(0.8, 0.8, 0.8)),
    Sheet().box(60, 590, 200, 30, 0.9).text(72, 600, "on a tint"),
]


@pytest.mark.parametrize(("reason", "sheet"), HIDDEN, ids=[reason for reason, _ in HIDDEN])
def test_names_the_reason(reason: str, sheet: Sheet) -> None:
    document = parse(sheet.pdf())
    assert [line.text for line in document.visible_lines()] == [SEEN]
    assert {line.hidden for line in document.lines} == {None, reason}
    assert document.warnings == ("hidden_text",)


@pytest.mark.parametrize("sheet", SHOWN)
def test_leaves_alone(sheet: Sheet) -> None:
    document = parse(sheet.pdf())
    assert all(line.hidden is None for line in document.lines)
