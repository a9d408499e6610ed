"""A document and the marks on its pages -> a structure tree: ISO 32000-1, 14.7 and 14.8.4."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from apps.engine.model import (
    Box,
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
)  # fmt: skip
from apps.engine.render.flow import flowing, is_hidden
from apps.engine.render.tag_content import Marked
from apps.engine.render.tag_plan import UNREAD, Annotation, Plan

NUMBERING = {
    "bullets": "/Disc",
    "arabic numbers": "/Decimal",
    "letters": "/LowerAlpha",
    "roman numbers": "/LowerRoman",
}
"""Names of 14.8.5.5, table 347."""


ROLES: Mapping[type, str] = {
    Caption: "Caption",
    Image: "Figure",
    ListItem: "LBody",
    Footnote: "Note",
}
Leaf = Heading | Paragraph | Caption | Footnote | Image | ListItem


def role_names(document: Document) -> dict[int, str]:
    """The structure type that holds the content of each node, by its id."""
    names: dict[int, str] = {}
    levels = Levels()
    for node in _with_text(document.kids):
        if isinstance(node, Heading):
            names[node.id] = f"H{levels.follow(node.level)}"
        else:
            names[node.id] = ROLES.get(type(node), "P")
    return names


def _with_text(nodes: Iterable[Node]) -> Iterator[Leaf]:
    """The nodes that hold content of their own, in order."""
    for node in nodes:
        if isinstance(node, ListNode):
            for item in node.items:
                yield item
                yield from _with_text(item.kids)
        elif isinstance(node, Table):
            for row in node.rows:
                for cell in row.cells:
                    yield from _with_text(cell.kids)
        elif not isinstance(node, Furniture):
            yield node


class Levels:
    """The levels of headings without gaps: the first is 1, and none is skipped downwards.

    PDF/UA-1 (ISO 14289-1), 7.4.2. A heading stands one level below the last one above it that is
    more important.
    """

    def __init__(self) -> None:
        self.open: list[int] = []

    def follow(self, level: int) -> int:
        """The level to write for the next heading."""
        while self.open and self.open[-1] >= level:
            self.open.pop()
        self.open.append(level)
        return len(self.open)


class Reference(NamedTuple):
    """Marked content or an annotation, and the node or the part of one that it belongs to."""

    target: int
    kid: pikepdf.Object
    key: int  # in the parent tree
    mark: int | None = None  # MCID; None of an annotation


class TreeWriter:
    """Writes the elements of one document, once all content is known."""

    def __init__(
        self, pdf: pikepdf.Pdf, document: Document, plan: Plan, boxes: Mapping[int, Box]
    ) -> None:
        self.pdf, self.document = pdf, document
        self.boxes = boxes  # of images, in user space
        self.roles = role_names(document)
        self.parts = {part.target: part for parts in plan.parts.values() for part in parts.things}
        self.targets = {part.annotation: part.target for part in self.parts.values()}
        self.content: dict[int, list[Reference]] = defaultdict(list)  # by node
        self.element_of: dict[int, pikepdf.Object] = {}
        self.identified: list[pikepdf.Object] = []  # notes, in the order of their ids
        self.places = {node.id: place for place, node in enumerate(document.kids)}
        self.captions: dict[int, Caption] = {}  # by what they stand in

    def role_of(self, target: int) -> str:
        """The structure type of a node, a part of one, or of what belongs to none."""
        part = self.parts.get(target)
        return part.role if part else self.roles.get(target, "P")

    def add_marks(self, page: pikepdf.Object, marked: Sequence[Marked]) -> None:
        """Take note of the marks in the streams of a page, in the order they are read."""
        found = [
            (stream.orders.get(mark, UNREAD), mark, stream)
            for stream in marked
            for mark in stream.targets
        ]
        for _, mark, stream in sorted(found, key=itemgetter(0, 1)):
            content = _marked_content(page, stream, mark)
            self._add(Reference(stream.targets[mark], content, stream.key, mark))

    def add_annotation(self, annotation: Annotation, raw: pikepdf.Object, key: int) -> None:
        """Take note of an annotation of the plan."""
        raw.StructParent = key
        page = self.pdf.pages[annotation.page - 1].obj
        reference = Dictionary(Type=Name.OBJR, Pg=page, Obj=raw)
        self._add(Reference(self.targets[annotation], reference, key))

    def _add(self, reference: Reference) -> None:
        part = self.parts.get(reference.target)
        self.content[part.owner if part else reference.target].append(reference)

    def write(self, next_key: int) -> None:
        """The tree into the document; what belongs to no node of it comes last."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = self._element("Document", root)
        root.K = top
        self.captions = self._held_captions()
        self._kids(top, self.document.kids, {node.id for node in self.captions.values()})
        for target, content in self.content.items():
            if any(one.target not in self.element_of for one in content):
                self._append(top, self._leaf("P", top, target))
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=self._numbers()))
        root.ParentTreeNextKey = next_key
        if self.identified:
            names = [
                part
                for element in sorted(self.identified, key=_identifier)
                for part in (element.ID, element)
            ]
            root.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(names)))
        self.pdf.Root.StructTreeRoot = root

    def _numbers(self) -> Array:
        """From the key of a stream to the elements of its marks, of an annotation to its own."""
        marks: dict[int, dict[int, pikepdf.Object]] = defaultdict(dict)
        found: dict[int, pikepdf.Object] = {}
        for reference in chain(*self.content.values()):
            element = self.element_of[reference.target]
            if reference.mark is None:
                found[reference.key] = element
            else:
                marks[reference.key][reference.mark] = element
        for key, owners in marks.items():
            array = Array([owners.get(mark) for mark in range(max(owners) + 1)])
            found[key] = self.pdf.make_indirect(array)
        return Array([part for key in sorted(found) for part in (key, found[key])])

    def _held_captions(self) -> dict[int, Caption]:
        """The captions of tables and of marked pictures, by these; others stand for themselves."""
        holders = {
            node.id
            for node in self.document.kids
            if isinstance(node, Table) or (isinstance(node, Image) and node.id in self.content)
        }
        return {
            node.target: node
            for node in reversed(self.document.kids)
            if isinstance(node, Caption) and node.target in holders and node.target is not None
        }

    def _element(self, role: str, parent: pikepdf.Object) -> pikepdf.Object:
        element = Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, K=Array())
        return self.pdf.make_indirect(element)

    def _append(self, parent: pikepdf.Object, kid: pikepdf.Object | None) -> None:
        if kid is not None:
            parent.K.append(kid)

    def _leaf(self, role: str, parent: pikepdf.Object, target: int) -> pikepdf.Object | None:
        """An element that holds content; None when there is none for this node."""
        return self._filled(role, parent, target, self.content.get(target, ()))

    def _filled(
        self, role: str, parent: pikepdf.Object, target: int, content: Sequence[Reference]
    ) -> pikepdf.Object | None:
        """An element with its content; parts become elements inside where they begin."""
        if not content:
            return None
        element = self._element(role, parent)
        element.Pg = content[0].kid.Pg
        self.element_of[target] = element
        for reference in content:
            if reference.target not in self.element_of:
                inner = self._element(self.role_of(reference.target), element)
                inner.Pg = reference.kid.Pg
                self.element_of[reference.target] = inner
                element.K.append(inner)
            _hold(self.element_of[reference.target], reference)
        return element

    def _kids(self, parent: pikepdf.Object, nodes: Iterable[Node], elsewhere: set[int]) -> None:
        for node in nodes:
            if node.id not in elsewhere and not isinstance(node, Furniture) and not is_hidden(node):
                self._append(parent, self._node(parent, node))

    def _node(self, parent: pikepdf.Object, node: Node) -> pikepdf.Object | None:
        if isinstance(node, ListNode):
            return self._list(parent, node)
        if isinstance(node, Table):
            return self._table(parent, node)
        if isinstance(node, Image):
            return self._figure(parent, node)
        if isinstance(node, Footnote):
            return self._note(parent, node)
        return self._leaf(self.role_of(node.id), parent, node.id)

    def _list(self, parent: pikepdf.Object, node: ListNode) -> pikepdf.Object | None:
        element = self._element("L", parent)
        element.A = Dictionary(O=Name.List, ListNumbering=Name(NUMBERING[node.numbering]))
        for item in node.items:
            self._append(element, self._item(element, item))
        return element if len(element.K) else None

    def _item(self, parent: pikepdf.Object, item: ListItem) -> pikepdf.Object | None:
        element = self._element("LI", parent)
        content = self.content.get(item.id, [])
        label = [one for one in content if self.role_of(one.target) == "Lbl"]
        if label:
            self._append(element, self._filled("Lbl", element, label[0].target, label))
        body = self._filled("LBody", element, item.id, [one for one in content if one not in label])
        if item.kids:
            body = body or self._element("LBody", element)
            self._kids(body, item.kids, set())
        self._append(element, body if body is not None and len(body.K) else None)
        return element if len(element.K) else None

    def _note(self, parent: pikepdf.Object, note: Footnote) -> pikepdf.Object | None:
        """A note with its identifier: PDF/UA-1 (ISO 14289-1), 7.9."""
        element = self._leaf("Note", parent, note.id)
        if element is not None:
            element.ID = String(f"note-{note.id:06}")
            self.identified.append(element)
        return element

    def _table(self, parent: pikepdf.Object, table: Table) -> pikepdf.Object:
        element = self._element("Table", parent)
        for row in table.rows:
            line = self._element("TR", element)
            for cell in row.cells:
                self._append(line, self._cell(line, cell))
            self._append(element, line)
        return self._captioned(element, table.id)

    def _cell(self, parent: pikepdf.Object, cell: Cell) -> pikepdf.Object:
        element = self._element("TH" if cell.is_header else "TD", parent)
        attributes = Dictionary(O=Name.Table)
        if cell.is_header:
            attributes.Scope = Name.Column
        if cell.row_span > 1:
            attributes.RowSpan = cell.row_span
        if cell.column_span > 1:
            attributes.ColSpan = cell.column_span
        if len(attributes) > 1:
            element.A = attributes
        self._kids(element, cell.kids, set())
        return element

    def _figure(self, parent: pikepdf.Object, image: Image) -> pikepdf.Object | None:
        element = self._leaf("Figure", parent, image.id)
        if element is None:
            return None
        caption = self.captions.get(image.id)
        said = image.alt or (flowing(caption.text) if caption else None)
        if said:
            element.Alt = String(said)
        if image.id in self.boxes:
            element.A = Dictionary(O=Name.Layout, BBox=Array(list(self.boxes[image.id])))
        return self._captioned(element, image.id)

    def _captioned(self, element: pikepdf.Object, target: int) -> pikepdf.Object:
        """A table or figure with its caption as the first or the last kid, as they are read."""
        caption = self.captions.get(target)
        inner = self._leaf("Caption", element, caption.id) if caption else None
        if caption and inner is not None:
            first = self.places[caption.id] < self.places[target]
            element.K = Array([inner, *element.K] if first else [*element.K, inner])
        return element


def _marked_content(page: pikepdf.Object, stream: Marked, mark: int) -> pikepdf.Object:
    reference = Dictionary(Type=Name.MCR, Pg=page, MCID=mark)
    if stream.stream is not None:
        reference.Stm = stream.stream
    return reference


def _hold(element: pikepdf.Object, reference: Reference) -> None:
    """Put content into an element: the bare number where that says all, 14.7.4.2."""
    is_plain = reference.mark is not None and Name.Stm not in reference.kid
    if is_plain and reference.kid.Pg.objgen == element.Pg.objgen:
        element.K.append(reference.mark)
    else:
        element.K.append(reference.kid)


def _identifier(element: pikepdf.Object) -> str:
    return str(element.ID)
