"""A document -> which node a text on a page belongs to, told by where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from apps.engine.geometry import overlap
from apps.engine.model import (
    Box,
    Document,
    Furniture,
    Image,
    ListNode,
    Node,
    Table,
)  # fmt: skip
from apps.engine.render.flow import is_hidden

ARTIFACT = 0  # what belongs to no node: running heads, hidden text, ornaments
SAME_PLACE = 3.0  # points that the sides of one picture may differ by, in the tree and as drawn
MIN_SHARE = 0.02  # of a text: a node that holds less of it only touches it
WIDE = 2.0  # times its height: a text that may reach over several cells


@dataclass(frozen=True, slots=True)
class Leaf:
    """A node with text of its own, on one page."""

    target: int
    box: Box


@dataclass(frozen=True, slots=True)
class Plan:
    """The leaves and the pictures of each page."""

    leaves: Mapping[int, Sequence[Leaf]]
    pictures: Mapping[int, Sequence[Leaf]]

    def text_target(self, page: int, box: Box) -> int | None:
        """The node that most of a text stands in; None when it stands in none, or is blank."""
        best, target = (0.0, 0.0), None
        for leaf in self.leaves.get(page, ()):
            shared = _shared(box, leaf.box)
            rank = (round(shared, 3), -leaf.box.width * leaf.box.height)
            if shared > 0 and (target is None or rank > best):
                best, target = rank, leaf.target
        return target

    def is_shared(self, page: int, box: Box) -> bool:
        """Whether a text stands in several nodes, beside each other."""
        if box.width < WIDE * box.height:
            return False
        leaves = self.leaves.get(page, ())
        targets = {leaf.target for leaf in leaves if _shared(box, leaf.box) >= MIN_SHARE}
        return len(targets) > 1

    def picture_target(self, page: int, box: Box) -> int:
        """The image node that is drawn in this box."""
        for leaf in self.pictures.get(page, ()):
            if all(abs(a - b) <= SAME_PLACE for a, b in zip(box, leaf.box, strict=True)):
                return leaf.target
        return ARTIFACT


def make_plan(document: Document) -> Plan:
    """Where the text and the pictures of all nodes stand."""
    leaves: dict[int, list[Leaf]] = defaultdict(list)
    pictures: dict[int, list[Leaf]] = defaultdict(list)
    for page, leaf, is_picture in _leaves(document.kids, False):
        (pictures if is_picture else leaves)[page].append(leaf)
    return Plan(leaves, pictures)


def _leaves(nodes: Iterable[Node], artifact: bool) -> Iterator[tuple[int, Leaf, bool]]:
    for node in nodes:
        if isinstance(node, Furniture):
            yield from _leaves(node.kids, True)
        elif isinstance(node, ListNode):
            for item in node.items:
                hidden = artifact or is_hidden(item)
                yield item.page, Leaf(ARTIFACT if hidden else item.id, item.box), False
        elif isinstance(node, Table):
            for row in node.rows:
                for cell in row.cells:
                    yield from _leaves(cell.kids, artifact)
        else:
            target = ARTIFACT if artifact or is_hidden(node) else node.id
            yield node.page, Leaf(target, node.box), isinstance(node, Image)


def _shared(inner: Box, outer: Box) -> float:
    """Which share of the first box lies in the second, from 0 to 1."""
    area = inner.width * inner.height
    if area <= 0:
        return 0.0
    wide = overlap(inner.left, inner.right, outer.left, outer.right)
    high = overlap(inner.bottom, inner.top, outer.bottom, outer.top)
    return max(0.0, wide) * max(0.0, high) / area
