"""The tree of a document as text, so that eyes can check it and a diff can show what changed."""

from collections.abc import Iterator, Sequence

from apps.engine.document.hyphens import SOFT
from apps.engine.model import (
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
    Paragraph,
    Row,
    Table,
    Text,
)

INDENT = "    "
LINE_END = " / "
"""Between two lines of one text."""
SHOWN = str.maketrans({"\u00ad": "¬"})
"""What eyes cannot see."""
DIVIDED = "¬"
"""For the soft hyphen in the middle of a word, which nobody would see."""


def outline(document: Document) -> str:
    """One line for each node; what stands in a node is indented below it."""
    return "\n".join(_nodes(document.kids)) + "\n"


def _nodes(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        yield from _node(node)


def _node(node: Node) -> Iterator[str]:
    match node:
        case Heading() | Paragraph() | Caption() | Footnote():
            yield f"{_name(node)}: {_text(node.text)}"
        case ListNode():
            yield f"list, {node.numbering}{_chain(node)}"
            yield from _inside(line for item in node.items for line in _item(item))
        case Table():
            yield f"table of {node.columns} columns{_chain(node)}"
            yield from _inside(_row(row) for row in node.rows)
        case Furniture():
            yield node.kind
            yield from _inside(_nodes(node.kids))
        case Image():
            yield "image"


def _name(node: Heading | Paragraph | Caption | Footnote) -> str:
    match node:
        case Heading():
            return f"heading {node.level}"
        case Paragraph():
            return f"paragraph{_chain(node)}"
        case Caption():
            return "caption" if node.target is None else "caption of a node"
        case Footnote():
            return f"footnote{'' if node.referenced_by is None else ' of a node'} {node.label}"


def _chain(node: object) -> str:
    """Whether it comes from a page or column before, and goes on in the next."""
    parts = {"continued": "previous", "goes on": "next"}
    return "".join(f", {word}" for word, key in parts.items() if _has(node, key))


def _has(node: object, key: str) -> bool:
    return getattr(node, key, None) is not None


def _item(item: ListItem) -> Iterator[str]:
    """An item, and the lists that stand in it."""
    yield f"{item.label} {_text(item.text)}"
    yield from _inside(_nodes(item.kids))


def _row(row: Row) -> str:
    return " | ".join(_cell(cell) for cell in row.cells)


def _cell(cell: Cell) -> str:
    spans = [
        f"{count} {name}"
        for count, name in ((cell.row_span, "rows"), (cell.column_span, "columns"))
        if count > 1
    ]
    text = LINE_END.join(line.partition(": ")[2] or line for line in _nodes(cell.kids)) or "–"
    marks = (["header"] if cell.is_header else []) + spans
    return f"{text} [{', '.join(marks)}]" if marks else text


def _inside(lines: Iterator[str]) -> Iterator[str]:
    return (INDENT + line for line in lines)


def _text(text: Text) -> str:
    lines = LINE_END.join(text.lines).replace(SOFT, DIVIDED)
    return lines + (" (hidden)" if text.hidden else "")
