"""A page in PDFium -> the text objects and forms it paints, in painting order, as displayed."""

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from apps.engine.document.readers import pdfium_api as api
from apps.engine.document.readers.calls import ready
from apps.engine.document.readers.pdfium_raster import color_raster
from apps.engine.document.readers.placing import Matrix, Placing, concatenate, place_box
from apps.engine.model import Box, PageSize

MAX_DEPTH = 12  # forms inside forms
MAX_OBJECTS = 200_000  # of one page
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Painted:
    """What one operator paints: text (`kids` is None) or a form with what is in it."""

    box: Box
    kids: "tuple[Painted, ...] | None" = None


@contextmanager
def open_painted(data: bytes) -> Iterator[int]:
    """A PDFium document to read from; 0 when it cannot be opened."""
    buffer = ctypes.create_string_buffer(data, len(data))
    document = api.load_document(ctypes.addressof(buffer), len(data), None) or 0
    try:
        yield document
    finally:
        if document:
            api.close_document(document)


def read_painted(document: int, number: int, placing: Placing) -> tuple[Painted, ...]:
    """What a page paints; nothing when PDFium cannot load it."""
    page = api.load_page(document, number - 1) if document else None
    if not page:
        return ()
    try:
        count = min(api.count_objects(page), MAX_OBJECTS)
        handles = map(api.page_object, repeat(ready([page])[0]), range(count))
        return tuple(_read(handles, IDENTITY, placing, 0))
    finally:
        api.close_page(page)


def changed_pages(before: bytes, after: bytes, sizes: Iterable[PageSize]) -> frozenset[int]:
    """Which pages do not look the same in both documents, to the pixel at 72 dots per inch."""
    with open_painted(before) as old, open_painted(after) as new:
        return frozenset(
            size.number
            for size in sizes
            if not np.array_equal(_picture(old, size), _picture(new, size))
        )


def _picture(document: int, size: PageSize) -> NDArray[np.uint8]:
    page = api.load_page(document, size.number - 1) if document else None
    if not page:
        return np.zeros(0, np.uint8)
    try:
        return color_raster(page, size, 1.0)[0]
    finally:
        api.close_page(page)


def _read(
    handles: Iterator[int], matrix: Matrix, placing: Placing, depth: int
) -> Iterator[Painted]:
    for handle in handles:
        kind = api.object_type(handle)
        if kind == api.TEXT:
            yield Painted(_box(handle, matrix, placing))
        elif kind == api.FORM:
            inner = concatenate(_matrix(handle), matrix)
            count = api.count_children(handle) if depth < MAX_DEPTH else 0
            children = (api.child_object(handle, index) for index in range(count))
            kids = tuple(_read(children, inner, placing, depth + 1))
            yield Painted(_box(handle, matrix, placing), kids)


def _box(handle: int, matrix: Matrix, placing: Placing) -> Box:
    sides = (ctypes.c_float * 4)()
    start = ctypes.addressof(sides)
    api.object_bounds(handle, start, start + 4, start + 8, start + 12)
    left, bottom, right, top = sides
    return place_box((left, bottom, right, top), concatenate(matrix, placing.matrix))


def _matrix(handle: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    api.object_matrix(handle, ctypes.addressof(values))
    a, b, c, d, e, f = values
    return (a, b, c, d, e, f)
