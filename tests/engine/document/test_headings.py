"""Which lines are headings, and of which level: more lines are left alone than taken."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from apps.engine.document.headings import Found, Setting, find_headings
from apps.engine.model import Box, Line, PageSize, Style, Word

PAGE = PageSize(1, 595.0, 842.0, 0)
BODY = Style("Lato", 10.0, False, False, (0.0, 0.0, 0.0))
BOLD = Style("Lato-Bold", 10.0, True, False, (0.0, 0.0, 0.0))
LARGE = Style("Lato", 14.0, False, False, (0.0, 0.0, 0.0))
TITLE = Style("Lato-Bold", 18.0, True, False, (0.0, 0.0, 0.0))
SMALL = Style("Lato-Bold", 6.0, True, False, (0.0, 0.0, 0.0))
ITALIC = Style("Lato-Italic", 10.0, False, True, (0.0, 0.0, 0.0))
RED = Style("Lato", 10.0, False, False, (0.6, 0.1, 0.1))
PROSE = "The committee met twice a month and kept short minutes of every decision"

Row = tuple[str, Style, float]  # text, style, height of its foot on the page


def line(text: str, style: Style, bottom: float, left: float = 60.0) -> Line:
    wide, words = 0.5 * style.size, []
    for word in text.split():
        right = left + wide * len(word)
        words.append(Word(word, Box(left, bottom, right, bottom + style.size), style))
        left = right + wide
    box = Box(words[0].box.left, bottom, words[-1].box.right, bottom + style.size)
    return Line(int(1000 - bottom), 1, box, tuple(words), text)


def block(text: str, style: Style, bottom: float) -> tuple[Line, ...]:
    """One line, or a paragraph of two where it is prose."""
    first = line(text, style, bottom)
    return (first, line(text, style, bottom - 13)) if text == PROSE else (first,)


def headings(
    rows: Sequence[Row], page: PageSize = PAGE, tables: Sequence[Box] = (), **pictures: Box
) -> list[Found]:
    blocks = [block(*row) for row in rows]
    styles = [style for _, style, _ in rows]
    setting = Setting(BODY, {1: page}, {1: tuple(pictures.values())}, {1: tuple(tables)})
    return find_headings(blocks, styles, setting)


def page_with(text: str, style: Style) -> list[Row]:
    """The text between two paragraphs of a page, set apart from the one above."""
    return [(PROSE, BODY, 700), (text, style, 660), (PROSE, BODY, 640)]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Harvest", BOLD),
        ("Changing objectives:", BOLD),
        ("Why do apples fall?", BOLD),
        ("2.1 Materials", BOLD),
        ("2.1 Materials", BODY),
        ("Harvest", LARGE),
        ("Figures of speech", LARGE),
        ("RESULTS AND DISCUSSION", BODY),
        ("Harvest", RED),
        ("Image processing", BOLD),
        ("Apples, Pears and Plums", BOLD),
        ("Chapter 7.", BOLD),
        ("1 Überblick", LARGE._replace(size=11.5)),
        ("票价", BOLD),
        ("A. Arrivals", ITALIC),
        ("Version 4.2.0 (18 May 2025)", BOLD),
        ("§ 14-202. Duration and renewal.", BOLD),
    ],
)
def test_takes_as_heading(text: str, style: Style) -> None:
    assert [found.start for found in headings(page_with(text, style))] == [1]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Harvest", BODY),
        ("Reagents:", BODY),
        ("This line is bold and makes a full statement, as emphasis does.", BOLD),
        ("and goes on in bold", BOLD),
        ("An aside in italics.", ITALIC),
        ("Total 12.5 14.1 18.7", BOLD),
        ("• An item in bold", BOLD),
        ("Harvest", SMALL),
        ("12.5 14.1 16.9", BOLD),
        ("A1 B2 C3 D4", BOLD),
        ("122 responses", BOLD),
        ("Figure 3: The orchard in spring", BOLD),
        ("Table 2. Yield by year", LARGE),
        ("Tabelle 4: Ertrag", BOLD),
        ("Source: own survey", BOLD),
        ("Harvest ........ 12", BOLD),
        ("1999", BOLD),
        ("see also the minutes", LARGE),
        (" ".join([PROSE] * 2), BOLD),
        ("“Nobody knew how cold it would get.”", LARGE._replace(size=11.0)),
        ("keeper@orchard.example", LARGE),
        ("(provisional)", BOLD),
        ("BEGIN TRANSACTION", BODY._replace(font="DejaVuSansMono")),
        ("Jane Keeper, Max von Apfel and T. Pear", LARGE),
        ("Jane Keeper1,2, Max Apfel2*", LARGE),
    ],
)
def test_leaves_alone(text: str, style: Style) -> None:
    assert headings(page_with(text, style)) == []


def test_leaves_the_text_below_a_bare_label_alone() -> None:
    rows = [(PROSE, BODY, 700), ("Figure 7.", BOLD, 660), ("The orchard in spring", BOLD, 600)]
    assert headings([*rows, (PROSE, BODY, 570)]) == []


def test_leaves_a_sentence_over_two_blocks_alone() -> None:
    rows = [(PROSE, BODY, 700), ("Nobody knew how cold it", BOLD, 660), ("would get", BOLD, 630)]
    assert headings([*rows, (PROSE, BODY, 590)]) == []


def test_leaves_stacked_labels_alone() -> None:
    labels = [(text, BOLD, 660 - 30 * i) for i, text in enumerate(("North", "East", "South"))]
    assert headings([(PROSE, BODY, 700), *labels, (PROSE, BODY, 500)]) == []


def test_takes_headings_of_tables() -> None:
    names = [(text, BOLD, 660.0 - 100 * i) for i, text in enumerate(("North", "East", "South"))]
    rows = [(PROSE, BODY, 700), *names]
    tables = [Box(60, bottom - 80, 500, bottom - 10) for _, _, bottom in names]
    assert [found.start for found in headings(rows, tables=tables)] == [1, 2, 3]
    aside = [Box(510, table.bottom, 560, table.top) for table in tables]
    assert headings(rows) == headings(rows, tables=aside[:1]) == []


def test_takes_what_looks_like_the_headings_of_the_document() -> None:
    last = ("Known issues", BOLD, 500.0)
    assert [found.start for found in headings([*page_with("Harvest", BOLD), last])] == [1, 3]
    assert [found.start for found in headings([*page_with("Harvest", LARGE), last])] == [1]
    labels = [("Figure 1. A pear", BOLD, 480.0), ("Figure 2. A plum", BOLD, 460.0)]
    rows = [*page_with("Harvest", BOLD), *labels, last]
    assert [found.start for found in headings(rows)] == [1]
    rows = [*page_with("Harvest", TITLE), ("E", TITLE, 500.0), (PROSE, BODY, 480)]
    assert [found.start for found in headings(rows)] == [1]


def test_leaves_the_running_head_alone() -> None:
    assert headings([("ORCHARDS OF THE NORTH", BODY, 810), (PROSE, BODY, 700)]) == []
    assert (
        headings([("12 Orchards of the North", LARGE._replace(size=12.0), 810), (PROSE, BODY, 700)])
        == []
    )


def test_leaves_text_on_pictures_alone() -> None:
    rows = page_with("Plan", TITLE)
    assert headings(rows, figure=Box(50, 600, 300, 690)) == []
    assert [found.start for found in headings(rows, banner=Box(0, 600, 595, 690))] == [1]


def test_leaves_the_line_above_the_title_alone() -> None:
    rows = [("Annual report", LARGE, 730), ("Orchards of the north", TITLE, 690)]
    assert [found.start for found in headings([*rows, (PROSE, BODY, 650)])] == [1]


def test_leaves_the_letterhead_alone() -> None:
    rows = [("Orchard", LARGE, 800), ("of the north", BODY, 802), (PROSE, BODY, 700)]
    assert headings(rows) == []
    assert [found.start for found in headings([("Orchard", LARGE, 800), *rows[2:]])] == [0]


def test_leaves_the_line_below_the_title_alone() -> None:
    rows = [("Orchards of the north", TITLE, 700), ("Jane Keeper", LARGE, 670)]
    assert [found.start for found in headings([*rows, ("June 2020", BODY, 640)])] == [0]
    assert [found.start for found in headings([*rows, (PROSE, BODY, 640)])] == [0, 1]


def test_takes_the_title_of_a_slide() -> None:
    slide = PageSize(1, 960.0, 540.0, 0)
    rows = [("Outlook 2030", LARGE, 505), ("Orchards Ltd", BODY, 507), (PROSE, BODY, 400)]
    assert [found.start for found in headings(rows, slide)] == [0]


def test_takes_the_number_of_a_chapter() -> None:
    rows = [("2", TITLE, 640), ("Orchards", TITLE, 590), (PROSE, BODY, 500)]
    assert [found.start for found in headings(rows)] == [0, 1]
    assert headings([("2", TITLE, 640), (PROSE, BODY, 600)]) == []


def test_leaves_the_label_of_an_axis_alone() -> None:
    label = replace(line("Tons of apples", BOLD, 500), box=Box(60, 500, 70, 570))
    blocks = [block(PROSE, BODY, 700), (label,), block(PROSE, BODY, 400)]
    setting = Setting(BODY, {1: PAGE})
    assert find_headings(blocks, [BODY, BOLD, BODY], setting) == []


def test_joins_the_lines_of_a_title() -> None:
    rows = [("Orchards of the north and", TITLE, 700), ("their keepers", TITLE, 670)]
    assert headings([*rows, (PROSE, BODY, 640)]) == [Found(0, 2, 1)]


@pytest.mark.parametrize(
    ("second", "bottom"),
    [("2 Keepers", 675.0), ("Keepers", 640.0), ("Table 1: Keepers", 675.0)],
)
def test_keeps_headings_apart(second: str, bottom: float) -> None:
    rows = [("1 Orchards", TITLE, 700), (second, TITLE, bottom), (PROSE, BODY, 600)]
    assert all(found.stop - found.start == 1 for found in headings(rows))


def test_ranks_levels_by_look() -> None:
    rows = [
        ("Orchards of the north", TITLE, 760), (PROSE, BODY, 730),
        ("Harvest", LARGE, 690), (PROSE, BODY, 670),
        ("Weather", LARGE._replace(size=13.8), 630), (PROSE, BODY, 610),
        ("Frost", BOLD, 570), (PROSE, BODY, 550),
    ]  # fmt: skip
    assert [found.level for found in headings(rows)] == [1, 2, 2, 3]


def test_ranks_levels_by_section_number() -> None:
    rows = [
        ("1 Orchards", BOLD, 760), (PROSE, BODY, 730),
        ("1.1 Harvest", BOLD, 690), (PROSE, BODY, 670),
        ("Weather", BOLD, 630), (PROSE, BODY, 610),
    ]  # fmt: skip
    assert [found.level for found in headings(rows)] == [1, 2, 1]


def test_joins_lines_that_hang_from_the_number() -> None:
    upper = (line("12 Orchards of the north and", TITLE, 700),)
    lower = (line("their keepers", TITLE, 678, left=upper[0].words[1].box.left),)
    below = block(PROSE, BODY, 640)
    found = find_headings([upper, lower, below], [TITLE, TITLE, BODY], Setting(BODY, {1: PAGE}))
    assert found == [Found(0, 2, 1)]
