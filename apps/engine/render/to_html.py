"""A document -> one self-contained HTML page; nothing in it is loaded or run."""

from html import escape

from apps.engine.model import (
    Caption,
    Document,
    Furniture,
    Heading,
    Image,
    ListNode,
    Node,
    Paragraph,
    Table,
    Text,
)  # fmt: skip
from apps.engine.options import Options
from apps.engine.render.flow import flowing, is_hidden, shown, with_pages
from apps.engine.render.html_table import html_table
from apps.engine.render.pictures import addresses

HEAD = """<!DOCTYPE html>
<html lang="und">
<head>
<meta charset="utf-8">
<title>{}</title>
</head>"""


def render(document: Document, source: bytes, options: Options) -> bytes:
    """HTML as UTF-8."""
    parts = [HEAD.format(escape(document.title or document.file_name)), "<body>"]
    pictures = addresses(document, source, options)
    for separator, node in with_pages(document, options, options.html_page_separator):
        if isinstance(node, Image):
            parts.append(_figure(node, pictures.get(node.id)))
            continue
        text = separator if node is None else _node(node, options)
        if text:
            parts.append(text)
    return ("\n".join([*parts, "</body>", "</html>"]) + "\n").encode()


def _node(node: Node, options: Options) -> str:
    if isinstance(node, Heading):
        return f"<h{node.level}>{escape(flowing(node.text), quote=False)}</h{node.level}>"
    if isinstance(node, Paragraph):
        return f"<p>{_lines(node.text, options)}</p>"
    if isinstance(node, Caption):
        return f'<p class="caption">{_lines(node.text, options)}</p>'
    if isinstance(node, Table):
        return html_table(node)
    if isinstance(node, ListNode):
        return _list(node, options)
    return _furniture(node, options) if isinstance(node, Furniture) else ""


def _figure(node: Image, address: str | None) -> str:
    picture = f'<img src="{escape(address)}" alt="">' if address else ""
    return f'<figure data-page="{node.page}" data-id="{node.id}">{picture}</figure>'


def _lines(text: Text, options: Options) -> str:
    flat = escape(flowing(text, keep=options.keep_line_breaks), quote=False)
    return flat.replace("\n", "<br>\n")


def _list(node: ListNode, options: Options) -> str:
    tag = "ol" if node.numbering == "arabic numbers" else "ul"
    items = [f"<li>{_lines(item.text, options)}</li>" for item in node.items if not is_hidden(item)]
    return "\n".join([f"<{tag}>", *items, f"</{tag}>"])


def _furniture(node: Furniture, options: Options) -> str:
    kids = [_node(kid, options) for kid in shown(node.kids, options)]
    return "\n".join([f"<{node.kind}>", *kids, f"</{node.kind}>"])
