"""Tables and lists -> HTML with their spans, labels and whatever stands in their cells."""

import re
from collections.abc import Callable
from html import escape

from apps.engine.model import Cell, Image, ListNode, Node, Paragraph, Table, Text
from apps.engine.options import Options
from apps.engine.render.flow import flowing, is_hidden

NUMBER = re.compile(r"\d{1,9}")
LIST_TYPES = {"letters": "a", "roman numbers": "i"}  # of `ol`; arabic numbers need none

Draw = Callable[[Image], str]


def html_table(table: Table, options: Options, draw: Draw | None = None) -> str:
    """One `table` element; the first row is the header. `draw` writes its images."""
    rows = []
    for row in table.rows:
        tag = "th" if row.number == 1 and len(table.rows) > 1 else "td"
        cells = (_cell(cell, tag, options, draw) for cell in row.cells)
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


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
