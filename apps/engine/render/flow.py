"""What the renderers share: which nodes are shown, how lines flow, where pages end."""

from collections.abc import Iterable, Iterator

from apps.engine.model import (
    Document,
    Furniture,
    ListItem,
    ListNode,
    Node,
    Table,
    Text,
)  # fmt: skip
from apps.engine.options import Options

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

    A hyphen at the end of a line stays: only a dictionary could tell a divided word from a
    compound. The blank after it goes.
    """
    if keep:
        return line_end.join(text.lines)
    joined = ""
    for line in text.lines:
        glue = "" if not joined or _ends_in_hyphen(joined, line) else " "
        joined += glue + line
    return joined


def _ends_in_hyphen(before: str, line: str) -> bool:
    return len(before) > 1 and before[-1] in "-‐" and before[-2].isalpha() and line[:1].isalpha()


def with_pages(
    document: Document, options: Options, separator: str
) -> Iterator[tuple[str | None, Node | None]]:
    """Shown nodes, each as (None, node), and page separators between pages as (text, None)."""
    page: int | None = None
    for node in shown(document.kids, options):
        if separator and page is not None and node.page != page:
            yield separator.replace(PAGE_NUMBER, str(node.page)), None
        page = node.page
        yield None, node
