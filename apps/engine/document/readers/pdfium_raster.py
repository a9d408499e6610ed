"""A loaded PDFium page -> its picture in shades of gray, to see what a reader would see."""

import ctypes
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from apps.engine.document.readers import pdfium_api as api
from apps.engine.model import PageSize
from apps.engine.page import BACKGROUND, COVERED, VISIBLE, Glyphs

MAX_SIDE = 2000  # pixels; larger pages are shrunk
WHITE = 0xFFFFFFFF
CORE = 0.25  # of the height of a glyph, at its top and bottom, that neighbours may reach into
MIN_STROKES = 24  # of 255: darkest against lightest, where letters can be seen


def raster(page: int, size: PageSize) -> tuple[NDArray[np.uint8], float]:
    """Gray values (rows from the top, columns), and pixels per point."""
    colors, scale = color_raster(page, size, 1.0)
    return colors.mean(axis=2).astype(np.uint8), scale


def color_raster(
    page: int, size: PageSize, pixels_per_point: float
) -> tuple[NDArray[np.uint8], float]:
    """Red, green, blue (rows from the top, columns, 3), and pixels per point."""
    scale = min(pixels_per_point, MAX_SIDE / max(size.width, size.height, 1.0))
    wide, high = max(1, round(size.width * scale)), max(1, round(size.height * scale))
    bitmap = api.create_bitmap(wide, high, 0)
    try:
        api.fill_bitmap(bitmap, 0, 0, wide, high, WHITE)
        api.render_page(bitmap, page, 0, 0, wide, high, 0, 0)
        stride = api.bitmap_stride(bitmap)
        memory = (ctypes.c_uint8 * (stride * high)).from_address(api.bitmap_buffer(bitmap))
        pixels = np.frombuffer(memory, np.uint8).reshape(high, stride)[:, : wide * 4]
        colors = pixels.reshape(high, wide, 4)[:, :, 2::-1].copy()
    finally:
        api.destroy_bitmap(bitmap)
    return colors, scale


def confirm_hidden(glyphs: Glyphs, page: int, size: PageSize) -> Glyphs:
    """Glyphs thought to be covered or colored away are visible where the picture shows strokes.

    Painting order is known; clipping, shading and blending are not: only the picture can tell. The
    verdict is one for all suspects of one style on one baseline.
    """
    suspects = (glyphs.hidden == BACKGROUND) | (glyphs.hidden == COVERED)
    if not suspects.any():
        return glyphs
    gray, scale = raster(page, size)
    hidden = glyphs.hidden.copy()
    rows = np.stack([np.round(glyphs.baseline), glyphs.style], axis=1)
    for row in np.unique(rows[suspects], axis=0):
        own = suspects & (rows == row).all(axis=1)
        left, right = glyphs.left[own].min() * scale, glyphs.right[own].max() * scale
        bottom = float((glyphs.bottom[own] * (1 - CORE) + glyphs.top[own] * CORE).min()) * scale
        top = float((glyphs.bottom[own] * CORE + glyphs.top[own] * (1 - CORE)).max()) * scale
        high = size.height * scale
        area = gray[
            max(0, int(high - top)) : int(high - bottom) + 1, max(0, int(left)) : int(right)
        ]
        if area.size and int(area.max()) - int(area.min()) >= MIN_STROKES:
            hidden[own] = VISIBLE
    return replace(glyphs, hidden=hidden)
