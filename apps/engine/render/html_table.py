"""Tables and lists -> HTML with their spans, labels and whatever stands in their cells."""

import re
from collections.abc import Callable
from html import escape

from apps.engine.model import Cell, Image, ListNode, Node, Paragraph, Row, Table, Text
from apps.engine.options import Options
from apps.engine.render.flow import flowing, is_hidden

NUMBER = re.compile(r"\d{1,9}")
LIST_TYPES = {"letters": "a", "roman numbers": "i"}  # of `ol`; arabic numbers need none

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


def html_list(node: ListNode, options: Options) -> str:
    """A list; numbered ones keep the numbers they are printed with."""
    tag = "ul" if node.numbering == "bullets" else "ol"
    kind = LIST_TYPES.get(node.numbering)
    opened = f'<{tag} type="{kind}">' if kind else f"<{tag}>"
    items = []
    for item in node.items:
        if not is_hidden(item):
            number = NUMBER.search(item.label) if node.numbering == "arabic numbers" else None
            value = f' value="{int(number[0])}"' if number else ""
            items.append(f"<li{value}>{html_text(item.text, options)}</li>")
    return "\n".join([opened, *items, f"</{tag}>"])


def html_text(text: Text, options: Options) -> str:
    """The lines of a text, with `br` between them where line breaks are kept."""
    flat = escape(flowing(text, keep=options.keep_line_breaks), quote=False)
    return flat.replace("\n", "<br>\n")


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
        return html_list(node, options)
    if isinstance(node, Table):
        return html_table(node, options, draw)
    if isinstance(node, Image):
        return draw(node) if draw else ""
    text = getattr(node, "text", None)
    return html_text(text, options) if isinstance(text, Text) else ""
