"""The bytes of a PDF and boxes on its pages -> what is seen there, as PNG or JPEG."""

import ctypes
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from apps.engine.document.readers import pdfium_api as api
from apps.engine.document.readers.pdfium_raster import color_raster
from apps.engine.document.readers.source import saved_anew
from apps.engine.model import Image, PageSize
from apps.engine.options import ImageFormat

PIXELS_PER_POINT = 2.0  # 144 dots per inch
JPEG_QUALITY = 85
GREEN = 1  # of the three colors the one that tells best how light a pixel looks


def cut_pictures(
    data: bytes, images: Iterable[Image], pages: dict[int, PageSize], image_format: ImageFormat
) -> dict[int, bytes]:
    """The pictures by the id of their node; those of pages that cannot be drawn are left out."""
    cut: dict[int, bytes] = {}
    with _opened(data) as document:
        for number, group in groupby(images, key=lambda image: image.page):
            page = api.load_page(document, number - 1) if document else None
            if page:
                cut |= _cut(page, pages[number], list(group), image_format)
                api.close_page(page)
    return cut


def draw_page(data: bytes, size: PageSize, pixels_per_point: float) -> NDArray[np.uint8] | None:
    """Red, green, blue of a whole page (rows from the top, columns, 3), None without a page."""
    with _opened(data) as document:
        page = api.load_page(document, size.number - 1) if document else None
        if not page:
            return None
        colors, _ = color_raster(page, size, pixels_per_point)
        api.close_page(page)
    return colors


def draw_gray(data: bytes, size: PageSize, pixels_per_point: float) -> NDArray[np.uint8] | None:
    """A whole page in shades of gray (rows from the top, columns), None without a page."""
    colors = draw_page(data, size, pixels_per_point)
    return None if colors is None else colors[:, :, GREEN].copy()


@contextmanager
def _opened(data: bytes) -> Iterator[int | None]:
    """The document PDFium makes of the bytes, or of a repaired copy; None without one."""
    buffer = ctypes.create_string_buffer(data, len(data))
    document = api.load_document(ctypes.addressof(buffer), len(data), None)
    if not document:
        data = saved_anew(data)
        buffer = ctypes.create_string_buffer(data, len(data))
        document = api.load_document(ctypes.addressof(buffer), len(data), None)
    try:
        yield document
    finally:
        if document:
            api.close_document(document)


def _cut(
    page: int, size: PageSize, images: list[Image], image_format: ImageFormat
) -> dict[int, bytes]:
    from PIL import Image as Picture  # only documents with pictures pay for it

    colors, scale = color_raster(page, size, PIXELS_PER_POINT)
    high, wide = colors.shape[:2]
    cut = {}
    for image in images:
        left, right = max(0, int(image.box.left * scale)), min(wide, int(image.box.right * scale))
        top = max(0, high - int(image.box.top * scale))
        bottom = min(high, high - int(image.box.bottom * scale))
        if right > left and bottom > top:
            out = io.BytesIO()
            picture = Picture.fromarray(colors[top:bottom, left:right])
            picture.save(out, image_format.upper(), quality=JPEG_QUALITY)
            cut[image.id] = out.getvalue()
    return cut
