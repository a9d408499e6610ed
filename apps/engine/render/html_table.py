"""Tables and lists -> HTML with their spans, labels and whatever stands in their cells."""

from collections.abc import Callable
from html import escape
from itertools import chain
from unicodedata import bidirectional

from apps.engine.model import (
    Cell,
    Image,
    ListItem,
    ListNode,
    Node,
    Paragraph,
    Row,
    Table,
    Text,
)  # fmt: skip
from apps.engine.options import Options
from apps.engine.render.flow import flowing, is_hidden
from apps.engine.render.numbering import Numbers, own_numbers

Draw = Callable[[Image], str]


def html_table(table: Table, options: Options, draw: Draw | None = None) -> str:
    """One `table` element without sections: the least of markup. `draw` writes its images."""
    rows = (_row(row, options, draw) for row in table.rows)
    return "\n".join(["<table>", *rows, "</table>"])


def html_sections(table: Table, options: Options, draw: Draw | None = None) -> str:
    """One `table` element with its header rows in a `thead`. `draw` writes its images."""
    rows = [_row(row, options, draw) for row in table.rows]
    headers = _header_rows(table)
    if not headers:
        return "\n".join(["<table>", *rows, "</table>"])
    head = ["<thead>", *rows[:headers], "</thead>"]
    body = ["<tbody>", *rows[headers:], "</tbody>"] if rows[headers:] else []
    return "\n".join(["<table>", *head, *body, "</table>"])


def _header_rows(table: Table) -> int:
    """How many rows the header cells stand in: no cell of a `thead` may run out of it."""
    heads = (c for row in table.rows for c in row.cells if c.is_header)
    return min(len(table.rows), max((c.row + c.row_span - 1 for c in heads), default=0))


def _row(row: Row, options: Options, draw: Draw | None) -> str:
    cells = (_cell(cell, "th" if cell.is_header else "td", options, draw) for cell in row.cells)
    return "<tr>" + "".join(cells) + "</tr>"


def html_list(node: ListNode, options: Options, draw: Draw | None = None) -> str:
    """A list with what stands in its items; numbered ones keep the numbers they are printed with.

    Labels that a browser would not write, such as 1.1 or (a), stand in front of the text.
    """
    numbers = own_numbers(node)
    tag, opened = ("ol", _opened(numbers)) if numbers else ("ul", "<ul>")
    labelled = not numbers and node.numbering != "bullets"
    if labelled:
        opened = '<ul class="labelled">'
    items = []
    for index, item in enumerate(node.items):
        if not is_hidden(item):
            attributes = _value(numbers.values, index) if numbers else ""
            label = f'<span class="label">{escape(item.label, quote=False)}</span> '
            inner = (label if labelled else "") + _item(item, options, draw)
            items.append(f"<li{attributes}{direction(item.text)}>{inner}</li>")
    return "\n".join([opened, *items, f"</{tag}>"])


def _opened(numbers: Numbers) -> str:
    kind = "" if numbers.type == "1" else f' type="{numbers.type}"'
    start = "" if numbers.values[0] == 1 else f' start="{numbers.values[0]}"'
    return f"<ol{kind}{start}>"


def _value(values: tuple[int, ...], index: int) -> str:
    """The number of an item, where it is not the one behind that of the item before."""
    is_next = index == 0 or values[index] == values[index - 1] + 1
    return "" if is_next else f' value="{values[index]}"'


def _item(item: ListItem, options: Options, draw: Draw | None) -> str:
    """The text of an item and, below it, its kids; paragraphs of their own among those."""
    parts = [html_text(item.text, options)]
    for kid in item.kids:
        inside = _inside(kid, options, draw)
        if inside and not isinstance(kid, ListNode | Table | Image):
            inside = f"<p>{inside}</p>"
        parts.append(inside)
    return "\n".join(filter(None, parts))


def html_text(text: Text, options: Options) -> str:
    """The lines of a text, with `br` between them where line breaks are kept."""
    flat = escape(flowing(text, keep=options.keep_line_breaks), quote=False)
    return flat.replace("\n", "<br>\n")


def direction(text: Text) -> str:
    """The attribute of an element whose text runs from right to left: Unicode Annex 9, P2."""
    for sign in chain.from_iterable(text.lines):
        kind = bidirectional(sign)
        if kind in ("R", "AL"):
            return ' dir="rtl"'
        if kind == "L":
            break
    return ""


def _cell(cell: Cell, tag: str, options: Options, draw: Draw | None) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    parts = (_inside(kid, options, draw) for kid in cell.kids)
    return f"<{tag}{spans}>{' '.join(part for part in parts if part)}</{tag}>"


def _inside(node: Node, options: Options, draw: Draw | None) -> str:
    if is_hidden(node):
        return ""
    if isinstance(node, Paragraph):
        return html_text(node.text, options)
    if isinstance(node, ListNode):
        return html_list(node, options, draw)
    if isinstance(node, Table):
        return html_table(node, options, draw)
    if isinstance(node, Image):
        return draw(node) if draw else ""
    text = getattr(node, "text", None)
    return html_text(text, options) if isinstance(text, Text) else ""
