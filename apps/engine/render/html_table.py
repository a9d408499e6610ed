"""A table -> HTML with its spans."""

from html import escape

from apps.engine.model import Cell, Paragraph, Table
from apps.engine.render.flow import flowing


def html_table(table: Table) -> str:
    """One `table` element; the first row is the header."""
    rows = []
    for row in table.rows:
        tag = "th" if row.number == 1 and len(table.rows) > 1 else "td"
        rows.append("<tr>" + "".join(_cell(cell, tag) for cell in row.cells) + "</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _cell(cell: Cell, tag: str) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    texts = [flowing(kid.text) for kid in cell.kids if isinstance(kid, Paragraph)]
    return f"<{tag}{spans}>{escape(' '.join(texts), quote=False)}</{tag}>"
