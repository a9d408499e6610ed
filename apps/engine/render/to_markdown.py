"""A document -> CommonMark with pipe tables; tables with spans as HTML where that is asked for."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from apps.engine.model import (
    Caption,
    Cell,
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
from apps.engine.render.flow import cell_text, flowing, is_hidden, shown, with_pages
from apps.engine.render.html_table import html_table
from apps.engine.render.pictures import addresses, file_name, read_pictures

SPECIAL = re.compile(r"[\\`*]|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|\[(?=[^\]]*\]\()")
LINE_OPENER = re.compile(r"^(?:(#{1,6})(?=\s|$)|([-+>])(?=\s|$)|([=~-]{3,})|(\|))", re.MULTILINE)
NUMBER_OPENER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a ZIP can hold: output knows no clock
SPECIAL_IN_ALT = re.compile(r"[\[\]\\`*_<>\s]+")
BREAK = "\\\n"  # a hard line break


def render(document: Document, source: bytes, options: Options) -> bytes:
    """Markdown as UTF-8."""
    return _render(document, options, _pipe_table, addresses(document, source, options))


def render_with_html(document: Document, source: bytes, options: Options) -> bytes:
    """Markdown whose tables are HTML, so that spans survive."""
    pictures = addresses(document, source, options)
    return _render(document, options, html_table, pictures)


def render_with_images(document: Document, source: bytes, options: Options) -> bytes:
    """A ZIP of the Markdown and the pictures it refers to."""
    options = replace(options, image_output="external")
    pictures = read_pictures(document, source, options)
    names = {number: file_name(number, options) for number in pictures}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        text = _render(document, options, _pipe_table, names)
        archive.writestr(zipfile.ZipInfo("document.md", ZIP_EPOCH), text)
        for number, picture in pictures.items():
            archive.writestr(zipfile.ZipInfo(names[number], ZIP_EPOCH), picture)
    return out.getvalue()


def _render(
    document: Document,
    options: Options,
    write_table: Callable[[Table, Options], str],
    pictures: Mapping[int, str],
) -> bytes:
    parts: list[str] = []
    for separator, node in with_pages(document, options, options.markdown_page_separator):
        if isinstance(node, Image):
            text = _picture(node, pictures)
        else:
            text = separator or "" if node is None else _node(node, options, write_table)
        if text:
            parts.append(text)
    return ("\n\n".join(parts) + "\n").encode() if parts else b""


def _picture(node: Image, pictures: Mapping[int, str]) -> str:
    if node.id not in pictures:
        return ""
    return f"![{SPECIAL_IN_ALT.sub(' ', node.alt or '')}]({pictures[node.id]})"


def _node(node: Node, options: Options, write_table: Callable[[Table, Options], str]) -> str:
    if isinstance(node, Table):
        return write_table(node, options)
    if isinstance(node, Furniture):
        kids = shown(node.kids, options)
        return "\n\n".join(filter(None, (_node(kid, options, write_table) for kid in kids)))
    return WRITERS[type(node)](node, options)


def escaped(text: str) -> str:
    """Text that Markdown would take for markup, written so that it stays text."""
    text = SPECIAL.sub(lambda match: "\\" + match[0], text)
    text = LINE_OPENER.sub(lambda match: "\\" + match[0], text)
    return NUMBER_OPENER.sub(r"\1\\\2", text)


def _heading(node: Heading, options: Options) -> str:
    return "#" * node.level + " " + SPECIAL.sub(r"\\\g<0>", flowing(node.text))


def _paragraph(node: Paragraph | Caption, options: Options) -> str:
    return _lines(node.text, options)


def _lines(text: Text, options: Options) -> str:
    return escaped(flowing(text, keep=options.keep_line_breaks)).replace("\n", BREAK)


def _list(node: ListNode, options: Options) -> str:
    items = []
    for item in node.items:
        if is_hidden(item):
            continue
        label = item.label if node.numbering == "arabic numbers" and "(" not in item.label else "-"
        text = _lines(item.text, options)
        if node.numbering in ("letters", "roman numbers"):
            text = f"{item.label} {text}"
        items.append(f"{label} " + text.replace("\n", "\n" + " " * (len(label) + 1)))
    return "\n".join(items)


def _image(node: Image, options: Options) -> str:
    return ""


def _pipe_table(table: Table, options: Options) -> str:
    grid = [[""] * table.columns for _ in table.rows]
    for row in table.rows:
        for cell in row.cells:
            grid[cell.row - 1][cell.column - 1] = _cell(cell, options)
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    lines.insert(1, "|" + " --- |" * table.columns)
    return "\n".join(lines)


def _cell(cell: Cell, options: Options) -> str:
    return escaped(cell_text(cell)).replace("|", "\\|")


WRITERS: dict[type, Callable[[Any, Options], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Caption: _paragraph,
    ListNode: _list,
    Image: _image,
}
