"""A Table element -> its cells by row and column: ISO 32000-1, 14.8.4.3.4 and table 349."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.engine.document.readers.struct_tree import Content, Element

GROUPS = ("THead", "TBody", "TFoot")
CELLS = ("TH", "TD")
MAX_SLOTS = 100_000  # of one table: spans beyond that are a mistake


@dataclass(frozen=True, slots=True)
class PlacedElement:
    """A cell; `column` counts from 0."""

    element: Element
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class CellGrid:
    """The rows of a table, and what stands in it above and below them.

    The first `heads` rows hold header cells only.
    """

    rows: tuple[tuple[PlacedElement, ...], ...]
    columns: int
    above: tuple[Element, ...]
    below: tuple[Element, ...]
    heads: int


def place_cells(table: Element) -> CellGrid:
    """Give every cell the first slot of its row that no span from above covers."""
    rows = list(_rows(table))
    taken: set[tuple[int, int]] = set()
    placed: list[tuple[PlacedElement, ...]] = []
    for index, row in enumerate(rows):
        column, cells = 0, []
        for element in _cells(row):
            while (index, column) in taken:
                column += 1
            down = min(element.row_span, len(rows) - index)
            across = element.column_span if len(taken) < MAX_SLOTS else 1
            taken |= {(index + y, column + x) for y in range(down) for x in range(across)}
            cells.append(PlacedElement(element, column, down, across))
            column += across
        placed.append(tuple(cells))
    columns = 1 + max((column for _, column in taken), default=-1)
    last = max((index for index, kid in enumerate(table.kids) if _has_rows(kid)), default=-1)
    above, below = (
        tuple(_loose(kids)) for kids in (table.kids[: last + 1], table.kids[last + 1 :])
    )
    return CellGrid(tuple(placed), columns, above, below, _heads(placed))


def _has_rows(kid: Element | Content) -> bool:
    return isinstance(kid, Element) and kid.role in (*GROUPS, "TR")


def _heads(rows: Sequence[Sequence[PlacedElement]]) -> int:
    """How many rows come before the first cell that is no header."""
    found = 0
    for row in rows:
        if not row or any(cell.element.role != "TH" for cell in row):
            break
        found += 1
    return found


def _rows(table: Element) -> Iterator[Element]:
    for kid in table.kids:
        if isinstance(kid, Element):
            if kid.role in GROUPS:
                yield from _rows(kid)
            elif kid.role == "TR":
                yield kid


def _cells(row: Element) -> Iterator[Element]:
    """The cells of a row; anything else in it is one of its own."""
    for kid in row.kids:
        if isinstance(kid, Element) and kid.role in CELLS:
            yield kid
        else:
            yield Element("TD", (kid,))


def _loose(kids: Sequence[Element | Content]) -> Iterator[Element]:
    for kid in kids:
        if not isinstance(kid, Element):
            yield Element("P", (kid,))
        elif kid.role not in (*GROUPS, "TR"):
            yield kid
