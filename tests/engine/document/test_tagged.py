"""The tree of tagged files: what structure elements become, and when they are not believed."""

from dataclasses import replace

import pytest
from pikepdf import Array, Dictionary, Name

from apps.engine.document import parse
from apps.engine.model import (
    Caption,
    Document,
    Footnote,
    Furniture,
    Heading,
    Image,
    ListNode,
    Node,
    Paragraph,
    Table,
)
from apps.engine.options import RESUME_OPTIONS, Options
from tests.engine.sheets import Sheet
from tests.engine.tags import Tag, tagged_pdf

TAGGED = Options(use_struct_tree=True, include_header_footer=True)


def read(*tags: Tag, loose: tuple[Tag, ...] = (), roles: dict[str, str] | None = None) -> Document:
    return parse(tagged_pdf(tags, loose=loose, roles=roles), TAGGED)


def said(node: Node) -> str:
    assert isinstance(node, Heading | Paragraph | Caption)
    return " ".join(node.text.lines)


def row(y: float, *texts: str, role: str = "TD", attributes: tuple[object, ...] = ()) -> Tag:
    cells = [
        Tag(role, text, 72 + 100 * index, y, more={"A": attributes[index]} if attributes else {})
        for index, text in enumerate(texts)
    ]
    return Tag("TR", kids=tuple(cells))


HEADINGS = [("H1", 1), ("H2", 2), ("H6", 6), ("H9", 6), ("Title", 1), ("H", 1)]


@pytest.mark.parametrize(("role", "level"), HEADINGS)
def test_reads_headings(role: str, level: int) -> None:
    heading, text = read(Tag(role, "Orchards", y=760), Tag("P", "Apples and pears", y=730)).kids
    assert isinstance(heading, Heading)
    assert (heading.level, said(heading)) == (level, "Orchards")
    assert isinstance(text, Paragraph)


def test_takes_the_level_of_a_plain_heading_from_its_sections() -> None:
    inner = Tag("Sect", kids=(Tag("H", "Inner", y=700),))
    outer = Tag("Sect", kids=(Tag("H", "Outer", y=750), inner))
    assert [kid.level for kid in read(outer).kids if isinstance(kid, Heading)] == [1, 2]


def test_resolves_roles_of_the_producer() -> None:
    (node,) = read(Tag("Chapter", "Orchards"), roles={"Chapter": "Head", "Head": "H2"}).kids
    assert isinstance(node, Heading)
    assert node.level == 2


def test_ends_a_circle_of_roles() -> None:
    (node,) = read(Tag("One", "Orchards"), roles={"One": "Two", "Two": "One"}).kids
    assert isinstance(node, Paragraph)


def test_lets_inline_elements_flow_and_blocks_stand() -> None:
    words = (Tag("Span", "every", 105, 700), Tag("Link", "year", 140, 700))
    inner = Tag("P", "A paragraph inside", y=650)
    kids = read(Tag("P", "Apples", kids=(*words, inner))).kids
    assert [said(kid) for kid in kids] == ["Apples every year", "A paragraph inside"]


def test_takes_what_is_nothing_of_its_own_for_part_of_its_parent() -> None:
    """Browsers wrap the text of every element once more, in NonStruct."""
    wrapped = [Tag(role, kids=(Tag("NonStruct", text, y=y),)) for role, text, y in (
        ("H1", "Orchards", 760), ("P", "Apples and pears", 730))]  # fmt: skip
    cells = tuple(
        Tag("TH", kids=(Tag("NonStruct", t, 72 + 90 * n, 700),)) for n, t in enumerate("ab")
    )
    table = Tag("Table", kids=(Tag("TR", kids=cells), row(680, "1", "2")))
    heading, text, found = read(*wrapped, table).kids
    assert isinstance(heading, Heading)
    assert (said(heading), said(text)) == ("Orchards", "Apples and pears")
    assert isinstance(found, Table)
    assert [said(cell.kids[0]) for cell in found.rows[0].cells] == ["a", "b"]


def test_takes_it_for_a_block_among_blocks() -> None:
    loose = Tag("Div", kids=(Tag("NonStruct", "Apples", y=760), Tag("NonStruct", "Pears", y=700)))
    assert [said(kid) for kid in read(loose).kids] == ["Apples", "Pears"]


def test_follows_the_order_of_the_tree() -> None:
    right = Tag("P", "First to be read", x=320, y=700)
    left = Tag("P", "Second to be read", x=72, y=700)
    assert [said(kid) for kid in read(right, left).kids] == [
        "First to be read",
        "Second to be read",
    ]


def test_reads_lists_with_their_labels() -> None:
    items = tuple(
        Tag("LI", kids=(Tag("Lbl", f"{n}.", 72, y), Tag("LBody", text, 90, y)))
        for n, text, y in ((1, "Apples", 700), (2, "Pears", 685))
    )
    nested = Tag("LI", kids=(Tag("LBody", "Plums", 90, 670, kids=(Tag("L", kids=items),)),))
    (node,) = read(Tag("L", kids=(nested,))).kids
    assert isinstance(node, ListNode)
    assert items_of(node) == [("•", "Plums")]
    (inner,) = node.items[0].kids
    assert items_of(inner) == [("1.", "Apples"), ("2.", "Pears")]


def items_of(node: Node) -> list[tuple[str, str]]:
    assert isinstance(node, ListNode)
    return [(item.label, item.text.lines[0]) for item in node.items]


def test_keeps_what_stands_in_an_item() -> None:
    first, second = Tag("P", "Plums", 90, 700), Tag("P", "They are blue.", 90, 680)
    item = Tag("LI", kids=(Tag("Lbl", "1.", 72, 700), Tag("LBody", kids=(first, second))))
    (node,) = read(Tag("L", kids=(item, Tag("L", kids=(Tag("LI", "- Figs", y=660),))))).kids
    assert items_of(node) == [("1.", "Plums")]
    assert isinstance(node, ListNode)
    paragraph, inner = node.items[0].kids
    assert said(paragraph) == "They are blue."
    assert items_of(inner) == [("-", "Figs")]


@pytest.mark.parametrize(
    "note",
    [
        Tag("Note", kids=(Tag("Lbl", "1", 72, 300), Tag("P", "Or figs.", 80, 300))),
        Tag("Note", "1 Or figs.", y=300),
    ],
)
def test_puts_notes_behind_the_text_they_interrupt(note: Tag) -> None:
    cut = Tag("P", "Plums", 72, 700, kids=(note, Tag("Span", "and pears.", 110, 700)))
    text, rest, found = read(cut, Tag("P", "The end.", y=600)).kids
    assert (said(text), said(rest)) == ("Plums and pears.", "The end.")
    assert isinstance(found, Footnote)
    assert (found.label, found.text.lines) == ("1", ("Or figs.",))


def test_knows_header_rows() -> None:
    rows = (row(700, "Fruit", "Trees", role="TH"), row(680, "Plum", "7"))
    (table,) = read(Tag("Table", kids=rows)).kids
    assert isinstance(table, Table)
    assert [[cell.is_header for cell in one.cells] for one in table.rows] == [
        [True] * 2,
        [False] * 2,
    ]


@pytest.mark.parametrize("place", [0, 1])
def test_leaves_the_caption_of_a_table_on_its_side(place: int) -> None:
    parts = [row(700, "Plum", "7"), row(680, "Fig", "9")]
    parts.insert(2 * place, Tag("Caption", "Table 1: Trees", y=720 - 60 * place))
    kids = read(Tag("Table", kids=tuple(parts))).kids
    assert isinstance(kids[place], Caption)


def test_reads_tables_with_spans() -> None:
    wide = Dictionary(O=Name.Table, ColSpan=2)
    high = Array([Dictionary(O=Name.Layout, Width=3), Dictionary(O=Name.Table, RowSpan=2)])
    one = Dictionary(O=Name.Table)
    head = Tag("THead", kids=(row(700, "Fruit", "Price", role="TH", attributes=(one, wide)),))
    body = Tag(
        "TBody", kids=(row(680, "Plum", "1", "2", attributes=(high, one, one)), row(660, "3", "4"))
    )
    caption = Tag("Caption", "Prices of fruit", y=740)
    tables = read(Tag("Table", kids=(caption, head, body))).kids
    assert isinstance(tables[0], Caption)
    table = tables[1]
    assert isinstance(table, Table)
    assert tables[0].target == table.id
    assert table.columns == 3
    places = [(c.row, c.column, c.row_span, c.column_span) for r in table.rows for c in r.cells]
    assert places == [(1, 1, 1, 1), (1, 2, 1, 2), (2, 1, 2, 1), (2, 2, 1, 1), (2, 3, 1, 1),
                      (3, 2, 1, 1), (3, 3, 1, 1)]  # fmt: skip


def test_reads_figures_with_what_they_say_instead() -> None:
    box = Dictionary(O=Name.Layout, BBox=Array([100, 400, 300, 500]))
    image, text = read(
        Tag("Figure", more={"Alt": "A pear", "A": box}), Tag("P", "Apples and pears", y=700)
    ).kids
    assert isinstance(image, Image)
    assert (image.alt, image.box) == ("A pear", (100, 400, 300, 500))
    assert said(text) == "Apples and pears"


def test_takes_artifacts_in_the_margins_for_furniture() -> None:
    running = (Tag("", "Yearbook", y=820), Tag("", "Page 1", y=20))
    head, _, foot = read(Tag("P", "Apples and pears"), loose=running).kids
    assert isinstance(head, Furniture)
    assert isinstance(foot, Furniture)
    assert (head.kind, said(head.kids[0])) == ("header", "Yearbook")
    assert (foot.kind, said(foot.kids[0])) == ("footer", "Page 1")


def test_keeps_hidden_text_as_hidden() -> None:
    pdf = tagged_pdf([Tag("P", "Apples and pears"), Tag("P", "hidden words", y=600, size=0.5)])
    seen, hidden = parse(pdf, TAGGED).kids
    assert isinstance(seen, Paragraph)
    assert isinstance(hidden, Paragraph)
    assert (seen.text.hidden, hidden.text.hidden) == (False, True)


PROSE = Tag("P", "Apples and pears", y=500)
SHUFFLED = tuple(Tag("P", f"Line {n} of the page", y=400 + 20 * n) for n in range(12))
NOT_BELIEVED = {
    "text of the page is not in the tree": tagged_pdf([PROSE], loose=[replace(PROSE, y=300)]),
    "the producer suspects its own tags": tagged_pdf([PROSE], suspects=True),
    "the tree runs up the page": tagged_pdf(SHUFFLED),
    "the tree is empty": tagged_pdf([], loose=[PROSE]),
}


@pytest.mark.parametrize("pdf", NOT_BELIEVED.values(), ids=list(NOT_BELIEVED))
def test_ignores_trees_that_do_not_fit(pdf: bytes) -> None:
    document = parse(pdf, TAGGED)
    assert "struct_tree_ignored" in document.warnings
    assert document.kids == parse(pdf, Options()).kids


def test_is_read_only_when_asked() -> None:
    pdf = tagged_pdf([Tag("H1", "Orchards", y=760), PROSE])
    plain = parse(pdf)
    assert not any(isinstance(kid, Heading) for kid in plain.kids)
    assert plain.warnings == ()
    assert parse(Sheet().text(72, 700, "Untagged").pdf(), TAGGED).warnings == ()


def test_leaves_the_lines_alone() -> None:
    pdf = tagged_pdf([Tag("H1", "Orchards", y=760), PROSE, Tag("P", "More of them", y=485)])
    tagged, plain = (
        parse(pdf, replace(RESUME_OPTIONS, use_struct_tree=used)) for used in (True, False)
    )
    assert tagged.lines == plain.lines
    assert tagged.kids != plain.kids


def test_ends_a_tree_that_contains_itself() -> None:
    from apps.engine.document.readers.struct_tree import read_struct_tree
    from apps.engine.model import PageSize

    pdf = tagged_pdf([Tag("Sect", kids=(PROSE,))])
    assert read_struct_tree(b"%PDF-1.7 broken", [PageSize(1, 595, 842, 0)]) == ()
    assert len(read_struct_tree(pdf, [PageSize(1, 595, 842, 0)])) == 1
