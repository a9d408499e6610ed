"""Which blocks are notes at the foot of their page, and what is none."""

from collections.abc import Callable
from typing import Self

import pytest

from apps.engine.document import parse
from apps.engine.model import Footnote, Heading
from apps.engine.options import Options
from apps.engine.render import to
from tests.engine.sheets import PROSE, Sheet


class Paper(Sheet):
    """A sheet on which text can have a raised mark behind it or in front of it."""

    def marked(self, x: float, y: float, text: str, mark: str, rest: str = "") -> Self:
        self.text(x, y, text)
        end = x + self.canvas.stringWidth(text, "Helvetica", 10)
        self.text(end, y + 3.5, mark, 6)
        return self.text(end + self.canvas.stringWidth(mark, "Helvetica", 6), y, rest)

    def note(self, x: float, y: float, mark: str, *lines: str) -> Self:
        self.text(x, y + 2.5, mark, 5)
        for index, line in enumerate(lines):
            self.text(x + (5 if index == 0 else 0), y - 10 * index, line, 8)
        return self


def notes(sheet: Sheet) -> list[Footnote]:
    return [node for node in parse(sheet.pdf()).kids if isinstance(node, Footnote)]


def page() -> Paper:
    return Paper().column(60, 780, PROSE).marked(60, 728, "They stayed.", "1", " They ate.")


def test_takes_small_text_with_a_mark_of_the_page() -> None:
    sheet = page().note(60, 90, "1", "Minutes of the board, volume 3,", "page 17.")
    (note,) = notes(sheet)
    assert (note.label, note.text.lines) == ("¹", ("Minutes of the board, volume 3,", "page 17."))


def test_knows_where_the_mark_stands() -> None:
    sheet = Paper().text(60, 800, "On orchards", 18, bold=True).column(60, 700, PROSE)
    sheet.marked(60, 600, "They stayed.", "7").note(60, 90, "7", "But see below.")
    heading, _, paragraph, note = parse(sheet.pdf()).kids
    assert isinstance(heading, Heading)
    assert isinstance(note, Footnote)
    assert note.referenced_by == paragraph.id


def test_parts_notes_that_follow_each_other() -> None:
    sheet = page().marked(60, 700, "They left.", "2").rule(60, 112, 200, 112)
    sheet.note(60, 100, "1", "First of all.").note(60, 90, "2", "Second of all.")
    assert [note.label for note in notes(sheet)] == ["¹", "²"]


def test_stands_at_the_end_of_its_page() -> None:
    sheet = Paper()
    for x in (60, 320):
        for index, line in enumerate(PROSE * 3):
            sheet.text(x, 780 - 13 * index, line[:44])
    sheet.marked(60, 624, "They stayed.", "1").note(60, 90, "1", "Minutes of the board.")
    kids = parse(sheet.page().column(60, 780, PROSE).pdf()).kids
    first = [node for node in kids if node.page == 1]
    assert isinstance(first[-1], Footnote)
    assert not any(isinstance(node, Footnote) for node in first[:-1])


def test_takes_stars() -> None:
    sheet = Paper().column(60, 780, PROSE).text(60, 700, "Nobody asked why.*")
    (note,) = notes(sheet.text(60, 90, "* Except the priest.", 8))
    assert (note.label, note.text.lines) == ("*", ("Except the priest.",))


def above(sheet: Paper) -> Paper:
    """A small text with a mark, and running text below it."""
    return sheet.note(60, 690, "1", "Not at the foot.").column(60, 660, PROSE)


NONE: dict[str, Callable[[Paper], Sheet]] = {
    "no mark": lambda sheet: sheet.text(60, 90, "Printed on paper.", 8),
    "a number, not raised, of nothing": lambda sheet: sheet.text(60, 90, "4 Mill Lane, Oldham", 8),
    "as large as the text": lambda sheet: sheet.text(60, 90, "1. Apples").text(60, 77, "2. Pears"),
    "running text below": lambda sheet: above(Paper().column(60, 780, PROSE)),
    "a numbered heading": lambda sheet: sheet.text(60, 90, "1 Summary", 14, bold=True),
}


@pytest.mark.parametrize("name", NONE)
def test_leaves_other_text_alone(name: str) -> None:
    assert notes(NONE[name](page())) == []


@pytest.mark.parametrize("format", ["markdown", "text", "html", "json"])
def test_is_written_with_its_mark(format: str) -> None:
    data = page().note(60, 90, "1", "Minutes of the board.").pdf()
    text = to(format, parse(data), data, Options()).decode()
    assert "They stayed.¹ They ate." in text
    expected = {"json": '"label":"¹"', "html": 'class="footnote"'}.get(format, "¹ Minutes of")
    assert expected in text
