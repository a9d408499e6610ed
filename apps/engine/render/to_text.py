"""A document -> plain text: one paragraph, item or table row for each line."""

from apps.engine.model import (
    Caption,
    Document,
    Footnote,
    Furniture,
    Heading,
    ListItem,
    ListNode,
    Node,
    Paragraph,
    Table,
)  # fmt: skip
from apps.engine.options import Options
from apps.engine.render.flow import cell_text, flowing, is_hidden, shown, with_pages


def render(document: Document, source: bytes, options: Options) -> bytes:
    """Plain text as UTF-8."""
    parts: list[str] = []
    for separator, node in with_pages(document, options, options.text_page_separator):
        text = separator if node is None else _node(node, options)
        if text:
            parts.append(text)
    return ("\n\n".join(parts) + "\n").encode() if parts else b""


def _node(node: Node, options: Options) -> str:
    if isinstance(node, Heading | Paragraph | Caption):
        return flowing(node.text, keep=options.keep_line_breaks)
    if isinstance(node, Footnote):
        text = flowing(node.text, keep=options.keep_line_breaks)
        return f"{node.label} {text}".lstrip()
    if isinstance(node, ListNode):
        return _list(node, options)
    if isinstance(node, Table):
        return _table(node)
    if isinstance(node, Furniture):
        return "\n".join(filter(None, (_node(kid, options) for kid in shown(node.kids, options))))
    return ""


def _list(node: ListNode, options: Options) -> str:
    return "\n".join(_item(item, options) for item in node.items if not is_hidden(item))


def _item(item: ListItem, options: Options) -> str:
    """An item, its kids below its text."""
    parts = [flowing(item.text, keep=options.keep_line_breaks)]
    parts += [_node(kid, options) for kid in shown(item.kids, options)]
    indented = "\n".join(filter(None, parts)).replace("\n", "\n" + " " * (len(item.label) + 1))
    return f"{item.label} {indented}"


def _table(node: Table) -> str:
    lines = []
    for row in node.rows:
        slots = [""] * node.columns
        for cell in row.cells:
            slots[cell.column - 1] = cell_text(cell)
        lines.append("\t".join(slots).rstrip("\t"))
    return "\n".join(lines)
