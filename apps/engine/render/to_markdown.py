"""A document -> CommonMark with pipe tables; tables with spans as HTML where that is asked for."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

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
    Table,
    Text,
)  # fmt: skip
from apps.engine.options import Options
from apps.engine.render.flow import cell_text, flowing, is_hidden, shown, with_pages
from apps.engine.render.html_table import html_table
from apps.engine.render.pictures import addresses, file_name, read_pictures

SPECIAL = re.compile(r"[\\`*]|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|\[(?=[^\]]*\][(:])")
LINE_OPENER = re.compile(r"^(?:(#{1,6})(?=\s|$)|([-+])(?=\s|$)|([=~-]{3,})|[|>])", re.MULTILINE)
SPECIAL_SIGN = re.compile(r"[\\`*<&_\[]")
LINE_OPENERS = "#-+>=~|"
CLOSING = re.compile(r"(?<!\S)#+$")  # of a heading, which Markdown would leave out
NUMBER_OPENER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a ZIP can hold: output knows no clock
SPECIAL_IN_ALT = re.compile(r"[\[\]\\`*_<>\s]+")
NUMBER_LABEL = re.compile(r"\d{1,9}[.)]")
INNER_LINE = re.compile(r"(?<=\n)(?!\n)")  # the beginning of every line but the first, not blank
BREAK = "\\\n"  # a hard line break


@dataclass(frozen=True, slots=True)
class Writing:
    """What every node is written with."""

    options: Options
    write_table: Callable[[Table, Options], str]
    pictures: Mapping[int, str]  # the address of each image that has one, by id


def render(document: Document, source: bytes, options: Options) -> bytes:
    """Markdown as UTF-8."""
    return _render(document, Writing(options, _pipe_table, addresses(document, source, options)))


def render_with_html(document: Document, source: bytes, options: Options) -> bytes:
    """Markdown whose tables are HTML, so that spans survive."""
    return _render(document, Writing(options, html_table, addresses(document, source, options)))


def render_with_images(document: Document, source: bytes, options: Options) -> bytes:
    """A ZIP of the Markdown and the pictures it refers to."""
    options = replace(options, image_output="external")
    pictures = read_pictures(document, source, options)
    names = {number: file_name(number, options) for number in pictures}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        text = _render(document, Writing(options, _pipe_table, names))
        archive.writestr(zipfile.ZipInfo("document.md", ZIP_EPOCH), text)
        for number, picture in pictures.items():
            archive.writestr(zipfile.ZipInfo(names[number], ZIP_EPOCH), picture)
    return out.getvalue()


def _render(document: Document, writing: Writing) -> bytes:
    parts: list[str] = []
    options = writing.options
    for separator, node in with_pages(document, options, options.markdown_page_separator):
        text = separator or "" if node is None else _node(node, writing)
        if text:
            parts.append(text)
    return ("\n\n".join(parts) + "\n").encode() if parts else b""


def _node(node: Node, writing: Writing) -> str:
    if isinstance(node, Table):
        return writing.write_table(node, writing.options)
    return WRITERS[type(node)](node, writing)


def _nodes(nodes: Iterable[Node], writing: Writing) -> Iterator[tuple[Node, str]]:
    """The nodes that are shown and say anything, with what is written for them."""
    for node in shown(nodes, writing.options):
        text = _node(node, writing)
        if text:
            yield node, text


def _furniture(node: Furniture, writing: Writing) -> str:
    return "\n\n".join(text for _, text in _nodes(node.kids, writing))


def _image(node: Image, writing: Writing) -> str:
    if node.id not in writing.pictures:
        return ""
    return f"![{SPECIAL_IN_ALT.sub(' ', node.alt or '')}]({writing.pictures[node.id]})"


def escaped(text: str) -> str:
    """Text that Markdown would take for markup, written so that it stays text."""
    text = _without_markup(text)
    several = "\n" in text
    if several or text[:1] in LINE_OPENERS:
        text = LINE_OPENER.sub(r"\\\g<0>", text)
    if several or text[:1].isdigit():
        text = NUMBER_OPENER.sub(r"\1\\\2", text)
    return text


def _without_markup(text: str) -> str:
    if SPECIAL_SIGN.search(text):  # many times faster than the expression
        return SPECIAL.sub(r"\\\g<0>", text)
    return text


def _heading(node: Heading, writing: Writing) -> str:
    text = CLOSING.sub(r"\\\g<0>", _without_markup(flowing(node.text)))
    return "#" * node.level + " " + text


def _paragraph(node: Paragraph | Caption, writing: Writing) -> str:
    return _lines(node.text, writing.options)


def _footnote(node: Footnote, writing: Writing) -> str:
    return _lines(node.text, writing.options, node.label)


def _lines(text: Text, options: Options, label: str = "") -> str:
    """The lines of a text behind its label."""
    flat = flowing(text, keep=options.keep_line_breaks)
    return escaped(f"{label} {flat}" if label else flat).replace("\n", BREAK)


def _list(node: ListNode, writing: Writing) -> str:
    return "\n".join(_item(item, node, writing) for item in node.items if not is_hidden(item))


def _item(item: ListItem, node: ListNode, writing: Writing) -> str:
    """An item with its kids indented below; a label that is no number of Markdown is text."""
    numbered = node.numbering == "arabic numbers" and NUMBER_LABEL.fullmatch(item.label)
    marker = item.label if numbered else "-"
    label = "" if numbered or node.numbering == "bullets" else item.label
    written = _lines(item.text, writing.options, label)
    for kid, text in _nodes(item.kids, writing):
        tight = isinstance(kid, ListNode) and (written.count("\n\n"), text[0]) == (0, "-")
        written += ("\n" if tight else "\n\n") + text
    return f"{marker} " + INNER_LINE.sub(" " * (len(marker) + 1), written)


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


WRITERS: dict[type, Callable[[Any, Writing], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Caption: _paragraph,
    Footnote: _footnote,
    ListNode: _list,
    Image: _image,
    Furniture: _furniture,
}
