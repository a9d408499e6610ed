"""A document -> which node a text on a page belongs to, told by where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal, NamedTuple

from apps.engine.geometry import overlap
from apps.engine.model import (
    Box,
    Document,
    Footnote,
    Furniture,
    Image,
    Line,
    ListItem,
    ListNode,
    Node,
    Table,
)  # fmt: skip
from apps.engine.render.flow import is_hidden
from apps.engine.render.tag_index import ByHeight, Thing

ARTIFACT = 0  # what belongs to no node: running heads, hidden text, ornaments
SAME_PLACE = 3.0  # points that the sides of one picture may differ by, in the tree and as drawn
MIN_SHARE = 0.02  # of a text: a node that holds less of it only touches it
WIDE = 2.0  # times its height: a text that may reach over several cells
IN_PART = 0.5  # of a text: it stands in a label or a link
ALL_IN_PART = 0.9  # of a text: nothing of it stands beside the label or the link


@dataclass(frozen=True, slots=True)
class Leaf:
    """A node with text of its own, on one page."""

    target: int
    box: Box


PartRole = Literal["Lbl", "Link", "Form", "Annot"]


Order = tuple[int, int]  # the id of a line, and a word in it
UNREAD: Order = (-1, 0)


@dataclass(frozen=True, slots=True)
class Spot:
    """A node, or a part of one, and where in it a text is read; spots of one node are equal."""

    target: int
    order: Order = field(default=UNREAD, compare=False)


class Annotation(NamedTuple):
    """What stands on top of a page: its place among the annotations there, and its box."""

    page: int
    place: int
    role: PartRole
    box: Box | None  # None where it stands on no page of the document, or nowhere


@dataclass(frozen=True, slots=True)
class Part:
    """What gets an element of its own inside of a node: the label of an item, an annotation.

    `owner` is the node; for an annotation over no text the page as a whole: see `whole_page`.
    """

    target: int
    owner: int
    role: PartRole
    box: Box | None
    annotation: Annotation | None = None


def whole_page(number: int) -> int:
    """The target of what belongs to no node of a page, but must be tagged: no node has this id."""
    return -number


@dataclass(frozen=True, slots=True)
class Plan:
    """The leaves and the pictures of each page, and the parts of leaves."""

    leaves: Mapping[int, ByHeight[Leaf]]
    pictures: Mapping[int, ByHeight[Leaf]]
    parts: Mapping[int, ByHeight[Part]]
    lines: Mapping[int, ByHeight[Line]]  # those that are visible

    def find(self, page: int, box: Box) -> Spot | None:
        """The node, or the part of it, that most of a text stands in.

        None when it stands in none, or is blank.
        """
        node = self.node_at(page, box)
        if not node:
            return None if node is None else Spot(node)
        inner = (
            part.target
            for part in _near(self.parts, page, box)
            if part.owner == node and part.box and _shared(box, part.box) >= IN_PART
        )
        return Spot(next(inner, node), self._order(page, box))

    def node_at(self, page: int, box: Box) -> int | None:
        """The node that most of a box stands in."""
        best, target = (0.0, 0.0), None
        for leaf in _near(self.leaves, page, box):
            shared = _shared(box, leaf.box)
            rank = (round(shared, 3), -leaf.box.width * leaf.box.height)
            if shared > 0 and (target is None or rank > best):
                best, target = rank, leaf.target
        return target

    def _order(self, page: int, box: Box) -> Order:
        """The line a text stands in, and its first word there: where it is read."""
        near = [line for line in _near(self.lines, page, box) if _shared(box, line.box) > 0]
        if not near:
            return UNREAD
        line = max(near, key=lambda line: _shared(box, line.box))
        words = (index for index, word in enumerate(line.words) if _beside(word.box, box))
        return line.id, next(words, 0)

    def is_shared(self, page: int, box: Box) -> bool:
        """Whether a text stands in several nodes, or only partly in a part of one."""
        if box.width < WIDE * box.height:
            return False
        leaves = _near(self.leaves, page, box)
        targets = {leaf.target for leaf in leaves if _shared(box, leaf.box) >= MIN_SHARE}
        return len(targets) > 1 or any(
            part.owner in targets
            and part.box is not None
            and _shared(part.box, box) >= IN_PART
            and _shared(box, part.box) < ALL_IN_PART
            for part in _near(self.parts, page, box)
        )

    def picture_target(self, page: int, box: Box) -> int:
        """The image node that is drawn in this box."""
        for leaf in _near(self.pictures, page, box):
            if all(abs(a - b) <= SAME_PLACE for a, b in zip(box, leaf.box, strict=True)):
                return leaf.target
        return ARTIFACT


def _near(things: Mapping[int, ByHeight[Thing]], page: int, box: Box) -> Sequence[Thing]:
    return things[page].near(box) if page in things else ()


def make_plan(document: Document, annotations: Iterable[Annotation] = ()) -> Plan:
    """Where the text, the labels and the pictures of all nodes stand, and what is annotated."""
    found = list(_leaves(document.kids, False))
    whole = Plan(
        leaves=_by_page((page, leaf) for page, leaf, is_picture in found if not is_picture),
        pictures=_by_page((page, leaf) for page, leaf, is_picture in found if is_picture),
        parts={},
        lines=_by_page((line.page, line) for line in document.visible_lines()),
    )
    free = max((leaf.target for _, leaf, _ in found), default=0) + 1
    return replace(whole, parts=_by_page(_parts(document, annotations, whole, free)))


def _by_page(things: Iterable[tuple[int, Thing]]) -> dict[int, ByHeight[Thing]]:
    pages: dict[int, list[Thing]] = defaultdict(list)
    for page, thing in things:
        pages[page].append(thing)
    return {page: ByHeight(inside) for page, inside in pages.items()}


def _parts(
    document: Document, annotations: Iterable[Annotation], plan: Plan, free: int
) -> Iterator[tuple[int, Part]]:
    """The labels of items, then the annotations; their targets count from an id that is free."""
    targets = count(free)
    for node in _labelled(document.kids):
        near = _near(plan.lines, node.page, node.box)
        box = None if is_hidden(node) else _label_box(node, near)
        if box is not None:
            yield node.page, Part(next(targets), node.id, "Lbl", box)
    for one in annotations:
        owner = plan.node_at(one.page, one.box) if one.role == "Link" and one.box else None
        target = owner or whole_page(one.page)
        yield one.page, Part(next(targets), target, one.role, one.box, one)


def _labelled(nodes: Iterable[Node]) -> Iterator[ListItem | Footnote]:
    """What has a label, that in items and cells included."""
    for node in nodes:
        if isinstance(node, ListNode):
            for item in node.items:
                yield item
                yield from _labelled(item.kids)
        elif isinstance(node, Table):
            for row in node.rows:
                for cell in row.cells:
                    yield from _labelled(cell.kids)
        elif isinstance(node, Footnote):
            yield node


def _label_box(node: ListItem | Footnote, lines: Sequence[Line]) -> Box | None:
    """Where the label of a node is printed; None when it is drawn, or no word of its own."""
    for line in lines:
        if _shared(line.box, node.box) >= IN_PART:
            first = line.words[0]
            return first.box if first.text == node.label and len(line.words) > 1 else None
    return None


def _leaves(nodes: Iterable[Node], artifact: bool) -> Iterator[tuple[int, Leaf, bool]]:
    for node in nodes:
        if isinstance(node, Furniture):
            yield from _leaves(node.kids, True)
        elif isinstance(node, ListNode):
            for item in node.items:
                hidden = artifact or is_hidden(item)
                yield item.page, Leaf(ARTIFACT if hidden else item.id, item.box), False
                yield from _leaves(item.kids, artifact)
        elif isinstance(node, Table):
            for row in node.rows:
                for cell in row.cells:
                    yield from _leaves(cell.kids, artifact)
        else:
            target = ARTIFACT if artifact or is_hidden(node) else node.id
            yield node.page, Leaf(target, node.box), isinstance(node, Image)


def _beside(word: Box, text: Box) -> bool:
    """Whether a text on a line holds most of a word, or a word most of the text."""
    narrow = min(word.width, text.width)
    return overlap(word.left, word.right, text.left, text.right) >= IN_PART * narrow


def _shared(inner: Box, outer: Box) -> float:
    """Which share of the first box lies in the second, from 0 to 1."""
    area = inner.width * inner.height
    if area <= 0:
        return 0.0
    wide = overlap(inner.left, inner.right, outer.left, outer.right)
    high = overlap(inner.bottom, inner.top, outer.bottom, outer.top)
    return max(0.0, wide) * max(0.0, high) / area
