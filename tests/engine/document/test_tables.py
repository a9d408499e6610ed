"""Tables: drawn, framed by rules, and aligned; and what only looks like one."""

from apps.engine.document import parse
from apps.engine.model import Paragraph, Table
from apps.engine.options import Options
from tests.engine.sheets import PROSE, Sheet

CLUSTER = Options(table_method="cluster")
ROWS = [("Fruit", "Weight", "Price"), ("Apple", "12", "3.40"), ("Pear", "7", "1.90"),
        ("Plum", "31", "8.15")]  # fmt: skip
LEFTS = (60, 200, 320)


def values(sheet: Sheet) -> Sheet:
    for index, row in enumerate(ROWS):
        for left, text in zip(LEFTS, row, strict=True):
            sheet.text(left, 700 - 20 * index, text)
    return sheet


def tables(sheet: Sheet, options: Options = Options()) -> list[list[list[str]]]:  # noqa: B008
    found = [node for node in parse(sheet.pdf(), options).kids if isinstance(node, Table)]
    return [
        [
            [" ".join(k.text.lines[0] for k in c.kids if isinstance(k, Paragraph)) for c in r.cells]
            for r in table.rows
        ]
        for table in found
    ]


def grid(sheet: Sheet, columns: tuple[int, ...]) -> Sheet:
    for y in (715, 695, 675, 655, 635):
        sheet.rule(columns[0], y, columns[-1], y)
    for x in columns:
        sheet.rule(x, 635, x, 715)
    return sheet


def test_finds_a_drawn_table() -> None:
    assert tables(values(grid(Sheet(), (50, 190, 310, 420)))) == [[list(row) for row in ROWS]]


def test_finds_spans_where_rules_are_missing() -> None:
    sheet = values(Sheet())
    for y in (735, 715, 695, 675, 655, 635):
        sheet.rule(50, y, 420, y)
    for x in (190, 310):
        sheet.rule(x, 635, x, 715)
    sheet.rule(50, 635, 50, 735).rule(420, 635, 420, 735).text(150, 722, "Harvest of the year")
    table = next(k for k in parse(sheet.pdf()).kids if isinstance(k, Table))
    first = table.rows[0].cells[0]
    assert (first.column_span, first.row_span, table.columns) == (3, 1, 3)


def test_finds_a_table_between_rules() -> None:
    sheet = values(Sheet()).rule(55, 715, 420, 715).rule(55, 695, 420, 695).rule(55, 630, 420, 630)
    assert tables(sheet) == [[list(row) for row in ROWS]]


def test_finds_an_aligned_table_when_asked_to() -> None:
    sheet = values(Sheet().column(60, 800, PROSE)).column(60, 580, PROSE)
    assert tables(sheet, CLUSTER) == [[list(row) for row in ROWS]]
    assert tables(sheet) == []


def test_takes_no_career_for_a_table() -> None:
    sheet = Sheet()
    for index in range(4):
        sheet.text(60, 700 - 40 * index, f"201{index} – 201{index + 2}")
        sheet.text(160, 700 - 40 * index, f"Engineer, Company {index}", bold=True)
        sheet.text(160, 686 - 40 * index, PROSE[0])
    assert tables(sheet, CLUSTER) == []


def test_takes_no_list_for_a_table() -> None:
    sheet = Sheet()
    for index, line in enumerate(PROSE):
        sheet.text(60, 700 - 14 * index, "•").text(75, 700 - 14 * index, line)
    assert tables(sheet, CLUSTER) == []


def test_takes_no_ruled_sections_for_a_table() -> None:
    sheet = Sheet()
    for index, title in enumerate(("Profile", "Experience", "Education")):
        y = 750 - index * 100
        sheet.text(60, y, title, 12, bold=True).rule(60, y - 4, 535, y - 4)
        sheet.column(60, y - 20, PROSE)
    assert tables(sheet, CLUSTER) == []


def awards(sheet: Sheet, y: float) -> Sheet:
    """A section of two short rows with years, with the heading of the next one over a rule."""
    sheet.text(60, y + 5, "Awards", 11, bold=True).rule(60, y, 535, y)
    for index, title in enumerate(("Team of the year", "Prize for safety")):
        sheet.text(60, y - 20 - 18 * index, title).text(510, y - 20 - 18 * index, f"201{index}")
    return sheet.text(60, y - 72, "Papers", 11, bold=True).rule(60, y - 77, 535, y - 77)


def test_takes_no_section_between_the_rules_of_headings_for_a_table() -> None:
    assert tables(awards(Sheet(), 700), CLUSTER) == []


def test_begins_a_table_at_the_rule_below_its_heading() -> None:
    sheet = awards(Sheet(), 800)
    for y in (723, 695, 675, 655, 635):
        sheet.rule(60, y, 535, y)
    assert tables(values(sheet), CLUSTER) == [[list(row) for row in ROWS]]
