"""Tables that show by alignment alone: headers in bold, times, headings between two of them."""

import pytest

from apps.engine.document.segment import Segment
from apps.engine.document.table_atoms import cut
from apps.engine.model import Box, Style, Word
from apps.engine.options import Options
from tests.engine.document.test_table_shapes import FRUIT, LEADING, LEFTS, found, put
from tests.engine.sheets import Sheet

WORDS = (("Fault", "Reason", "Remedy"), ("Noise", "loose belt", "tighten it"),
         ("Smoke", "no oil", "fill it up"))  # fmt: skip


def bold_row(sheet: Sheet, texts: tuple[str, ...], y: float, *, bold: bool = True) -> None:
    for left, text in zip(LEFTS, texts, strict=False):
        sheet.text(left, y, text, bold=bold)


def headed(sheet: Sheet, rows: tuple[tuple[str, ...], ...], y: float = 700) -> Sheet:
    """Rows without rules, the first of them bold."""
    bold_row(sheet, rows[0], y)
    return put(sheet, rows[1:], y - LEADING)


def times(sheet: Sheet) -> None:
    """A timetable whose blanks are wide in every row, but hardly a column apart."""
    for index, name in enumerate(("Market Place", "Hollow Road", "Airport")):
        sheet.text(60, 700 - 16 * index, name)
        for column in range(5):
            sheet.text(140 + 38 * column, 700 - 16 * index, f"0{5 + column}:{12 + 7 * index}")


def test_takes_words_under_bold_words() -> None:
    assert found(lambda sheet: headed(sheet, WORDS)) == [[list(row) for row in WORDS]]


def test_takes_one_row_under_bold_words() -> None:
    assert found(lambda sheet: headed(sheet, FRUIT[:2])) == [[list(row) for row in FRUIT[:2]]]


def test_takes_no_two_rows_without_a_header() -> None:
    assert found(lambda sheet: put(sheet, WORDS[1:])) == []


def test_takes_no_bold_title_and_date_for_a_header() -> None:
    def career(sheet: Sheet) -> None:
        sheet.text(60, 700, "Engineer", bold=True).text(320, 700, "2019 to 2021", bold=True)
        sheet.text(60, 685, "Orchard Ltd").text(320, 685, "Bremen")

    assert found(career) == []


def test_takes_times_for_values() -> None:
    (rows,) = found(times)
    assert rows[0] == ["Market Place", "05:12", "06:12", "07:12", "08:12", "09:12"]
    assert len(rows) == 3


def test_ends_at_a_heading() -> None:
    """A heading between two tables: it looks stronger and stands further away than a row."""

    def two(sheet: Sheet) -> None:
        headed(sheet, FRUIT)
        sheet.text(60, 605, "Faults", 11, bold=True)
        headed(sheet, WORDS, 585)

    assert found(two) == [[list(row) for row in FRUIT], [list(row) for row in WORDS]]


def test_goes_on_after_a_bold_row_in_step() -> None:
    rows = (*FRUIT[:2], ("Stone fruit",), *FRUIT[2:])

    def grouped(sheet: Sheet) -> None:
        headed(sheet, rows[:2])
        sheet.text(60, 700 - 2 * LEADING, "Stone fruit", bold=True)
        put(sheet, rows[3:], 700 - 3 * LEADING)

    (table,) = found(grouped)
    assert [row[0] for row in table] == ["Fruit", "Apple", "Stone fruit", "Pear", "Plum"]


def test_begins_with_a_row_of_one_piece_in_step() -> None:
    """The label of the first row is so long that no wide gap follows it."""

    def long_label(sheet: Sheet) -> None:
        times(sheet)
        sheet.text(60, 716, "Kingsport Quay")
        for column in range(5):
            sheet.text(140 + 38 * column, 716, f"0{4 + column}:55")

    (rows,) = found(long_label)
    assert rows[0][:3] == ["Kingsport Quay", "04:55", "05:55"]


REGISTER = (("Ref", "Risk", "Owner"),
            ("R1", "The belt is loose", "Site manager"),
            ("R2", "The oil is low in", "Workshop"),
            ("R3", "The slots are not", "Finance lead"))  # fmt: skip
FURTHER = ("or much too long.", "winter and spring.", "open in the dust.")


def register(sheet: Sheet) -> None:
    """Cells of two lines with a blank between the rows, under a bold header with a rule."""
    bold_row(sheet, REGISTER[0], 700)
    sheet.rule(55, 695, 440, 695)
    for index, (row, more) in enumerate(zip(REGISTER[1:], FURTHER, strict=True)):
        y = 680 - 32 * index
        for left, text in zip(LEFTS, row, strict=True):
            sheet.text(left, y, text)
        sheet.text(200, y - 12, more)


def test_blanks_part_rows_of_several_lines() -> None:
    (rows,) = found(register)
    assert rows[0] == list(REGISTER[0])
    assert [row[1] for row in rows[1:]] == [
        f"{row[1]} {more}" for row, more in zip(REGISTER[1:], FURTHER, strict=True)
    ]


def test_a_header_with_a_rule_frames_its_table_without_being_asked_for_aligned_ones() -> None:
    assert [row[0] for row in found(register, Options())[0]] == ["Ref", "R1", "R2", "R3"]


def test_groups_of_values_are_rows() -> None:
    """A blank after every second row makes no cells of two values."""

    def grouped(sheet: Sheet) -> None:
        rows = [(f"Tree {n}", f"{n}", f"{n}.50") for n in range(1, 7)]
        bold_row(sheet, FRUIT[0], 700)
        for index, row in enumerate(rows):
            put(sheet, (row,), 680 - 13 * index - 8 * (index // 2))

    assert len(found(grouped)[0]) == 7


COLUMNS = [(60.0, 100.0), (118.0, 126.0), (140.0, 160.0)]


def line_of(*words: tuple[str, float, float]) -> Segment:
    """A line of words, each with its text, its left and its right edge."""
    style = Style("Helvetica", 10, False, False, (0, 0, 0))
    made = tuple(Word(text, Box(left, 700, right, 710), style) for text, left, right in words)
    box = Box(words[0][1], 700, words[-1][2], 710)
    return Segment(box, 702, 10, made, " ".join(text for text, *_ in words), 0)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ((("Treatment", 60, 112), ("n", 115, 120), ("Alive", 123, 141)), ["Treatment n Alive"]),
        ((("Treated", 60, 116), ("ten", 118.5, 126), ("Alive", 129, 160)),
         ["Treated", "ten", "Alive"]),
        ((("Treated", 60, 110), ("n", 113, 126), ("Still", 129, 143), ("here", 146, 160)),
         ["Treated", "n", "Still here"]),
        ((("Treated", 60, 112), ("plants", 115, 140)), ["Treated plants"]),
    ],
    ids=["out of step", "edges in step", "two words in a column", "two columns only"],
)  # fmt: skip
def test_cuts_headers_close_to_each_other_at_the_columns_below(
    words: tuple[tuple[str, float, float], ...], pieces: list[str]
) -> None:
    assert [piece.text for piece in cut([line_of(*words)], COLUMNS)] == pieces


def trial(sheet: Sheet) -> None:
    """Two headers in the middle over two columns each; the columns below are set to the left."""
    lefts = (60, 150, 220, 290, 360)
    for x, text in ((60, "Variable"), (200, "Treated"), (344, "Control")):
        sheet.text(x, 700, text, bold=True)
    for index, row in enumerate((("", "Before", "After", "Before", "After"),
                                 ("Age", "54", "55", "53", "54"),
                                 ("Weight", "82", "79", "81", "80"))):  # fmt: skip
        for left, text in zip(lefts, row, strict=True):
            sheet.text(left, 685 - 15 * index, text, bold=index == 0)
    sheet.rule(55, 712, 430, 712).rule(55, 680, 430, 680).rule(55, 645, 430, 645)


def test_centred_headers_span_the_empty_slots_beside() -> None:
    (rows,) = found(trial)
    assert rows[0][1:] == ["Treated{2,1}", "Control{2,1}"]
    assert rows[1][-4:] == ["Before", "After", "Before", "After"]
