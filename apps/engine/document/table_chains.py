"""Tables of neighbouring pages -> those that are parts of one table, linked to each other.

The last table of a page and the first of the next page are weighed as a pair: the columns, the
look and the header speak for one table, text between them and another caption against it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby, pairwise
from pathlib import Path

from apps.engine.document.captions import is_note
from apps.engine.document.table_headers import MOSTLY, is_figure
from apps.engine.geometry import overlap
from apps.engine.model import (
    Caption,
    Cell,
    Footnote,
    Furniture,
    Heading,
    Image,
    ListItem,
    ListNode,
    Node,
    Row,
    Style,
    Table,
    Text,
)
from apps.engine.scoring import Feature, score

CHAIN_MIN = 4.0  # the columns agree and the look does, with nothing against it
ALIGNED = 3.0  # points: edges of one column on two pages differ by no more
SAME_SIZE = 0.5  # points between texts of one look
ROOM = 0.3  # of the height of the text: a table that goes on leaves less of it free
SMALLER = 0.95  # of the size of the table: notes below it are set no larger
SHORT = 12  # words: a line that says a table goes on is no longer
SAME_PLACE = 6.0  # points between the places of a running line on two pages
LABEL = re.compile(r"\W*[^\W\d_]+\.?\s*([\dIVXivx]+(?:[.\-–]\d+)*)")


@dataclass(frozen=True)
class Page:
    """The nodes of one page, in reading order."""

    number: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Pair:
    """The last table of a page and the first of the next one, and what stands around them.

    `between` are the nodes after the one and before the other; `reach` is how high the text of the
    document stands and how low, points.
    """

    above: Table
    below: Table
    between: tuple[Node, ...]
    before: tuple[Node, ...]  # on the page of `above`, up to its end
    labels: tuple[str | None, str | None]  # the numbers in their captions
    reach: tuple[float, float]

    @cached_property
    def columns(self) -> list[tuple["Column", "Column"]]:
        """The columns of both, those that hold text in both."""
        pairs = zip(_columns(self.above), _columns(self.below), strict=True)
        return [(a, b) for a, b in pairs if a is not None and b is not None]


@dataclass(frozen=True)
class Column:
    """A column: its edges in points, and whether it mostly holds figures."""

    left: float
    right: float
    figures: bool


def link_tables(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes, where the parts of one table know the ids of each other."""
    after: dict[int, int] = {}
    for pair in _pairs(nodes):
        if score(pair, CHAIN).total >= CHAIN_MIN:
            after[pair.above.id] = pair.below.id
    before = {below: above for above, below in after.items()}
    return tuple(
        replace(node, previous=before.get(node.id), next=after.get(node.id))
        if isinstance(node, Table) and (node.id in after or node.id in before)
        else node
        for node in nodes
    )


def _pairs(nodes: Sequence[Node]) -> Iterator[Pair]:
    """Tables that may go on: next to each other on two pages, with as many columns."""
    if sum(isinstance(node, Table) for node in nodes) < 2:
        return
    shown = [n for n in nodes if not isinstance(n, Image) and not _is_hidden(n)]
    reach = max(n.box.top for n in shown), min(n.box.bottom for n in shown)
    body = [n for n in shown if not isinstance(n, Furniture)]
    labels = {n.target: _label(n) for n in body if isinstance(n, Caption)}
    pages = [Page(number, tuple(own)) for number, own in groupby(body, lambda node: node.page)]
    for upper, lower in pairwise(pages):
        last = _place(upper.nodes[::-1])
        first = _place(lower.nodes)
        if last is None or first is None or lower.number != upper.number + 1:
            continue
        end = len(upper.nodes) - last
        above, below = upper.nodes[end - 1], lower.nodes[first]
        assert isinstance(above, Table)
        assert isinstance(below, Table)
        if above.columns == below.columns:
            between = upper.nodes[end:] + lower.nodes[:first]
            own = labels.get(above.id), labels.get(below.id)
            yield Pair(above, below, between, upper.nodes[: end - 1], own, reach)


def _place(nodes: Sequence[Node]) -> int | None:
    return next((index for index, node in enumerate(nodes) if isinstance(node, Table)), None)


def _is_hidden(node: Node) -> bool:
    text = _text(node)
    return text is not None and text.hidden


def _text(node: Node | ListItem) -> Text | None:
    text = getattr(node, "text", None)
    return text if isinstance(text, Text) else None


def _label(caption: Caption) -> str | None:
    found = LABEL.match(caption.text.lines[0])
    return found[1].casefold() if found else None


def _said(node: Node) -> str:
    text = _text(node)
    return " ".join(text.lines) if text else ""


def texts(row: Row) -> list[str]:
    """What the cells of a row say."""
    return [cell_words(cell) for cell in row.cells]


def cell_words(cell: Cell) -> str:
    return " ".join(_said(kid) for kid in cell.kids).strip()


def _columns(table: Table) -> list[Column | None]:
    """The columns of a table by their cells; None where no cell stands in one alone."""
    found: list[Column | None] = []
    sideways = _is_sideways(table)
    cells = [c for row in table.rows for c in row.cells if c.column_span == 1]
    for number in range(1, table.columns + 1):
        own = [c for c in cells if c.column == number]
        body = [cell_words(c) for c in own if not c.is_header and c.kids]
        figures = sum(map(is_figure, body)) >= MOSTLY * max(1, len(body))
        left = min((c.box[sideways] for c in own), default=0.0)
        right = max((c.box[2 + sideways] for c in own), default=0.0)
        found.append(Column(left, right, figures) if own else None)
    return found


def _is_sideways(table: Table) -> bool:
    """Whether the cells of a row stand over one another: the table is read with the page turned."""
    longest = max(table.rows, key=lambda row: len(row.cells))
    first, last = longest.cells[0].box, longest.cells[-1].box
    return abs(last.left - first.left) < abs(last.bottom - first.bottom)


def _are_aligned(pair: Pair) -> bool:
    """Whether every column agrees in its left edge, its right edge or its middle."""
    return bool(pair.columns) and all(
        min(
            abs(a.left - b.left),
            abs(a.right - b.right),
            abs(a.left + a.right - b.left - b.right) / 2,
        )
        <= ALIGNED
        for a, b in pair.columns
    )


def _have_same_edges(pair: Pair) -> bool:
    return bool(pair.columns) and all(
        max(abs(a.left - b.left), abs(a.right - b.right)) <= ALIGNED for a, b in pair.columns
    )


def _are_apart(pair: Pair) -> bool:
    """Whether a column of one stands nowhere above its partner in the other."""
    return not pair.columns or any(
        overlap(a.left, a.right, b.left, b.right) <= 0 for a, b in pair.columns
    )


def _style(table: Table) -> Style | None:
    """The look of most cells below the header."""
    styles = [
        text.style
        for row in table.rows
        for cell in row.cells
        if not cell.is_header
        for kid in cell.kids
        if (text := _text(kid)) is not None
    ]
    return max(styles, key=styles.count, default=None)


def _look_alike(pair: Pair) -> bool:
    one, other = _style(pair.above), _style(pair.below)
    if one is None or other is None:
        return False
    return one.font == other.font and abs(one.size - other.size) <= SAME_SIZE


def repeated_headers(first: Table, part: Table) -> int:
    """How many rows of a part say what the first rows of the table said already."""
    count = 0
    for ours, theirs in zip(first.rows, part.rows[:-1], strict=False):
        header = any(cell.is_header for cell in ours.cells) or count == 0
        if not header or texts(ours) != texts(theirs) or not any(texts(ours)):
            break
        count += 1
    return count


def _has_own_header(pair: Pair) -> bool:
    own = any(cell.is_header for cell in pair.below.rows[0].cells)
    return own and not repeated_headers(pair.above, pair.below)


@cache
def _words() -> frozenset[str]:
    text = (Path(__file__).parent / "continued_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def _says_it_goes_on(node: Node) -> bool:
    """Whether a short text says that a table goes on, or went before."""
    words = [word.strip("()[].,:;–—-…").casefold() for word in _said(node).split()]
    return len(words) <= SHORT and any(word in _words() for word in words)


def _goes_on_in_words(pair: Pair) -> bool:
    return any(_says_it_goes_on(node) for node in pair.between)


def _is_beside(node: Node, pair: Pair) -> bool:
    """Whether a node may stand between the parts of a table: notes, captions, running lines."""
    if isinstance(node, Caption | Footnote) or _says_it_goes_on(node) or is_note(_said(node)):
        return True
    if any(_repeats(node, other) for other in pair.before):
        return True
    if isinstance(node, Heading | Table) or node.page != pair.above.page:
        return False
    text, own = _text(node.items[0] if isinstance(node, ListNode) else node), _style(pair.above)
    return text is None or own is None or text.style.size <= SMALLER * own.size


def _repeats(node: Node, other: Node) -> bool:
    """Whether a node says what another one said at the same place, but for numbers."""
    same_place = abs(node.box.top - other.box.top) <= SAME_PLACE
    return same_place and _plain(node) == _plain(other) != ""


def _plain(node: Node) -> str:
    return re.sub(r"\d+", "#", _said(node))


def _has_text_between(pair: Pair) -> bool:
    return not all(_is_beside(node, pair) for node in pair.between)


def _has_other_caption(pair: Pair) -> bool:
    own, other = pair.labels
    return other is not None and other != own and not _goes_on_in_words(pair)


def _leaves_room(pair: Pair) -> bool:
    """Whether there was room for more rows below the one, or above the other."""
    top, bottom = pair.reach
    room = ROOM * (top - bottom)
    return pair.above.box.bottom - bottom > room or top - pair.below.box.top > room


CHAIN: tuple[Feature[Pair], ...] = (
    Feature("columns agree", 3, _are_aligned),
    Feature("columns agree on both sides", 1, _have_same_edges),
    Feature("columns apart", -6, _are_apart),
    Feature("same look", 1, _look_alike),
    Feature("another look", -2, lambda p: not _look_alike(p)),
    Feature("same figures", 1, lambda p: all(a.figures == b.figures for a, b in p.columns)),
    Feature("header repeated", 3, lambda p: repeated_headers(p.above, p.below) > 0),
    Feature("header of its own", -4, _has_own_header),
    Feature("same caption", 3, lambda p: p.labels[0] is not None and p.labels[0] == p.labels[1]),
    Feature("another caption", -6, _has_other_caption),
    Feature("said to go on", 3, _goes_on_in_words),
    Feature("text between", -6, _has_text_between),
    Feature("room left", -6, _leaves_room),
)
