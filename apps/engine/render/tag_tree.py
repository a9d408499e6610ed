"""A document and the marks on its pages -> a structure tree: ISO 32000-1, 14.7 and 14.8.4."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from apps.engine.model import (
    Box,
    Caption,
    Cell,
    Document,
    Furniture,
    Heading,
    Image,
    ListItem,
    ListNode,
    Node,
    Table,
)  # fmt: skip
from apps.engine.render.flow import flowing, is_hidden
from apps.engine.render.tag_content import Marked

NUMBERING = {
    "bullets": "/Disc",
    "arabic numbers": "/Decimal",
    "letters": "/LowerAlpha",
    "roman numbers": "/LowerRoman",
}
"""Names of 14.8.5.5, table 347."""


def role_names(document: Document) -> dict[int, str]:
    """The structure type that holds the content of each node, by its id."""
    names: dict[int, str] = {}

    def visit(nodes: Iterable[Node]) -> None:
        for node in nodes:
            if isinstance(node, ListNode):
                names.update({item.id: "LBody" for item in node.items})
            elif isinstance(node, Table):
                for row in node.rows:
                    for cell in row.cells:
                        visit(cell.kids)
            elif not isinstance(node, Furniture):
                names[node.id] = _role(node)

    visit(document.kids)
    return names


def _role(node: Node) -> str:
    if isinstance(node, Heading):
        return f"H{node.level}"
    if isinstance(node, Image):
        return "Figure"
    return "Caption" if isinstance(node, Caption) and node.target is not None else "P"


class TreeWriter:
    """Writes the elements of one document; `pages` are those that have marks, by their number."""

    def __init__(self, pdf: pikepdf.Pdf, document: Document, boxes: dict[int, Box]) -> None:
        self.pdf, self.document = pdf, document
        self.boxes = boxes  # of images, in user space
        self.content: dict[int, list[pikepdf.Object]] = defaultdict(list)
        self.home: dict[int, pikepdf.Object] = {}  # the page the content of a node begins on
        self.element_of: dict[int, pikepdf.Object] = {}
        self.captions = {
            node.target: node
            for node in reversed(document.kids)
            if isinstance(node, Caption) and node.target is not None
        }

    def add(self, page: pikepdf.Object, marked: Sequence[Marked]) -> None:
        """Take note of the marks in the streams of a page."""
        for stream in marked:
            for number, target in enumerate(stream.targets):
                reference = Dictionary(Type=Name.MCR, Pg=page, MCID=number)
                if stream.stream is not None:
                    reference.Stm = stream.stream
                self.content[target].append(reference)
                self.home.setdefault(target, page)

    def write(self, streams: Sequence[Marked], next_key: int) -> None:
        """The tree into the document; what is marked as no node of it comes last."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = self._element("Document", root)
        root.K = top
        self._kids(top, self.document.kids, {node.id for node in self.captions.values()})
        for target in [target for target in self.content if target not in self.element_of]:
            self._append(top, self._leaf("P", top, target))
        numbers = Array()
        for stream in streams:
            owners = Array([self.element_of[target] for target in stream.targets])
            numbers.append(stream.key)
            numbers.append(self.pdf.make_indirect(owners))
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        root.ParentTreeNextKey = next_key
        self.pdf.Root.StructTreeRoot = root

    def _element(self, role: str, parent: pikepdf.Object) -> pikepdf.Object:
        element = Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, K=Array())
        return self.pdf.make_indirect(element)

    def _append(self, parent: pikepdf.Object, kid: pikepdf.Object | None) -> None:
        if kid is not None:
            parent.K.append(kid)

    def _leaf(self, role: str, parent: pikepdf.Object, target: int) -> pikepdf.Object | None:
        """An element that holds marked content; None when nothing on the pages is marked so."""
        if target not in self.content:
            return None
        element = self._element(role, parent)
        element.Pg = self.home[target]
        for reference in self.content[target]:
            own = reference.Pg.objgen == element.Pg.objgen and Name.Stm not in reference
            element.K.append(reference.MCID if own else reference)
        self.element_of[target] = element
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
        return self._leaf(_role(node), parent, node.id)

    def _list(self, parent: pikepdf.Object, node: ListNode) -> pikepdf.Object | None:
        element = self._element("L", parent)
        element.A = Dictionary(O=Name.List, ListNumbering=Name(NUMBERING[node.numbering]))
        for item in node.items:
            self._append(element, self._item(element, item))
        return element if len(element.K) else None

    def _item(self, parent: pikepdf.Object, item: ListItem) -> pikepdf.Object | None:
        element = self._element("LI", parent)
        self._append(element, self._leaf("LBody", element, item.id))
        return element if len(element.K) else None

    def _table(self, parent: pikepdf.Object, table: Table) -> pikepdf.Object:
        element = self._element("Table", parent)
        self._caption(element, table.id)
        for row in table.rows:
            line = self._element("TR", element)
            for cell in row.cells:
                self._append(line, self._cell(line, cell, row.number == 1 < len(table.rows)))
            self._append(element, line)
        return element

    def _cell(self, parent: pikepdf.Object, cell: Cell, heads: bool) -> pikepdf.Object:
        element = self._element("TH" if heads else "TD", parent)
        attributes = Dictionary(O=Name.Table)
        if heads:
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
            return self._orphan(parent, image.id)
        caption = self.captions.get(image.id)
        said = image.alt or (flowing(caption.text) if caption else None)
        if said:
            element.Alt = String(said)
        if image.id in self.boxes:
            element.A = Dictionary(O=Name.Layout, BBox=Array(list(self.boxes[image.id])))
        self._caption(element, image.id)
        return element

    def _orphan(self, parent: pikepdf.Object, target: int) -> pikepdf.Object | None:
        """The caption of a picture that is no image on the page, but a drawing: a paragraph."""
        caption = self.captions.get(target)
        return self._leaf("P", parent, caption.id) if caption else None

    def _caption(self, parent: pikepdf.Object, target: int) -> None:
        caption = self.captions.get(target)
        if caption is not None:
            self._append(parent, self._leaf("Caption", parent, caption.id))
