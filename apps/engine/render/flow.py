"""What the renderers share: which nodes are shown, how lines flow, where pages end."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from apps.engine.document.hyphens import SOFT, conjunctions
from apps.engine.model import (
    Cell,
    Document,
    Footnote,
    Furniture,
    Image,
    ListItem,
    ListNode,
    Node,
    Paragraph,
    Table,
    Text,
)  # fmt: skip
from apps.engine.options import Options
from apps.engine.render.table_chains import with_joined_tables

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]"
)
"""Scripts written without blanks, with their punctuation: Thai, Lao, Burmese, Khmer, Han, kana."""
UNSPACED_FROM = "\u0e00"
ADDRESS = re.compile(r"(?:\w://|\bwww\.)\S+$")  # at the end of a line: it may go on below
ADDRESS_BREAKS = "/.-_?=&#%~"
FIRST_WORD = re.compile(r"[^\W\d_]+")
PAGE_NUMBER = "%page-number%"


def shown(nodes: Iterable[Node], options: Options) -> Iterator[Node]:
    """The nodes that a reader of the page would see, furniture only when asked for."""
    for node in nodes:
        if isinstance(node, Furniture):
            if options.include_header_footer:
                yield node
        elif isinstance(node, ListNode | Table) or not is_hidden(node):
            yield node


def is_hidden(node: Node | ListItem) -> bool:
    """Whether the text of a node cannot be seen on the page."""
    text = getattr(node, "text", None)
    return isinstance(text, Text) and text.hidden


def flowing(text: Text, line_end: str = "\n", *, keep: bool = False) -> str:
    """The lines of a text as one, or kept apart by `line_end`.

    A word divided at the end of a line, which a soft hyphen tells, is made whole. Other hyphens
    stay; the blank after them goes.
    """
    if keep:
        return line_end.join(text.lines).replace(SOFT, "-")
    joined = text.lines[0] if text.lines else ""
    for line in text.lines[1:]:
        if joined[-1:] == SOFT:
            joined = joined[:-1] + line
        else:
            joined += line if not joined or _is_close(joined, line) else " " + line
    return joined[:-1] + "-" if joined[-1:] == SOFT else joined


def _is_close(before: str, line: str) -> bool:
    """Whether the line below goes on without a blank: behind a hyphen, and in Chinese."""
    if before[-1] < UNSPACED_FROM and before[-1] not in ADDRESS_BREAKS:
        return False  # most lines end so
    if UNSPACED.match(before[-1]) and UNSPACED.match(line[:1]):
        return True
    if before[-1] in ADDRESS_BREAKS and ADDRESS.search(before) and line[:1].isalnum():
        return before[-1] != "." or not line[:1].isupper()
    if len(before) < 2 or before[-1] not in "-‐":
        return False
    if before[-2].isdigit():
        return line[:1].isdigit()
    word = FIRST_WORD.match(line)
    return before[-2].isalpha() and word is not None and word[0].lower() not in conjunctions()


def with_pages(
    document: Document, options: Options, separator: str
) -> Iterator[tuple[str | None, Node | None]]:
    """Shown nodes, each as (None, node), and page separators between pages as (text, None).

    Where pages are kept apart, so are the parts of a table or a paragraph that runs over them.
    """
    kids = document.kids if separator else with_joined_tables(_with_joined_text(document.kids))
    page: int | None = None
    order = {size.number: place for place, size in enumerate(document.pages)}
    for node in shown(kids, options):
        if page is None or order[node.page] > order[page]:
            if separator and page is not None:
                yield separator.replace(PAGE_NUMBER, str(node.page)), None
            page = node.page
        yield None, node


def _with_joined_text(nodes: Sequence[Node]) -> Sequence[Node]:
    """The nodes, with the parts of each paragraph joined where the first of them stands."""
    parts = {node.id: node for node in nodes if isinstance(node, Paragraph)}
    if not any(part.previous in parts for part in parts.values()):
        return nodes
    whole: list[Node] = []
    for node in nodes:
        if not isinstance(node, Paragraph):
            whole.append(node)
        elif node.previous not in parts:
            lines, last = list(node.text.lines), node
            while last.next in parts:
                last = parts[last.next]
                lines += last.text.lines
            whole.append(replace(node, text=replace(node.text, lines=tuple(lines))))
    return whole


def cell_text(cell: Cell) -> str:
    """What a cell says, on one line; lists and tables in it flow along."""
    return " ".join(filter(None, _said(cell.kids)))


def _said(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ListNode):
            for item in node.items:
                yield f"{item.label} {flowing(item.text)}"
                yield from _said(item.kids)
        elif isinstance(node, Footnote):
            yield f"{node.label} {flowing(node.text)}".lstrip()
        elif isinstance(node, Table):
            yield from (cell_text(cell) for row in node.rows for cell in row.cells)
        elif isinstance(node, Furniture):
            yield from _said(node.kids)
        elif not isinstance(node, Image) and not is_hidden(node):
            yield flowing(node.text)


def all_images(nodes: Iterable[Node]) -> Iterator[Image]:
    """Every image, also those in items, cells and furniture, in order."""
    for node in nodes:
        if isinstance(node, Image):
            yield node
        else:
            yield from all_images(inside(node))


def inside(node: Node) -> Iterator[Node]:
    """The nodes right inside of a node: of furniture, of the items of a list, of cells."""
    if isinstance(node, Furniture):
        yield from node.kids
    elif isinstance(node, ListNode):
        yield from (kid for item in node.items for kid in item.kids)
    elif isinstance(node, Table):
        yield from (kid for row in node.rows for cell in row.cells for kid in cell.kids)
