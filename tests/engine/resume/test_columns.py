"""Rows put right before they are read: columns, rails, tangles, broken dates."""

from dataclasses import replace

import pytest

from apps.engine.model import Box, Line, Word
from apps.engine.resume.columns import is_page_number, split_columns
from apps.engine.resume.rails import merge_rails
from apps.engine.resume.rows import Row, make_rows
from apps.engine.resume.tangles import untangle
from tests.engine.resume.conftest import draw


def moved(line: Line, *, right: float = 0.0, down: float = 0.0) -> Line:
    """The line at another place."""

    def shift(box: Box) -> Box:
        return Box(box.left + right, box.bottom - down, box.right + right, box.top - down)

    words = tuple(Word(w.text, shift(w.box), w.style, w.space_before, w.link) for w in line.words)
    return replace(line, words=words, box=shift(line.box))


def texts(rows: tuple[Row, ...]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows]


def test_a_wide_gap_ends_a_cell() -> None:
    rows = split_columns(make_rows(draw("Engineer, Fjord AB || 2019 – 2021").lines))
    assert texts(rows) == [["Engineer, Fjord AB", "2019 – 2021"]]


def test_signs_are_no_text() -> None:
    (row,) = make_rows(draw("• Built things").lines)
    assert (row.first.sign, row.text) == ("•", "Built things")


def test_a_date_in_front_is_a_cell_of_its_own() -> None:
    rows = split_columns(make_rows(draw("2019 – 2021 Engineer, Fjord AB").lines))
    assert texts(rows) == [["2019 – 2021", "Engineer, Fjord AB"]]


def test_a_date_broken_over_two_rows_is_whole() -> None:
    rows = split_columns(make_rows(draw("Fjord AB || March 2020 –\n || March 2021").lines))
    assert texts(rows) == [["Fjord AB", "March 2020 – March 2021"]]


def test_a_date_broken_inside_its_last_word_is_whole() -> None:
    rows = split_columns(make_rows(draw("Cantina Rossi || maggio 2020 – in\n || corso").lines))
    assert texts(rows) == [["Cantina Rossi", "maggio 2020 – in corso"]]


def test_a_date_stacked_in_three_rows_is_whole() -> None:
    drawn = draw("Apr 2021 || Editor\nto || Fjord AB, Oslo\nPresent\n• Wrote").lines
    assert texts(split_columns(make_rows(drawn)))[0] == ["Apr 2021 to Present", "Editor"]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("Fjord AB, Oslo (May 2016 –", "June 2020). Ran the office.",
         ["Fjord AB, Oslo (May 2016 – June 2020).", "Ran the office."]),
        ("Fjord AB, Oslo · Aug. 2016 – Dec.", "2020",
         ["Fjord AB, Oslo · Aug. 2016 – Dec. 2020"]),
        ("Clerk, Fjord AB (Sep", "2014 to Jun 2016).", ["Clerk, Fjord AB (Sep 2014 to Jun 2016)."]),
        ("Built in 2019", "2020 was better", ["Built in 2019", "2020 was better"]),
        ("March 2019 – May 2020", "June 2020 – Present",
         ["March 2019 – May 2020", "June 2020 – Present"]),
    ],
)  # fmt: skip
def test_a_row_that_ends_inside_a_date_takes_the_rest(
    above: str, below: str, expected: list[str]
) -> None:
    rows = split_columns(make_rows(draw(f"{above}\n{below}").lines))
    assert [row.text for row in rows] == expected


def test_a_date_behind_a_bullet_belongs_to_the_row_above() -> None:
    rows = split_columns(make_rows(draw("**Fjord AB**\n• Built things || 2019 – 2021").lines))
    assert texts(rows) == [["Fjord AB"], ["2019 – 2021"], ["Built things"]]


def test_a_rail_read_apart_rejoins_its_texts() -> None:
    dates = draw("2021\n2020\n2019").lines
    jobs = [moved(line, right=90) for line in draw("Editor\nClerk\nCook\nBaker").lines]
    lines = [*dates, *(replace(line, region=1) for line in jobs)]
    assert texts(merge_rails(make_rows(lines))) == [
        ["2021", "Editor"],
        ["2020", "Clerk"],
        ["2019", "Cook"],
        ["Baker"],
    ]


@pytest.mark.parametrize(
    ("text", "is_rail"),
    [
        ("Lido Trust\nLifeguard, Hove\n2021", False),
        ("Lido Trust\nLifeguard, Hove\nIn 2021 I ran the pool and all that went on in it", True),
        ("Lido Trust\nLifeguard, Hove\nEvery summer", True),
    ],
)
def test_columns_that_both_have_dates_are_two_stories(text: str, *, is_rail: bool) -> None:
    left = draw("Harbour Museum\nGuide, Lewes\n2023").lines
    right = [replace(moved(line, right=200), region=1) for line in draw(text).lines]
    merged = merge_rails(make_rows([*left, *right]))
    assert len(merged) == (3 if is_rail else 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019 → 2021", ["2019 → 2021"]),
        ("Waiter, Rye || 2019 → today", ["Waiter, Rye", "2019 → today"]),
        ("Rye → Hove", ["Rye", "Hove"]),
        ("→ 2021", ["2021"]),
    ],
)
def test_an_arrow_behind_a_year_stands_for_a_dash(text: str, expected: list[str]) -> None:
    assert texts(split_columns(make_rows(draw(text).lines))) == [expected]


def test_a_column_with_headings_of_its_own_is_no_rail() -> None:
    left = draw("## EDUCATION\nFjord School\n## SKILLS\nBread\nCakes\nTarts").lines
    jobs = draw("## EXPERIENCE\nCook at Lunde\n## AWARDS\nBest cake\nBest bread\nBest tart").lines
    right = [replace(moved(line, right=250), region=1) for line in jobs]
    assert all(len(row.cells) == 1 for row in merge_rails(make_rows([*left, *right])))


@pytest.mark.parametrize(
    ("heads", "is_rail"),
    [(("## SKILLS", "## EDUCATION"), False), (("**Service**", "**Software**"), True)],
)
def test_columns_that_begin_with_headings_are_no_rail(
    heads: tuple[str, str], *, is_rail: bool
) -> None:
    """Groups of skills may be called like sections, but look unlike the headings here."""
    above = draw(
        "## EXPERIENCE\nCook at Lunde\n\n## AWARDS\nBest cake\n\n## LANGUAGES\nDutch"
    ).lines
    left = draw(f"{heads[0]}\nBread\nCakes").lines
    right = (moved(line, right=250) for line in draw(f"{heads[1]}\nFjord School\nOslo").lines)
    below = (*(replace(one, region=1) for one in left), *(replace(one, region=2) for one in right))
    beside = merge_rails(make_rows([*above, *below]))[len(above) :]
    assert len(beside) == (3 if is_rail else 6)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("» wrote texts\n» read texts", ["•", "•"]),
        ("o Wrote texts\no Read texts", ["•", "•"]),
        ("o wrote texts\no read texts", [None, None]),
        ("» wrote texts\nand read texts", [None, None]),
    ],
)
def test_a_sign_that_opens_several_rows_is_a_bullet(text: str, signs: list[str | None]) -> None:
    assert [row.first.sign for row in make_rows(draw(text).lines)] == signs


def test_two_columns_read_line_by_line_are_read_one_after_the_other() -> None:
    left = draw("## EXPERIENCE\nCook\nBaker\n## AWARDS\nBest cake\nBest bread").lines
    right = [
        moved(line, right=250, down=3)
        for line in draw("## SKILLS\nBread\nCakes\n## LANGUAGES\nFrench\nDutch").lines
    ]
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    assert [row.text for row in untangle(make_rows(mixed))] == [
        *("EXPERIENCE", "Cook", "Baker", "AWARDS", "Best cake", "Best bread"),
        *("SKILLS", "Bread", "Cakes", "LANGUAGES", "French", "Dutch"),
    ]


@pytest.mark.parametrize("text", ["3", "2/4", "Page 2 of 3", "- 4 -", "Seite 2 von 3"])
def test_knows_page_numbers(text: str) -> None:
    assert is_page_number(make_rows(draw(text).lines)[0])


@pytest.mark.parametrize("text", ["2019", "22 85 50 50", "3 people", "Page Turner", "Level 3"])
def test_leaves_other_numbers_alone(text: str) -> None:
    assert not is_page_number(make_rows(draw(text).lines)[0])


TYPED = [
    "o Built bridges\no Laid 40 rails",
    "> Built bridges\n> Laid rails",
    ". Built it\n. Sold it",
]


@pytest.mark.parametrize("text", TYPED)
def test_a_typed_sign_that_opens_several_rows_is_a_bullet(text: str) -> None:
    assert [row.first.sign for row in make_rows(draw(text).lines)] == ["•", "•"]


NOT_TYPED = [
    "o Brasil é grande\nBuilt bridges",
    "o Built bridges\no grupo seguiu\no time venceu",
    "O Built bridges\nO Laid rails",
    "C Built bridges\nC Laid rails",
    "5 Built bridges\n5 Laid rails",
]


@pytest.mark.parametrize("text", NOT_TYPED)
def test_leaves_letters_alone(text: str) -> None:
    assert [row.first.sign for row in make_rows(draw(text).lines) if row.first.sign] == []


def test_a_rule_of_typed_signs_is_space() -> None:
    above, below = make_rows(draw("Built bridges\n==========\nLaid rails").lines)
    assert below.space > above.size
