"""Which items make one list, what stands in an item, and where a list goes on."""

import pytest

from apps.engine.document import parse
from apps.engine.document.labels import find_label
from apps.engine.model import ListNode, Node, Paragraph, Table
from tests.engine.sheets import PROSE, Sheet

Row = tuple[float, str]  # left end, text


def nodes(*rows: Row) -> tuple[Node, ...]:
    sheet = Sheet()
    for index, (left, text) in enumerate(rows):
        sheet.text(left, 700 - 13 * index, text)
    return parse(sheet.pdf()).kids


def shape(node: Node) -> object:
    """The items of a list by their labels, what stands in an item behind it; else the text."""
    if not isinstance(node, ListNode):
        return node.text.lines[0] if isinstance(node, Paragraph) else type(node).__name__
    return [part for item in node.items for part in (item.label, *map(shape, item.kids))]


def lists(*rows: Row) -> list[object]:
    return [shape(node) for node in nodes(*rows) if isinstance(node, ListNode)]


NESTED = [
    (
        "bullets further in",
        [(60, "• Apples"), (75, "• Cox"), (75, "• Boskoop"), (60, "• Pears")],
        [["•", ["•", "•"], "•"]],
    ),
    (
        "letters within numbers",
        [(60, "1. Fruit"), (80, "a. Apples"), (80, "b. Pears"), (60, "2. Nuts")],
        [["1.", ["a.", "b."], "2."]],
    ),
    (
        "three deep",
        [(60, "1) Fruit"), (75, "– Pome"), (90, "* Apples"), (75, "– Stone"), (60, "2) Nuts")],
        [["1)", ["–", ["*"], "–"], "2)"]],
    ),
    (
        "letters no further in, when the numbers go on",
        [(60, "1. Fruit"), (60, "a) Apples"), (60, "b) Pears"), (60, "2. Nuts")],
        [["1.", ["a)", "b)"], "2."]],
    ),
    (
        "letters no further in, when they do not",
        [(60, "1. Fruit"), (60, "2. Nuts"), (60, "a) Apples"), (60, "b) Pears")],
        [["1.", "2."], ["a)", "b)"]],
    ),
    (
        "parts of numbers, wherever they stand",
        [(60, "1. Fruit"), (60, "1.1 Apples"), (60, "1.2 Pears"), (60, "2. Nuts")],
        [["1.", ["1.1", "1.2"], "2."]],
    ),
    (
        "the first part of a number, as far in as its text",
        [(60, "1. Fruit"), (72, "1.1 Apples"), (60, "2. Nuts")],
        [["1.", ["1.1"], "2."]],
    ),
    (
        "roman numbers set flush right",
        [(63, "i. Fruit"), (60.5, "ii. Nuts"), (58, "iii. Herbs"), (57.5, "iv. Roots")],
        [["i.", "ii.", "iii.", "iv."]],
    ),
    (
        "numbers in brackets",
        [(60, "[1] Fruit"), (60, "[2] Nuts"), (60, "[3] Herbs")],
        [["[1]", "[2]", "[3]"]],
    ),
    (
        "capital roman numbers",
        [(60, "I. Fruit"), (60, "II. Nuts"), (60, "III. Herbs")],
        [["I.", "II.", "III."]],
    ),
    (
        "a list that begins anew",
        [(60, "1. Fruit"), (60, "2. Nuts"), (60, "1. Herbs"), (60, "2. Roots")],
        [["1.", "2."], ["1.", "2."]],
    ),
]


@pytest.mark.parametrize(
    ("rows", "expected"), [case[1:] for case in NESTED], ids=[c[0] for c in NESTED]
)
def test_knows_what_belongs_to_a_list(rows: list[Row], expected: list[object]) -> None:
    assert lists(*rows) == expected


@pytest.mark.parametrize(
    "rows",
    [
        [(60, "1. Fruit")],
        [(60, "1. Fruit"), (60, PROSE[0]), (60, "2. Nuts")],
        [(60, "1. Fruit"), (60, PROSE[0]), (60, "4. Nuts")],
        [(60, "1. Fruit"), (80, "2. Nuts")],
        [(60, "1. Fruit"), (60, "b. Nuts")],
        [(60, "1.1 Fruit"), (60, "2.4 Nuts")],
        [(60, "[3] Fruit"), (60, "[7] Nuts")],
    ],
)
def test_leaves_single_numbers_alone(rows: list[Row]) -> None:
    assert lists(*rows) == []


def test_keeps_further_paragraphs_in_their_item() -> None:
    sheet = Sheet().text(60, 700, "1. The trees are planted.")
    sheet.column(72, 678, PROSE).text(60, 613, "2. They are watered.").column(60, 590, PROSE)
    found, rest = parse(sheet.pdf()).kids
    assert shape(found) == ["1.", PROSE[0], "2."]
    assert shape(rest) == PROSE[0]


def test_keeps_a_table_in_its_item() -> None:
    sheet = Sheet().text(60, 700, "1. The trees are planted.")
    for y in (680, 660, 640):
        sheet.rule(75, y, 275, y)
    for x in (75, 175, 275):
        sheet.rule(x, 640, x, 680)
    sheet.text(80, 665, "Fruit").text(180, 665, "Trees").text(80, 645, "Plum").text(180, 645, "7")
    sheet.text(60, 620, "2. They are watered.")
    (found,) = parse(sheet.pdf()).kids
    assert isinstance(found, ListNode)
    assert [type(kid) for kid in found.items[0].kids] == [Table]


def test_goes_on_behind_the_end_of_a_page() -> None:
    sheet = Sheet().column(60, 100, ["1. Fruit", "2. Nuts"]).page()
    sheet.column(60, 780, ["3. Herbs", *PROSE]).page()
    first, second, _, _ = parse(sheet.column(60, 780, ["4. Roots", "5. Stems"]).pdf()).kids
    assert isinstance(first, ListNode)
    assert isinstance(second, ListNode)
    assert [item.label for item in second.items] == ["3."]
    assert (first.previous, first.next) == (None, second.id)
    assert second.previous == first.id


def test_reads_labels_without_a_gap_in_front_of_wrapped_text() -> None:
    sheet = Sheet()
    for index, (label, line) in enumerate([("1", PROSE[0]), ("", PROSE[1]), ("2", PROSE[2])]):
        sheet.text(60, 700 - 13 * index, label).text(90, 700 - 13 * index, line)
    (found,) = parse(sheet.pdf()).kids
    assert isinstance(found, ListNode)
    assert [item.text.lines for item in found.items] == [PROSE[:2], PROSE[2:3]]


@pytest.mark.parametrize(
    ("text", "kinds", "values"),
    [
        ("• a", ["bullets"], [0]),
        ("12. a", ["arabic numbers"], [12]),
        ("3.2.4 a", ["arabic numbers"], [4]),
        ("③ a", ["arabic numbers"], [3]),
        ("i. a", ["roman numbers", "letters"], [1, 9]),
        ("XIV) a", ["roman numbers"], [14]),
        ("б) a", ["letters"], [2]),
    ],
)
def test_reads_labels(text: str, kinds: list[str], values: list[int]) -> None:
    label = find_label(text)
    assert label is not None
    assert [reading.kind for reading in label.readings] == kinds
    assert [reading.value for reading in label.readings] == values


@pytest.mark.parametrize("text", ["3.5", "Mix. it", "iic. a", "2019 was dry", "Ab) a", "1.", "[x"])
def test_reads_no_labels(text: str) -> None:
    assert find_label(text) is None
