"""A document -> one self-contained HTML page; nothing in it is loaded or run.

https://html.spec.whatwg.org/multipage/: the output is well-formed and uses no obsolete element.
"""

from collections.abc import Mapping
from html import escape

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
)  # fmt: skip
from apps.engine.options import Options
from apps.engine.render.flow import flowing, shown, with_pages
from apps.engine.render.html_table import direction, html_list, html_sections, html_text
from apps.engine.render.pictures import addresses

HEAD = """<!DOCTYPE html>
<html lang="und">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{}</title>
<style>
body {{ max-width: 48rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; }}
h1, h2, h3, h4, h5, h6 {{ line-height: 1.2; }}
table {{ border-collapse: collapse; margin: 1rem 0; }}
th, td {{ border: 1px solid #999; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }}
th {{ background: #eee; }}
figure {{ margin: 1rem 0; }}
img {{ max-width: 100%; }}
.caption, .footnote, header, footer {{ color: #555; font-size: 0.875rem; }}
.labelled {{ list-style: none; }}
</style>
</head>"""


def render(document: Document, source: bytes, options: Options) -> bytes:
    """HTML as UTF-8."""
    parts = [HEAD.format(escape(_title(document), quote=False)), "<body>"]
    pictures = addresses(document, source, options)
    for separator, node in with_pages(document, options, options.html_page_separator):
        text = separator if node is None else _node(node, options, pictures)
        if text:
            parts.append(text)
    return ("\n".join([*parts, "</body>", "</html>"]) + "\n").encode()


def _title(document: Document) -> str:
    """What the page is called: never empty, and without control characters."""
    for name in (document.title, document.file_name):
        printed = " ".join("".join(s if s.isprintable() else " " for s in name or "").split())
        if printed:
            return printed
    return "Document"


def _node(node: Node, options: Options, pictures: Mapping[int, str]) -> str:
    if isinstance(node, Heading):
        words = escape(flowing(node.text), quote=False)
        return f"<h{node.level}{direction(node.text)}>{words}</h{node.level}>"
    if isinstance(node, Paragraph | Caption):
        kind = ' class="caption"' if isinstance(node, Caption) else ""
        return f"<p{kind}{direction(node.text)}>{html_text(node.text, options)}</p>"
    if isinstance(node, Footnote):
        return _footnote(node, options)
    if isinstance(node, Image):
        return _figure(node, pictures.get(node.id))
    if isinstance(node, ListNode):
        return html_list(node, options, lambda image: _figure(image, pictures.get(image.id)))
    if isinstance(node, Table):
        return html_sections(node, options, lambda image: _figure(image, pictures.get(image.id)))
    return _furniture(node, options, pictures)


def _footnote(node: Footnote, options: Options) -> str:
    label = f"{escape(node.label, quote=False)} " if node.label else ""
    text = html_text(node.text, options)
    return f'<p class="footnote" role="doc-footnote"{direction(node.text)}>{label}{text}</p>'


def _figure(node: Image, address: str | None) -> str:
    """A figure with its picture, or with what the file says in its place."""
    said = escape(node.alt or "")
    if address:
        inside = f'<img src="{escape(address)}" alt="{said}">'
    else:
        inside = f"<figcaption>{said}</figcaption>" if said else ""
    return f'<figure data-page="{node.page}" data-id="{node.id}">{inside}</figure>'


def _furniture(node: Furniture, options: Options, pictures: Mapping[int, str]) -> str:
    kids = [_node(kid, options, pictures) for kid in shown(node.kids, options)]
    return "\n".join([f"<{node.kind}>", *kids, f"</{node.kind}>"])
