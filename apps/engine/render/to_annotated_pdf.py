"""A document and its source -> the source with a frame around every node, in layers to switch.

The pages themselves stay as they are: the frames are annotations. The output is the same bytes for
the same input: no dates, no random ids.
"""

import io
from collections.abc import Iterator
from decimal import Decimal
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
    Row,
    Table,
)  # fmt: skip
from apps.engine.options import Options
from apps.engine.render.flow import flowing
from apps.engine.render.legend import INSET, LAYER, TURNED, WIDTH, height, legend

OPACITY = 0.4
PRINTED = 4  # the annotation flag that lets it be printed
CONTENT_LENGTH = 400  # characters of text shown with a frame

Anything = Node | ListItem | Row | Cell


class Look(NamedTuple):
    """The layer a node is drawn in, and its color."""

    layer: str
    color: tuple[float, float, float]


LOOKS: dict[type, Look] = {
    Heading: Look("Headings", (0.0, 0.0, 1.0)),
    Paragraph: Look("Paragraphs", (0.0, 0.6, 0.7)),
    Caption: Look("Captions", (0.9, 0.7, 0.0)),
    Footnote: Look("Footnotes", (0.6, 0.4, 0.2)),
    ListNode: Look("Lists", (0.0, 0.6, 0.0)),
    ListItem: Look("List items", (0.4, 0.8, 0.2)),
    Table: Look("Tables", (1.0, 0.0, 1.0)),
    Cell: Look("Table cells", (0.8, 0.4, 0.8)),
    Image: Look("Images", (1.0, 0.0, 0.0)),
    Furniture: Look("Headers and footers", (0.5, 0.5, 0.5)),
}


def render(document: Document, source: bytes, options: Options) -> bytes:
    """The annotated PDF, without encryption."""
    with pikepdf.open(io.BytesIO(source), suppress_warnings=True) as pdf:
        layers = _add_layers(pdf)
        nodes = list(everything(document.kids))
        for node in nodes:
            page = pdf.pages[node.page - 1]
            look = LOOKS[type(node)]
            annotation = pdf.make_indirect(_annotation(pdf, page, node, look, layers[look.layer]))
            if Name.Annots not in page.obj:
                page.obj.Annots = Array()
            page.obj.Annots.append(annotation)
        if nodes:
            _add_legend(pdf, document, nodes, layers[LAYER])
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, encryption=False, fix_metadata_version=False)
    return out.getvalue()


def everything(nodes: tuple[Node, ...]) -> Iterator[Node | ListItem | Cell]:
    """The nodes that get a frame: those of the tree, items and cells included."""
    for node in nodes:
        yield node
        if isinstance(node, ListNode):
            for item in node.items:
                yield item
                yield from everything(item.kids)
        elif isinstance(node, Table):
            for row in node.rows:
                yield from row.cells
        elif isinstance(node, Furniture):
            yield from everything(node.kids)


def _add_legend(
    pdf: pikepdf.Pdf,
    document: Document,
    nodes: list[Node | ListItem | Cell],
    layer: pikepdf.Object,
) -> None:
    """Name the colors that are used, in the upper right corner of the first page shown."""
    used = {type(node) for node in nodes}
    colors = {look.layer: look.color for kind, look in LOOKS.items() if kind in used}
    size = document.pages[0]
    page = pdf.pages[size.number - 1]
    right, top = size.width - INSET, size.height - INSET
    place = Box(right - WIDTH, top - height(len(colors)), right, top)
    turn = _rotation(page) % 360
    shown = legend(pdf, colors, _in_user_space(place, page), turn if turn in TURNED else 0, layer)
    if Name.Annots not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(pdf.make_indirect(shown))


def _add_layers(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    groups: dict[str, pikepdf.Object] = {
        look.layer: pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(look.layer)))
        for look in (*LOOKS.values(), Look(LAYER, (0.0, 0.0, 0.0)))
    }
    if Name.OCProperties not in pdf.Root:
        pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(Order=Array()))
    properties = pdf.Root.OCProperties
    if Name.Order not in properties.D:
        properties.D.Order = Array()
    for group in groups.values():
        properties.OCGs.append(group)
        properties.D.Order.append(group)
    return groups


def _annotation(
    pdf: pikepdf.Pdf, page: pikepdf.Page, node: Node | ListItem | Cell, look: Look,
    layer: pikepdf.Object,
) -> Dictionary:  # fmt: skip
    left, bottom, right, top = (round(side, 3) for side in _in_user_space(node.box, page))
    red, green, blue = look.color
    frame = f"{left} {bottom} {right - left:.3f} {top - bottom:.3f} re"
    drawn = f"/G gs {red} {green} {blue} RG 1 w {frame} S"
    appearance = pdf.make_stream(
        drawn.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([left - 1, bottom - 1, right + 1, top + 1]),
        Resources=Dictionary(ExtGState=Dictionary(G=Dictionary(CA=OPACITY))),
    )
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Square,
        Rect=Array([left - 1, bottom - 1, right + 1, top + 1]),
        RD=Array([1, 1, 1, 1]),
        C=Array([red, green, blue]),
        CA=OPACITY,
        F=PRINTED,
        NM=String(f"node-{node.id}"),
        T=String(look.layer),
        Contents=String(_describe(node)),
        OC=layer,
        AP=Dictionary(N=appearance),
    )


def _describe(node: Node | ListItem | Cell) -> str:
    words = f"id = {node.id}"
    if isinstance(node, Heading):
        words += f", level = {node.level}"
    if isinstance(node, ListItem | Footnote):
        words += f", label = {node.label}"
    if isinstance(node, Heading | Paragraph | Caption | Footnote | ListItem):
        style = node.text.style
        words += f", font = {style.font} {style.size:g}, text = {flowing(node.text)}"
    return words[:CONTENT_LENGTH]


def _in_user_space(box: Box, page: pikepdf.Page) -> Box:
    """A box as displayed -> in the coordinates of the page: turned back, crop box added."""
    left, bottom, right, top = _crop(page)
    turn = _rotation(page) % 360
    if turn == 90:
        return Box(right - box.top, bottom + box.left, right - box.bottom, bottom + box.right)
    if turn == 180:
        return Box(right - box.right, top - box.top, right - box.left, top - box.bottom)
    if turn == 270:
        return Box(left + box.bottom, top - box.right, left + box.top, top - box.left)
    return Box(left + box.left, bottom + box.bottom, left + box.right, bottom + box.top)


def _crop(page: pikepdf.Page) -> Box:
    """Where crop box and media box overlap: what is displayed."""
    media, crop = _sides(page.mediabox), _sides(page.cropbox)
    if media is None or crop is None:
        return crop or media or Box(0.0, 0.0, 0.0, 0.0)
    return Box(
        max(media.left, crop.left),
        max(media.bottom, crop.bottom),
        min(media.right, crop.right),
        min(media.top, crop.top),
    )


def _sides(array: pikepdf.Array) -> Box | None:
    """Four numbers as a box, whichever corners they name; None when they are none."""
    try:
        left, bottom, right, top = (float(side) for side in array)
    except (TypeError, ValueError):
        return None
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _rotation(page: pikepdf.Page) -> int:
    """The degrees of the page, or of the first node above it that has some; damage counts as 0."""
    node: object = page.obj
    for _ in range(32):  # page trees are shallow; a loop in a broken one must end
        if not isinstance(node, pikepdf.Dictionary):
            break
        if Name.Rotate in node:
            turn = node[Name.Rotate]
            return int(turn) if isinstance(turn, int | Decimal) else 0
        node = node.get(Name.Parent)
    return 0
