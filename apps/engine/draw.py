"""What a stage made of a file -> its pages as PNG pictures, with the boxes of the stage on them.

To look at what the engine sees. The page itself is faded, so that the boxes stand out.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, cycle
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from apps.engine.document import is_over, stages
from apps.engine.document.frames import box_turned_back
from apps.engine.document.pipeline import Layout
from apps.engine.document.readers.pictures import draw_page
from apps.engine.model import Box, Document, Furniture, Line, ListNode, PageSize, Table
from apps.engine.options import Options
from apps.engine.page import VISIBLE, Page
from apps.engine.render.to_annotated_pdf import LOOKS, everything

Color = tuple[int, int, int]

UNDRAWN_PARTS = ("sections",)
"""Their text is that of the fields once more."""
UNDRAWN_FIELDS = ("start_date", "end_date", "start_date_iso", "end_date_iso")
"""They stand in the same place as the date range."""
UNNAMED_FIELDS = ("bullets", "description")
"""Their names would cover more than they say."""

PIXELS_PER_POINT = 1.5
FADING = 0.45  # of the way from its own color to white that each pixel of the page goes
LABEL_SIZE = 10  # pixels
PALETTE = 64  # colors of a picture: boxes and gray text need no more

BLUE: Color = (0, 60, 220)
RED: Color = (215, 0, 0)
GREEN: Color = (0, 130, 50)
GRAY: Color = (130, 130, 130)
TURNS: tuple[Color, ...] = (BLUE, RED, GREEN, (170, 0, 190), (200, 100, 0), (0, 130, 150))
"""What follows each other is drawn in colors that follow each other."""


class Shape(NamedTuple):
    """A frame on a page, and the words in its corner."""

    page: int
    box: Box
    color: Color
    label: str = ""
    width: int = 1  # pixels
    outer: bool = False  # holds other shapes: its label stands on the left, theirs on the right
    above: bool = False  # its label stands on its upper edge: other shapes follow close by


def draw(data: bytes, options: Options, stage: str) -> Iterator[tuple[int, bytes]]:
    """The number and the picture of each selected page. `stage` is one of DRAWN."""
    sizes: list[PageSize] = []
    shapes: list[Shape] = []
    for name, value in stages(data, options, "document.pdf"):
        if name == "source":
            data = getattr(value, "data", data)  # without its encryption
        if isinstance(value, Page):
            sizes.append(value.size)
        if name == stage:
            shapes += DRAWN[stage](value)
        elif shapes and is_over(stage, name):
            break
    for size in sizes:
        own = [shape for shape in shapes if shape.page == size.number]
        yield size.number, _picture(data, size, own)


def draw_fields(
    data: bytes, document: Document, evidence: Mapping[str, Any]
) -> Iterator[tuple[int, bytes]]:
    """The number and the picture of each page: every value of a resume at the place it stands."""
    shapes = list(_fields(evidence))
    for size in document.pages:
        own = [shape for shape in shapes if shape.page == size.number]
        yield size.number, _picture(data, size, own)


def _picture(data: bytes, size: PageSize, shapes: Iterable[Shape]) -> bytes:
    """A page, faded, and the shapes on it."""
    colors = draw_page(data, size, PIXELS_PER_POINT)
    if colors is None:
        wide, high = (max(1, round(side * PIXELS_PER_POINT)) for side in size[1:3])
        colors = np.full((high, wide, 3), 255, np.uint8)
    faded = (colors + (255 - colors) * FADING).astype(np.uint8)
    picture = Image.fromarray(faded)
    _draw_shapes(picture, shapes, colors.shape[0] / max(size.height, 1.0))
    out = io.BytesIO()
    picture.quantize(PALETTE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_shapes(picture: Image.Image, shapes: Iterable[Shape], scale: float) -> None:
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(LABEL_SIZE)
    for shape in shapes:
        left, right = sorted((round(shape.box.left * scale), round(shape.box.right * scale)))
        bottom = picture.height - round(shape.box.bottom * scale)
        top = min(bottom, picture.height - round(shape.box.top * scale))
        pen.rectangle((left, top, right, bottom), outline=shape.color, width=shape.width)
        if shape.label:
            _label(pen, font, (left, right, top), shape)


def _label(pen: ImageDraw.ImageDraw, font: Any, place: tuple[int, int, int], shape: Shape) -> None:
    """The label of a shape, white on its color, beside an upper corner, inside the picture."""
    left, right, y = place
    wide = int(pen.textlength(shape.label, font=font)) + 4
    x = max(0, left - wide) if shape.outer else min(right, pen.im.size[0] - wide)
    if shape.above:
        x, y = left, y - LABEL_SIZE
    pen.rectangle((x, y, x + wide, y + LABEL_SIZE + 1), fill=shape.color)
    pen.text((x + 2, y - 1), shape.label, fill=(255, 255, 255), font=font)


def _glyphs(page: Page) -> Iterator[Shape]:
    """Glyphs in the colors of their text objects, hidden ones gray; rules and pictures around."""
    glyphs, number = page.glyphs, page.size.number
    sides = np.stack([glyphs.left, glyphs.bottom, glyphs.right, glyphs.top], axis=1).tolist()
    for box, hidden, run in zip(sides, glyphs.hidden.tolist(), glyphs.run.tolist(), strict=True):
        yield Shape(number, Box(*box), GRAY if hidden != VISIBLE else TURNS[run % len(TURNS)])
    for rule in chain(page.drawing.horizontal, page.drawing.vertical):
        yield Shape(number, rule, RED, "rule")
    for picture in page.drawing.pictures:
        yield Shape(number, picture.box, RED, "picture", 2)


def _segments(layouts: Iterable[Layout]) -> Iterator[Shape]:
    for layout in layouts:
        number = layout.frame.page.size.number
        for segment in layout.segments:
            box = box_turned_back(segment.box, layout.frame)
            yield Shape(number, box, GRAY if segment.hidden else BLUE)


def _tables(layouts: Iterable[Layout]) -> Iterator[Shape]:
    """Tables with their cells; segments outside of them in gray."""
    for layout in layouts:
        number, frame = layout.frame.page.size.number, layout.frame
        inside = frozenset[int]().union(*(grid.segments for grid in layout.tables))
        for segment in layout.segments:
            if id(segment) not in inside:
                yield Shape(number, box_turned_back(segment.box, frame), GRAY)
        for place, grid in enumerate(layout.tables, start=1):
            for cell in grid.cells:
                yield Shape(number, box_turned_back(cell.box, frame), GREEN)
            yield Shape(number, box_turned_back(grid.box, frame), RED, f"table {place}", 2, True)


def _regions(layouts: Iterable[Layout]) -> Iterator[Shape]:
    """Regions with their number in reading order; the segments and tables in them thinner."""
    colors = cycle(TURNS)
    region = -1
    for layout in layouts:
        number, frame = layout.frame.page.size.number, layout.frame
        parts: dict[int, list[Box]] = {}
        for part in layout.regions:
            region += part.opens
            boxes = [part.grid.box] if part.grid else [segment.box for segment in part.segments]
            parts.setdefault(region, []).extend(box_turned_back(box, frame) for box in boxes)
        for place, boxes in parts.items():
            color = next(colors)
            yield from (Shape(number, box, color) for box in boxes)
            yield Shape(number, _around(boxes), color, f"region {place}", 3)


def _lines(lines: Iterable[Line]) -> Iterator[Shape]:
    """Lines with their number in reading order; furniture and hidden lines in gray."""
    for line in lines:
        color = GRAY if line.hidden or line.furniture else BLUE
        yield Shape(line.page, line.box, color, str(line.id))


def _blocks(lines: Iterable[Line]) -> Iterator[Shape]:
    """Blocks with their number, in one color after the other."""
    blocks: dict[tuple[int, int], list[Box]] = {}
    for line in lines:
        blocks.setdefault((line.block, line.page), []).append(line.box)
    for (block, page), boxes in blocks.items():
        yield Shape(page, _around(boxes), TURNS[block % len(TURNS)], str(block), 2)


def _document(document: Document) -> Iterator[Shape]:
    """The nodes of the tree in the colors of the annotated PDF, with type and id."""
    for node in everything(document.kids):
        red, green, blue = (round(part * 200) for part in LOOKS[type(node)].color)
        label = f"{type(node).__name__.removesuffix('Node').lower()} {node.id}"
        outer = isinstance(node, ListNode | Table | Furniture)
        yield Shape(node.page, node.box, (red, green, blue), label, 1 + outer, outer)


def _fields(evidence: Mapping[str, Any]) -> Iterator[Shape]:
    """The places of the values, in a color for each part of the resume and named by field."""
    colors: dict[str, Color] = {}
    for pointer, places in evidence.items():
        part, *names = pointer.strip("/").split("/")
        if part in UNDRAWN_PARTS or names[-1] in UNDRAWN_FIELDS:
            continue
        color = colors.setdefault(part, TURNS[len(colors) % len(TURNS)])
        named = [name for name in names if not name.isdigit()] or [part]
        yield from _places(places, color, "" if named[-1] in UNNAMED_FIELDS else named[-1])


def _places(places: Sequence[Mapping[str, Any]], color: Color, label: str) -> Iterator[Shape]:
    """The fragments of one value; only the first one is named."""
    for index, place in enumerate(places):
        named = "" if index else label.removesuffix("s").replace("_", " ")
        yield Shape(place["page"], Box(*place["boundingBox"]), color, named, above=True)


def _around(boxes: Iterable[Box]) -> Box:
    left, bottom, right, top = zip(*boxes, strict=True)
    return Box(min(left), min(bottom), max(right), max(top))


DRAWN: Mapping[str, Callable[[Any], Iterator[Shape]]] = {
    "glyphs": _glyphs,
    "segments": _segments,
    "tables": _tables,
    "regions": _regions,
    "lines": _lines,
    "blocks": _blocks,
    "document": _document,
}
"""The stages that can be drawn, and the shapes each of them is drawn with."""
