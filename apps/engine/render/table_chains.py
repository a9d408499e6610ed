"""Tables that run over several pages, as one: what a reader wants where pages do not show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from apps.engine.document.table_chains import cell_words, repeated_headers
from apps.engine.document.table_headers import is_figure
from apps.engine.model import Caption, Cell, Node, Row, Table


def with_joined_tables(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes, with the parts of each table joined where the first of them stands.

    The caption of a later part goes where the first part has one.
    """
    tables = {node.id: node for node in nodes if isinstance(node, Table)}
    later = {number for number, table in tables.items() if table.previous in tables}
    if not later:
        yield from nodes
        return
    named = {node.target for node in nodes if isinstance(node, Caption)}
    for node in nodes:
        if isinstance(node, Caption) and node.target in later:
            if _first(tables[node.target], tables).id not in named:
                yield node
        elif isinstance(node, Table) and node.next in tables and node.id not in later:
            yield joined(list(_chain(node, tables)))
        elif node.id not in later:
            yield node


def _first(table: Table, tables: dict[int, Table]) -> Table:
    while table.previous in tables:
        table = tables[table.previous]
    return table


def _chain(table: Table, tables: dict[int, Table]) -> Iterator[Table]:
    yield table
    while table.next in tables:
        table = tables[table.next]
        yield table


def joined(parts: Sequence[Table]) -> Table:
    """One table of all rows: repeated headers are left out, a row cut by the page is made whole."""
    rows = list(parts[0].rows)
    for part in parts[1:]:
        more = list(part.rows[repeated_headers(parts[0], part) :])
        if more and _goes_on(rows[-1], more[0]):
            rows[-1] = _whole(rows[-1], more.pop(0))
        rows += _numbered(more, len(rows))
    return replace(parts[0], rows=tuple(rows), next=None)


def _numbered(rows: Iterable[Row], count: int) -> Iterator[Row]:
    """Rows that follow after so many others: none of them is a header."""
    for number, row in enumerate(rows, start=count + 1):
        cells = tuple(replace(cell, row=number, is_header=False) for cell in row.cells)
        yield replace(row, number=number, cells=cells)


def _goes_on(above: Row, below: Row) -> bool:
    """Whether a row goes on with words of the one above: no label of its own, and no figure."""
    said = {cell.column: cell_words(cell) for cell in above.cells if cell.kids}
    more = {cell.column: cell_words(cell) for cell in below.cells if cell.kids}
    if 1 in more or 1 not in said or not more.keys() <= said.keys():
        return False
    if any(cell.row_span > 1 or cell.column_span > 1 for cell in (*above.cells, *below.cells)):
        return False
    return all(text[:1].islower() and not is_figure(text) for text in more.values())


def _whole(above: Row, below: Row) -> Row:
    more = {cell.column: cell.kids for cell in below.cells}

    def whole(cell: Cell) -> Cell:
        return replace(cell, kids=cell.kids + more.get(cell.column, ()))

    return replace(above, cells=tuple(map(whole, above.cells)))
