"""Columns that run on their own are separate regions; rails and date columns stay row by row."""

from reportlab.pdfbase.pdfmetrics import stringWidth

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


def test_reads_columns_under_a_line_that_ends_at_their_gutter() -> None:
    capitals = [f"Prose number {index} in a narrow column" for index in range(9)]
    x = 60 + stringWidth("A line that ends near the gutter", "Helvetica-Bold", 12) + 1
    sheet = Sheet().text(60, 780, "A line that ends near the gutter", 12, bold=True)
    sheet.column(60, 760, capitals, 13).column(x, 760, capitals, 14)
    assert [len(region) for region in regions(lines(sheet))] == [1, 9, 9]


def test_reads_short_columns_whose_rows_begin_inside_sentences() -> None:
    sheet = Sheet().text(60, 800, "A heading that runs over both of the columns below it", 18)
    sheet.column(60, 760, narrow(2)).column(320, 760, narrow(2))
    assert [len(region) for region in regions(lines(sheet))] == [1, 2, 2]
    capitals = [text.capitalize() for text in narrow(2)]
    sheet = Sheet().text(60, 800, "A heading that runs over both of the columns below it", 18)
    sheet.column(60, 760, capitals).column(320, 760, capitals)
    assert len(regions(lines(sheet))) == 1


def test_reads_columns_that_end_above_a_heading_before_those_below_it() -> None:
    sheet = Sheet().column(60, 760, narrow(5)).column(320, 760, narrow(5))
    sheet.text(60, 690, "Next part", bold=True)
    sheet.column(60, 672, narrow(4)).column(320, 672, narrow(4))
    found = regions(lines(sheet))
    assert [len(region) for region in found] == [5, 5, 5, 4]
    assert found[2][0] == "Next part"
    sheet = Sheet().column(60, 760, narrow(5)).text(60, 690, "Next part", bold=True)
    sheet.column(60, 672, narrow(4)).column(320, 760, narrow(5)).column(320, 672, narrow(4))
    assert [len(region) for region in regions(lines(sheet))] == [10, 9]


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


def test_ends_columns_at_a_rule_over_both() -> None:
    sheet = Sheet().text(60, 800, "Ada Byron", 24, bold=True).column(60, 780, PROSE[:3])
    sheet.column(430, 805, ["ada@example.org", "+44 20 7946 0812", "London", "example.org/ada"])
    sheet.rule(60, 735, 535, 735)
    for x in (60, 320):
        sheet.text(x, 715, "Heading", 12, bold=True).column(x, 695, narrow(9))
    found = regions(lines(sheet))
    assert [region[0] for region in found] == ["Ada Byron", "ada@example.org"] + ["Heading"] * 2


def test_reads_cards_after_their_common_heading() -> None:
    sheet = Sheet().column(60, 800, PROSE).text(60, 735, "SKILLS", 10, bold=True)
    for x, title in ((60, "Languages"), (220, "Tools"), (380, "Practices")):
        sheet.text(x, 715, title, 11, bold=True).column(x, 701, ["one two", "three four"])
    sheet.text(60, 660, "EXPERIENCE", bold=True).column(60, 640, PROSE)
    texts = [line.text for line in lines(sheet)]
    start = texts.index("SKILLS")
    assert texts[start : start + 5] == ["SKILLS", "Languages", "one two", "three four", "Tools"]
    assert texts.index("EXPERIENCE") > texts.index("Practices")


def test_leaves_sidebars_that_are_written_row_by_row_apart() -> None:
    left = ["Contact", "ada@example.org", "London", "Skills", "Python", "Linux", "Git", "Docker"]
    sheet = Sheet()
    sheet.box(0, 0, 190, 842, 0.9)
    for index, text in enumerate(left):
        sheet.text(40, 780 - 17 * index, text, bold=text in ("Contact", "Skills"))
        sheet.text(220, 784 - 13 * index, PROSE[index % 4])
    assert [len(region) for region in regions(lines(sheet))] == [8, 8]


def test_cuts_columns_whose_headings_are_ruled() -> None:
    sheet = Sheet().text(36, 800, "Femke Haar", 24, bold=True).rule(36, 780, 560, 780)
    for title, y in (("WORK", 755), ("EDUCATION", 600)):
        sheet.text(36, y, title, 13, bold=True).rule(36, y - 6, 320, y - 6)
        sheet.text(36, y - 22, "Teacher", 11, bold=True).column(36, y - 37, narrow(3))
        sheet.text(280, y - 37, "2013 - 2017")
    for title, y in (("SKILLS", 755), ("LANGUAGES", 660)):
        sheet.text(347, y, title, 13, bold=True).rule(347, y - 6, 560, y - 6)
        sheet.column(347, y - 25, ["Didactics", "Mentoring"], 17)
    found = regions(lines(sheet))
    assert [region[0] for region in found] == ["Femke Haar", "WORK", "SKILLS"]
