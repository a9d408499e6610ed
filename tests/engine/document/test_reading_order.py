"""Columns that run on their own are separate regions; rails and date columns stay row by row."""

from apps.engine.document import parse
from apps.engine.model import Line
from apps.engine.options import Options
from tests.engine.sheets import PROSE, Sheet


def lines(sheet: Sheet, options: Options = Options()) -> tuple[Line, ...]:  # noqa: B008
    return parse(sheet.pdf(), options).lines


def regions(found: tuple[Line, ...]) -> list[list[str]]:
    """The texts of each region, in reading order."""
    order = dict.fromkeys(line.region for line in found)
    return [[line.text for line in found if line.region == region] for region in order]


def narrow(count: int) -> list[str]:
    return [f"prose line {index} of a narrow column" for index in range(count)]


def test_reads_a_sidebar_on_its_own() -> None:
    sheet = Sheet().text(40, 800, "Contact", 12, bold=True)
    sheet.column(40, 783, ["mail@example.org", "+1 503 555 0142", "Portland, Oregon"], 12)
    sheet.text(40, 730, "Skills", 12, bold=True)
    sheet.column(40, 713, ["Python", "PostgreSQL", "Linux", "Ansible", "Docker"], 12)
    sheet.text(220, 795, "Experience", 12, bold=True)
    sheet.column(220, 776, PROSE + PROSE, 14)
    first, second = regions(lines(sheet))
    assert first[0] == "Contact"
    assert first[-1] == "Docker"
    assert second == ["Experience", *PROSE, *PROSE]


def test_reads_columns_of_prose_one_after_the_other() -> None:
    sheet = Sheet().text(60, 800, "A heading that runs over both of the columns below it", 18)
    sheet.column(60, 760, narrow(12)).column(320, 760, narrow(12))
    found = regions(lines(sheet))
    assert [len(region) for region in found] == [1, 12, 12]


def test_keeps_a_date_column_with_its_rows() -> None:
    sheet = Sheet()
    for index, year in enumerate((2012, 2015, 2019)):
        y = 700 - index * 80
        sheet.text(60, y, f"{year} – {year + 3}")
        sheet.text(180, y, f"Engineer number {index}", bold=True)
        sheet.column(180, y - 14, PROSE[:3], 13)
    found = lines(sheet)
    assert len(regions(found)) == 1
    assert [line.text for line in found if line.text.startswith("20")] == [
        "2012 – 2015 Engineer number 0",
        "2015 – 2018 Engineer number 1",
        "2019 – 2022 Engineer number 2",
    ]


def test_keeps_labels_with_their_values() -> None:
    sheet = Sheet()
    rows = [("Name:", "Ada"), ("Phone:", "555 0142"), ("Mail:", "ada@example.org"), ("City:", "X")]
    for index, (label, value) in enumerate(rows):
        sheet.text(60, 700 - index * 15, label).text(160, 700 - index * 15, value)
    assert [line.text for line in lines(sheet)] == [f"{a} {b}" for a, b in rows]


def test_keeps_right_aligned_dates_on_the_line() -> None:
    sheet = Sheet()
    for index in range(3):
        y = 700 - index * 70
        sheet.text(60, y, f"Company {index}", bold=True).text(500, y, f"201{index}")
        sheet.column(60, y - 14, PROSE[:3])
    assert "Company 1 2011" in [line.text for line in lines(sheet)]


def test_puts_a_label_beside_a_paragraph_in_front_of_it() -> None:
    sheet = Sheet().column(160, 700, PROSE[:2], 13).text(40, 694, "Profile", 12)
    sheet.column(160, 640, PROSE[2:], 13).text(40, 634, "Hobbies", 12)
    assert [line.text for line in lines(sheet)] == [
        "Profile", *PROSE[:2], "Hobbies", *PROSE[2:],
    ]  # fmt: skip


def test_keeps_content_order_when_cutting_is_off() -> None:
    sheet = Sheet().column(320, 760, narrow(6)).column(60, 760, narrow(6))
    found = lines(sheet, Options(reading_order="off"))
    assert [round(line.box.left) for line in found] == [320] * 6 + [60] * 6
