"""What other programs read in the Markdown and the HTML: every text of the tree, and no fault."""

import re
from collections.abc import Iterable, Iterator

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from apps.engine.model import (
    Caption,
    Cell,
    Document,
    Footnote,
    Heading,
    ListItem,
    ListNode,
    Node,
    PageSize,
    Paragraph,
    Row,
    Table,
    Text,
)
from apps.engine.options import Options
from apps.engine.render import to
from apps.engine.render.flow import flowing, inside
from tests.engine.render.trees import BOX, EVERYTHING, STYLE

MARKDOWN = MarkdownIt("commonmark").enable("table")
LINES = st.text(
    st.sampled_from("abc XYZ 123 -+*_#.()[]<>&|!`~\\:/=\"'éß²م"), min_size=1, max_size=20
).filter(lambda text: text.strip() == text)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map(lambda lines: Text(tuple(lines), STYLE))
LABELS = st.sampled_from(["1.", "3)", "(a)", "•", "–", "1.2", "[7]", "iv."])
KINDS = st.sampled_from(["bullets", "arabic numbers", "letters", "roman numbers"])


def plain(text: Text) -> Node:
    return Paragraph(1, 1, BOX, text)


def table(texts: list[Text]) -> Node:
    cells = (
        tuple(
            Cell(1, 1, BOX, row, column + 1, 1, 1, (plain(text),))
            for column, text in enumerate(texts)
        )
        for row in (1, 2)
    )
    rows = tuple(Row(1, 1, BOX, number + 1, row) for number, row in enumerate(cells))
    return Table(1, 1, BOX, len(texts), rows)


PLAIN = st.one_of(
    TEXTS.map(plain),
    TEXTS.map(lambda text: Heading(1, 1, BOX, text, 2)),
    TEXTS.map(lambda text: Caption(1, 1, BOX, text, None)),
    TEXTS.map(lambda text: Footnote(1, 1, BOX, text, "³")),
    st.lists(TEXTS, min_size=1, max_size=3).map(table),
)


def listed(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    kids = st.lists(nodes, max_size=2).map(tuple)
    item = st.builds(ListItem, st.just(1), st.just(1), st.just(BOX), TEXTS, LABELS, kids)
    items = st.lists(item, min_size=1, max_size=3).map(tuple)
    return st.builds(ListNode, st.just(1), st.just(1), st.just(BOX), KINDS, items)


NODES = st.recursive(PLAIN, listed, max_leaves=6)


def document(*nodes: Node) -> Document:
    return Document(1, (PageSize(1, 300, 300, 0),), (), nodes)


def said(node: Node | ListItem) -> Iterator[str]:
    text = getattr(node, "text", None)
    if isinstance(text, Text) and not text.hidden:
        yield flowing(text)
    if isinstance(node, ListNode):
        for item in node.items:
            yield from said(item)
    kids: Iterable[Node] = inside(node) if not isinstance(node, ListItem) else ()
    for kid in kids:
        yield from said(kid)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def shown(tokens: Iterable[Token]) -> str:
    """All text of parsed Markdown; HTML that nobody meant would be missing in it."""
    parts: list[str] = []
    for token in tokens:
        for child in token.children or ():
            parts.append(" " if child.type.endswith("break") else child.content)
            assert child.type in ("text", "text_special", "softbreak", "hardbreak", "image")
        assert token.type not in ("fence", "code_block", "html_block")
        parts.append(" ")
    return squeezed("".join(parts))


def heading(text: str) -> Node:
    return Heading(1, 1, BOX, Text((text,), STYLE), 2)


@settings(deadline=None)
@given(st.lists(NODES, min_size=1, max_size=3))
@example([heading("#")])
@example([heading("a ##")])
@example([heading("C#")])
@example([plain(Text(("[1]: a note",), STYLE))])
def test_every_text_comes_back_from_the_markdown(nodes: list[Node]) -> None:
    written = to("markdown", document(*nodes), b"", Options()).decode()
    read = shown(MARKDOWN.parse(written))
    for node in nodes:
        for text in said(node):
            assert squeezed(text) in read, written


@settings(deadline=None)
@given(st.lists(NODES, min_size=1, max_size=3))
def test_the_html_has_no_fault(nodes: list[Node]) -> None:
    html = to("html", document(*nodes), b"", Options()).decode()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    read = squeezed(" ".join(tree.itertext()))
    for node in nodes:
        for text in said(node):
            assert squeezed(text) in read


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_holds_for_every_kind_of_node(format: str) -> None:
    options = Options(include_header_footer=True)
    written = to(format, EVERYTHING, b"", options).decode()
    if format == "html":
        html5lib.HTMLParser(strict=True).parse(written)
    else:
        assert "the outer item" in shown(MARKDOWN.parse(written))
