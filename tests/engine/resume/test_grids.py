"""Tables of work and study: the first row names the columns and is no entry."""

from dataclasses import replace

import pytest

from apps.engine.model import Word
from apps.engine.resume.columns import split_columns
from apps.engine.resume.education import read_studies
from apps.engine.resume.grids import read_grid
from apps.engine.resume.rows import Row, make_rows
from tests.engine.resume.conftest import draw
from tests.engine.resume.test_columns import moved, texts


def table(*rows: str) -> tuple[Row, ...]:
    """Rows of a table, its cells apart by bars, in columns of 110 points."""
    lines = []
    for number, row in enumerate(rows):
        words: list[Word] = []
        for column, cell in enumerate(row.split("|")):
            for line in draw(cell.strip() or ".").lines if cell.strip() else ():
                words += moved(line, right=110.0 * column, down=14.0 * number).words
        line = draw("x").lines[0]
        box = words[0].box._replace(right=words[-1].box.right)
        text = " ".join(word.text for word in words)
        lines.append(replace(line, id=number, words=tuple(words), box=box, text=text))
    return split_columns(make_rows(lines))


@pytest.mark.parametrize("head", ["Degree | Institution | Year", "**Foo** | **Bar** | **Baz**"])
def test_wrapped_cells_are_whole_and_the_head_is_gone(head: str) -> None:
    rows = read_grid(table(head, "MSc | Fjord | 2019", " | College", "BSc | Lunde School | 2013"))
    values = [[text for text in row if text not in head] for row in texts(rows)]
    assert values == [["MSc", "Fjord College", "2019"], ["BSc", "Lunde School", "2013"]]


def test_lists_in_a_cell_come_below() -> None:
    rows = table("Period | Employer | Position", "2019 – 2021 | Fjord AB | Editor", " | | • Wrote")
    assert texts(read_grid(rows)) == [
        ["2019 – 2021", "Employer", "Fjord AB", "Position", "Editor"],
        ["Wrote"],
    ]


def test_the_name_of_a_column_is_no_field() -> None:
    head = "Degree | Institution | Year of Passing | Result"
    rows = table(head, "HSC | Lunde School | 2014 | 93 %", "B.E. | Fjord College | 2018 | 84 %")
    studies = read_studies(rows)
    assert [one.degree and one.degree.value for one in studies] == ["HSC", "B.E."]
    assert [one.field for one in studies] == [None, None]


@pytest.mark.parametrize(
    "rows",
    [
        ("**Editor** | Fjord AB | 2019", "**Clerk** | Lunde AB | 2015"),
        ("Editor | Fjord AB | Oslo", "2019 – 2021", "• Wrote"),
        ("Employer | Fjord AB", "Position | Editor", "Period | 2019"),
    ],
)
def test_other_rows_stay_as_they_are(rows: tuple[str, ...]) -> None:
    given = table(*rows)
    assert read_grid(given) == given
