"""A PDFium page -> rules, filled areas and pictures, as displayed, in painting order."""

import ctypes
from collections.abc import Iterator, Set
from itertools import pairwise, repeat
from typing import NamedTuple

import numpy as np

from apps.engine.document.cards import is_area
from apps.engine.document.readers import pdfium_api as api
from apps.engine.document.readers.calls import ready, run, value_addresses
from apps.engine.document.readers.placing import (
    Matrix,
    Placing,
    concatenate,
    place_all,
    place_box,
)  # fmt: skip
from apps.engine.model import Box
from apps.engine.page import Drawing, Fill, Picture

RULE_THICKNESS = 3.0  # points: anything thinner and longer is a line, not an area
RULE_LENGTH = 6.0  # shorter ones are parts of pictures and letters
MAX_OBJECTS = 20_000  # of one page: beyond, it is a map or a drawing, and no table
MAX_DEPTH = 8  # forms inside forms
MAX_SEGMENTS = 400  # of one path; a longer one is an illustration
DOT_SEGMENTS = 64  # a circle takes four curves, and up to forty-nine pieces
DOT_SIZES = (1.2, 6.5)  # points: smaller is dust, larger a picture
DOT_SPREAD = 0.25  # of the larger side: dots are as wide as high
BOX_SEGMENTS = 6  # a rectangle takes four or five segments

OPAQUE = 250  # of 255
CORNER = 0.5  # points from a corner of the box that still are the corner
RECTANGLE_POINTS = 4
RING = 2  # rectangles: one and the hole in it
SAME_EDGE = 0.01  # points between the edges of a rectangle and a hole that begins there

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Raw = tuple[float, float, float, float]
Points = list[tuple[float, float]]


class Path(NamedTuple):
    """What a path object says without a look at its points."""

    handle: int
    filled: bool
    stroked: bool
    segments: int
    box: Box  # as displayed


class _Collector:
    """Gathers what one page draws; lives only as long as the reading of that page."""

    def __init__(self, placing: Placing, texts: Set[int]) -> None:
        self.placing = placing
        self.texts = texts
        self.inner: Matrix = IDENTITY
        self.full: Matrix = placing.matrix
        self.horizontal: list[Box] = []
        self.vertical: list[Box] = []
        self.fills: list[Fill] = []
        self.pictures: list[Picture] = []
        self.dots: list[Box] = []
        self.areas: list[Box] = []
        self.order_of: dict[int, int] = {}
        self.floats = (ctypes.c_float * 4)()
        self.address = ctypes.addressof(self.floats)

    def bounds(self, handle: int) -> Raw:
        start = self.address
        api.object_bounds(handle, start, start + 4, start + 8, start + 12)
        return tuple(self.floats)

    def displayed(self, raw: Raw, matrix: Matrix) -> Box:
        if matrix is not self.inner:
            self.inner, self.full = matrix, concatenate(matrix, self.placing.matrix)
        return place_box(raw, self.full)


def read_drawing(page: int, placing: Placing, texts: Set[int]) -> tuple[Drawing, dict[int, int]]:
    """The drawing of a loaded page, and the painting order of its objects by handle.

    `texts` are handles known to be those of text objects: nobody need ask.
    """
    collector = _Collector(placing, texts)
    count = min(api.count_objects(page), MAX_OBJECTS)
    (holder,) = ready([page])
    _walk(collector, list(map(api.page_object, repeat(holder), range(count))), IDENTITY, 0)
    drawing = Drawing(
        tuple(collector.horizontal), tuple(collector.vertical),
        tuple(collector.fills), tuple(collector.pictures), tuple(collector.dots),
        tuple(collector.areas),
    )  # fmt: skip
    return drawing, collector.order_of


def _walk(collector: _Collector, handles: list[int], matrix: Matrix, depth: int) -> None:
    texts = collector.texts
    kinds = [api.TEXT if handle in texts else api.object_type(handle) for handle in handles]
    chosen = [h for h, kind in zip(handles, kinds, strict=True) if kind == api.PATH]
    paths = _paths(chosen, concatenate(matrix, collector.placing.matrix))
    order_of = collector.order_of
    for handle, kind in zip(handles, kinds, strict=True):
        order = len(order_of)
        if order >= MAX_OBJECTS:
            return
        order_of[handle] = order
        if kind == api.TEXT:
            continue
        if kind == api.PATH:
            _add_path(collector, next(paths), matrix, order)
        elif kind in (api.IMAGE, api.SHADING):
            box = collector.displayed(collector.bounds(handle), matrix)
            collector.pictures.append(Picture(box, order))
        elif kind == api.FORM and depth < MAX_DEPTH:
            inner = concatenate(_matrix(handle), matrix)
            count = min(api.count_children(handle), MAX_OBJECTS - order)
            children = list(map(api.child_object, repeat(handle), range(count)))
            _walk(collector, children, inner, depth + 1)


def _matrix(handle: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    api.object_matrix(handle, ctypes.addressof(values))
    return tuple(values)


def _paths(handles: list[int], full: Matrix) -> Iterator[Path]:
    """The paths of one level; `full` takes their bounds to the page as displayed."""
    if not handles:
        return iter(())
    modes = np.zeros((len(handles), 2), np.int32)
    run(api.draw_mode, handles, *value_addresses(modes))
    bounds = np.zeros((len(handles), 4), np.float32)
    run(api.object_bounds, handles, *value_addresses(bounds))
    boxes = place_all(bounds.astype(float), full)
    filled, stroked = (modes != 0).T.tolist()
    return map(Path, handles, filled, stroked, map(api.count_segments, handles), boxes)


def _add_path(collector: _Collector, path: Path, matrix: Matrix, order: int) -> None:
    handle, filled, stroked, segments, box = path
    if not (filled or stroked) or not 0 < segments <= MAX_SEGMENTS or _is_simple(collector, path):
        return
    if segments >= RECTANGLE_POINTS and is_area(box):
        collector.areas.append(box)
    pieces = _pieces(handle, segments)
    matrix = concatenate(_matrix(handle), matrix)  # bounds have it worked in, points have not
    if not stroked:
        _add_areas(collector, handle, [p for p in pieces if len(p) > 1], matrix, order)
        return
    for points in pieces:
        for edge in _edges(points):
            _add_rule(collector, collector.displayed(edge, matrix))
    if filled and len(pieces) == 1:
        _add_areas(collector, handle, pieces, matrix, order)


def _is_simple(collector: _Collector, path: Path) -> bool:
    """Keep a path that is a dot or a single rule; tell whether it was."""
    if path.segments > DOT_SEGMENTS:
        return False
    if _is_dot(path.box):
        collector.dots.append(path.box)
        return True
    return path.segments <= BOX_SEGMENTS and _add_rule(collector, path.box)


def _is_dot(box: Box) -> bool:
    wide, high = box.right - box.left, box.top - box.bottom
    small, large = (wide, high) if wide < high else (high, wide)
    return DOT_SIZES[0] <= small and large <= DOT_SIZES[1] and large - small <= DOT_SPREAD * large


def _add_rule(collector: _Collector, box: Box) -> bool:
    """Keep a thin box as a rule; tell whether it is thin at all."""
    if box.height <= RULE_THICKNESS:
        if box.width >= RULE_LENGTH:
            collector.horizontal.append(box)
        return True
    if box.width <= RULE_THICKNESS:
        if box.height >= RULE_LENGTH:
            collector.vertical.append(box)
        return True
    return False


def _add_areas(
    collector: _Collector, handle: int, pieces: list[Points], matrix: Matrix, order: int
) -> None:
    """Filled rectangles; one inside another is the frame of a card, and nothing to read from."""
    boxes = [_around(points) for points in pieces if _is_rectangle(points)]
    if len(boxes) == len(pieces) == RING:
        for raw in _open_sides(*sorted(boxes, key=lambda box: box[0] - box[2])):
            _add_rule(collector, collector.displayed(raw, matrix))
    solid = len(boxes) == len(pieces) and not _is_frame(boxes)
    color = _color(handle) if solid else None
    for raw in boxes:
        box = collector.displayed(raw, matrix)
        if _add_rule(collector, box):
            continue
        if color is not None:
            collector.fills.append(Fill(box, color, order))


def _open_sides(outer: Raw, inner: Raw) -> list[Raw]:
    """What a rectangle with a hole paints, where they share an edge: borders of a table cell.

    A hole in the middle makes the frame of a card instead.
    """
    left, bottom, right, top = (abs(a - b) > SAME_EDGE for a, b in zip(outer, inner, strict=True))
    if not _is_frame([outer, inner]) or left + bottom + right + top == RECTANGLE_POINTS:
        return []
    sides = [
        (left, (outer[0], outer[1], inner[0], outer[3])),
        (bottom, (outer[0], outer[1], outer[2], inner[1])),
        (right, (inner[2], outer[1], outer[2], outer[3])),
        (top, (outer[0], inner[3], outer[2], outer[3])),
    ]
    return [raw for painted, raw in sides if painted]


def _is_frame(boxes: list[Raw]) -> bool:
    return any(
        a != b and a[0] <= b[0] and a[1] <= b[1] and a[2] >= b[2] and a[3] >= b[3]
        for a in boxes
        for b in boxes
    )


def _color(handle: int) -> tuple[float, float, float] | None:
    """Red, green, blue from 0 to 1; None when what lies below shines through."""
    values = (ctypes.c_uint * 4)()
    start = ctypes.addressof(values)
    known = api.fill_color(handle, start, start + 4, start + 8, start + 12)
    if not known or values[3] < OPAQUE:
        return None
    return (round(values[0] / 255, 3), round(values[1] / 255, 3), round(values[2] / 255, 3))


def _pieces(handle: int, count: int) -> list[Points]:
    """The sub-paths of a path, each as its points; a curved one has none."""
    x, y = ctypes.c_float(), ctypes.c_float()
    x_address, y_address = ctypes.addressof(x), ctypes.addressof(y)
    pieces: list[Points] = []
    curved = False
    for index in range(count):
        segment = api.path_segment(handle, index)
        kind = api.segment_type(segment)
        if kind == api.MOVE_TO or not pieces:
            pieces.append([])
            curved = False
        if kind == api.BEZIER_TO:
            pieces[-1], curved = [], True
        elif not curved:
            api.segment_point(segment, x_address, y_address)
            pieces[-1].append((x.value, y.value))
    return pieces


def _around(points: Points) -> Raw:
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _is_rectangle(points: Points) -> bool:
    """Whether straight lines between these points follow the sides of their box."""
    left, bottom, right, top = _around(points)
    on_corners = all(
        min(x - left, right - x) <= CORNER and min(y - bottom, top - y) <= CORNER for x, y in points
    )
    return len(points) >= RECTANGLE_POINTS and on_corners


def _edges(points: Points) -> Iterator[Raw]:
    """The lines between the points of a sub-path; a rectangle is closed."""
    closed = [*points, points[0]] if len(points) >= RECTANGLE_POINTS else points
    for (x0, y0), (x1, y1) in pairwise(closed):
        yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
