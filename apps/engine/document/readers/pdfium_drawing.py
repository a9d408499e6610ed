"""A PDFium page -> rules, filled areas and pictures, as displayed, in painting order."""

import ctypes
from collections.abc import Iterator

from apps.engine.document.readers import pdfium_api as api
from apps.engine.document.readers.placing import Matrix, Placing, concatenate, place_box
from apps.engine.model import Box
from apps.engine.page import Drawing, Fill, Picture

RULE_THICKNESS = 3.0  # points: anything thinner and longer is a line, not an area
RULE_LENGTH = 6.0  # shorter ones are parts of pictures and letters
MAX_OBJECTS = 20_000  # of one page: beyond, it is a map or a drawing, and no table
MAX_DEPTH = 8  # forms inside forms
MAX_SEGMENTS = 400  # of one path; a longer one is an illustration
BOX_SEGMENTS = 6  # a rectangle takes four or five segments

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Raw = tuple[float, float, float, float]


class _Collector:
    """Gathers what one page draws; lives only as long as the reading of that page."""

    def __init__(self, placing: Placing) -> None:
        self.placing = placing
        self.inner: Matrix = IDENTITY
        self.full: Matrix = placing.matrix
        self.horizontal: list[Box] = []
        self.vertical: list[Box] = []
        self.fills: list[Fill] = []
        self.pictures: list[Picture] = []
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


def read_drawing(page: int, placing: Placing) -> tuple[Drawing, dict[int, int]]:
    """The drawing of a loaded page, and the painting order of its text objects by handle."""
    collector = _Collector(placing)
    children = (api.page_object(page, i) for i in range(api.count_objects(page)))
    _walk(collector, children, IDENTITY, 0)
    drawing = Drawing(
        tuple(collector.horizontal), tuple(collector.vertical),
        tuple(collector.fills), tuple(collector.pictures),
    )  # fmt: skip
    return drawing, collector.order_of


def _walk(collector: _Collector, handles: Iterator[int], matrix: Matrix, depth: int) -> None:
    for handle in handles:
        order = len(collector.order_of)
        if order >= MAX_OBJECTS:
            return
        collector.order_of[handle] = order
        kind = api.object_type(handle)
        if kind == api.PATH:
            _add_path(collector, handle, matrix, order)
        elif kind in (api.IMAGE, api.SHADING):
            box = collector.displayed(collector.bounds(handle), matrix)
            collector.pictures.append(Picture(box, order))
        elif kind == api.FORM and depth < MAX_DEPTH:
            inner = concatenate(_matrix(handle), matrix)
            children = (api.child_object(handle, i) for i in range(api.count_children(handle)))
            _walk(collector, children, inner, depth + 1)


def _matrix(handle: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    api.object_matrix(handle, ctypes.addressof(values))
    return tuple(values)


def _add_path(collector: _Collector, handle: int, matrix: Matrix, order: int) -> None:
    mode = (ctypes.c_int * 2)()
    address = ctypes.addressof(mode)
    api.draw_mode(handle, address, address + 4)
    filled, stroked = mode
    if not filled and not stroked:
        return
    segments = api.count_segments(handle)
    if segments <= BOX_SEGMENTS:
        _add_box(collector, handle, collector.bounds(handle), matrix, order, bool(filled))
    elif segments <= MAX_SEGMENTS:
        for raw in _pieces(handle, segments):
            _add_box(collector, handle, raw, matrix, order, bool(filled))


def _add_box(
    collector: _Collector, handle: int, raw: Raw, matrix: Matrix, order: int, filled: bool
) -> None:
    box = collector.displayed(raw, matrix)
    if box.height <= RULE_THICKNESS:
        if box.width >= RULE_LENGTH:
            collector.horizontal.append(box)
    elif box.width <= RULE_THICKNESS:
        if box.height >= RULE_LENGTH:
            collector.vertical.append(box)
    elif filled:
        color = _color(handle)
        if color is not None:
            collector.fills.append(Fill(box, color, order))
    else:
        _add_outline(collector, box)


def _add_outline(collector: _Collector, box: Box) -> None:
    """A stroked rectangle is four rules."""
    left, bottom, right, top = box
    if box.width >= RULE_LENGTH:
        collector.horizontal += [Box(left, bottom, right, bottom), Box(left, top, right, top)]
    if box.height >= RULE_LENGTH:
        collector.vertical += [Box(left, bottom, left, top), Box(right, bottom, right, top)]


def _color(handle: int) -> tuple[float, float, float] | None:
    """Red, green, blue from 0 to 1; None when fully transparent."""
    values = (ctypes.c_uint * 4)()
    start = ctypes.addressof(values)
    if not api.fill_color(handle, start, start + 4, start + 8, start + 12) or not values[3]:
        return None
    return (round(values[0] / 255, 3), round(values[1] / 255, 3), round(values[2] / 255, 3))


def _pieces(handle: int, count: int) -> Iterator[Raw]:
    """The sub-paths of a longer path, each as its box; curved ones are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(count):
        segment = api.path_segment(handle, index)
        kind = api.segment_type(segment)
        if kind == api.MOVE_TO:
            yield from _piece(points, curved)
            points, curved = [], False
        curved = curved or kind == api.BEZIER_TO
        api.segment_point(segment, ctypes.addressof(x), ctypes.addressof(y))
        points.append((x.value, y.value))
    yield from _piece(points, curved)


def _piece(points: list[tuple[float, float]], curved: bool) -> Iterator[Raw]:
    if len(points) > 1 and not curved:
        xs, ys = zip(*points, strict=True)
        yield (min(xs), min(ys), max(xs), max(ys))
