"""Glyphs -> the same glyphs, those nobody can see marked with the reason."""

from dataclasses import replace

import numpy as np

from apps.engine.model import Box, PageSize, Style
from apps.engine.page import (
    BACKGROUND,
    COVERED,
    OFF_PAGE,
    TINY,
    VISIBLE,
    Drawing,
    Flags,
    Floats,
    Glyphs,
    Ints,
)  # fmt: skip

TINY_SIZE = 1.5  # points: no printed text is that small
MIN_CONTRAST = 1.15  # ratio (WCAG); below, text and background cannot be told apart
WHITE = (1.0, 1.0, 1.0)
PAPER = 1.0  # relative luminance of white


def find_hidden(
    glyphs: Glyphs, styles: tuple[Style, ...], drawing: Drawing, size: PageSize, order: Ints
) -> Glyphs:
    """Mark tiny, off-page, covered and background-colored glyphs.

    `order` holds the painting order of each run of glyphs (m), -1 where it is unknown.
    """
    if not len(glyphs):
        return glyphs
    hidden = glyphs.hidden.copy()
    _mark_colors(hidden, glyphs, styles, drawing, order)
    if glyphs.size.min() < TINY_SIZE:
        hidden[(hidden == VISIBLE) & (glyphs.size < TINY_SIZE)] = TINY
    if _may_reach_outside(glyphs, size):
        x, y = _middles(glyphs)
        outside = (x < 0) | (x > size.width) | (y < 0) | (y > size.height)
        hidden[(hidden == VISIBLE) & outside] = OFF_PAGE
    return replace(glyphs, hidden=hidden) if hidden.any() else glyphs


def _may_reach_outside(glyphs: Glyphs, size: PageSize) -> bool:
    return bool(
        glyphs.left.min() < 0
        or glyphs.bottom.min() < 0
        or glyphs.right.max() > size.width
        or glyphs.top.max() > size.height
    )


def _middles(glyphs: Glyphs) -> tuple[Floats, Floats]:
    return (glyphs.left + glyphs.right) / 2, (glyphs.bottom + glyphs.top) / 2


def _mark_colors(
    hidden: Ints, glyphs: Glyphs, styles: tuple[Style, ...], drawing: Drawing, order: Ints
) -> None:
    light = np.array([luminance(style.color) for style in styles])
    seen = hidden == VISIBLE
    if not (drawing.fills or drawing.pictures):
        pale = _ratio(light, np.full(len(light), PAPER)) < MIN_CONTRAST
        if pale.any():
            hidden[seen & pale[glyphs.style]] = BACKGROUND
        return
    backgrounds, above = _paint(glyphs, drawing, order[glyphs.run])
    ratio = _ratio(light[glyphs.style], backgrounds)
    hidden[seen & ~np.isnan(backgrounds) & (ratio < MIN_CONTRAST)] = BACKGROUND
    hidden[seen & above] = COVERED


def _ratio(light: Floats, behind: Floats) -> Floats:
    """The contrast (WCAG) of each luminance with the one behind it."""
    ratio: Floats = (np.maximum(light, behind) + 0.05) / (np.minimum(light, behind) + 0.05)
    return ratio


def _paint(glyphs: Glyphs, drawing: Drawing, painted: Ints) -> tuple[Floats, Flags]:
    """The luminance behind each glyph (NaN: a picture), and whether something lies on top."""
    behind = np.full(len(glyphs), PAPER)
    above = np.zeros(len(glyphs), bool)
    x, y = _middles(glyphs)
    areas: list[tuple[int, Box, float]] = [
        (fill.order, fill.box, luminance(fill.color)) for fill in drawing.fills
    ]
    areas += [(picture.order, picture.box, np.nan) for picture in drawing.pictures]
    for order, box, light in sorted(areas, key=lambda area: area[0]):
        inside = np.flatnonzero((x > box.left) & (x < box.right) & (y > box.bottom) & (y < box.top))
        when = painted[inside]
        behind[inside[when > order]] = light
        if not np.isnan(light):
            above[inside[(when >= 0) & (when < order)]] = True
    return behind, above


def luminance(color: tuple[float, float, float]) -> float:
    """Relative luminance of an sRGB color, 0 black to 1 white.

    https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
    """
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
