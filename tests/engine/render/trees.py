"""A document made by hand that holds every kind of node, also inside of each other."""

from apps.engine.model import (
    Box,
    Caption,
    Cell,
    Document,
    Footnote,
    Furniture,
    Heading,
    Image,
    ListItem,
    ListNode,
    Node,
    PageSize,
    Paragraph,
    Row,
    Style,
    Table,
    Text,
)  # fmt: skip

BOX = Box(50, 50, 150, 150)
STYLE = Style("Helvetica", 10, False, False, (0, 0, 0))
NEVER, FIRST, SECOND, FOURTH = 0, 1, 2, 4


def text(*lines: str, hidden: bool = False) -> Text:
    return Text(lines, STYLE, hidden)


def items(number: int, kind: str, *labels: str) -> ListNode:
    made = tuple(
        ListItem(number + 1 + index, FIRST, BOX, text(f"item {label} & so on"), label)
        for index, label in enumerate(labels)
    )
    return ListNode(number, FIRST, BOX, kind, made)  # type: ignore[arg-type]


def table(number: int, *kids: Node) -> Table:
    head = Cell(
        number + 1, FIRST, BOX, 1, 1, 1, 2, (Heading(90, FIRST, BOX, text("Head"), 3),), True
    )
    left = Cell(number + 2, FIRST, BOX, 2, 1, 1, 1, (Paragraph(91, FIRST, BOX, text("a|b", "c")),))
    right = Cell(number + 3, FIRST, BOX, 2, 2, 1, 1, kids)
    rows = (Row(92, FIRST, BOX, 1, (head,)), Row(93, FIRST, BOX, 2, (left, right)))
    return Table(number, FIRST, BOX, 2, rows)


NESTED = ListNode(
    60,
    FIRST,
    BOX,
    "arabic numbers",
    (
        ListItem(61, FIRST, BOX, text("the outer item"), "(1)", (items(62, "bullets", "•", "•"),)),
        ListItem(
            65,
            FIRST,
            BOX,
            text("with more", "than one"),
            "(2)",
            (
                Paragraph(66, FIRST, BOX, text("# paragraph of", "its own")),
                items(67, "roman numbers", "iv.", "v.", "vii."),
                table(70, Image(77, FIRST, BOX)),
            ),
        ),
    ),
)
IMAGE = Image(40, FIRST, BOX, 'A "pear" <b> [x]')
INSIDE = Image(41, FIRST, BOX)
EVERYTHING = Document(
    page_count=5,
    pages=tuple(PageSize(number, 300, 300, 0) for number in (FIRST, SECOND, FOURTH)),
    lines=(),
    kids=(
        Furniture(1, FIRST, BOX, "header", (Paragraph(2, FIRST, BOX, text("Yearbook")),)),
        Heading(3, FIRST, BOX, text("1. Orchards", "& <fields>"), 1),
        Paragraph(4, FIRST, BOX, text("first line", "second line")),
        Paragraph(5, FIRST, BOX, text("not seen", hidden=True)),
        items(10, "bullets", "•", "•"),
        items(14, "arabic numbers", "3.", "4."),
        items(18, "letters", "a)", "b)"),
        table(20, items(30, "bullets", "•"), table(50, INSIDE)),
        IMAGE,
        Caption(42, FIRST, BOX, text("Figure 1: A pear"), 40),
        Paragraph(43, SECOND, BOX, text("on the second page")),
        Paragraph(44, FOURTH, BOX, text("on the fourth page")),
        Paragraph(45, SECOND, BOX, text("back on the second page")),
        NESTED,
        Footnote(80, FIRST, BOX, text("Or in & after 1824."), "³", 4),
        Furniture(46, FOURTH, BOX, "footer", (Paragraph(47, FOURTH, BOX, text("page 4")),)),
    ),
    title="A \x07 <title>",
)
