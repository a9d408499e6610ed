"""A page -> its frames: one upright page for each direction in which text runs on it.

Most pages have one frame, the page itself. A page turned by 90 degrees, or a title written up the
margin, becomes an upright page of its own, is laid out like any other, and is turned back at the
end. The direction with most glyphs comes first.
"""

from dataclasses import dataclass, replace

import numpy as np

from apps.engine.model import Box, Line, Link, PageSize, Word
from apps.engine.page import Drawing, Fill, Floats, Page, Picture


@dataclass(frozen=True, slots=True)
class Frame:
    """An upright page, and the angle (degrees counter-clockwise) its text had on the real one."""

    page: Page
    angle: int


def split_frames(page: Page) -> tuple[Frame, ...]:
    """The frames of a page, the fullest first."""
    if not page.glyphs.angle.any():
        return (Frame(page, 0),)
    angles, counts = np.unique(page.glyphs.angle, return_counts=True)
    order = sorted(zip(counts.tolist(), angles.tolist(), strict=True), key=lambda c: (-c[0], c[1]))
    return tuple(Frame(_turned(page, angle), angle) for _, angle in order)


def _turned(page: Page, angle: int) -> Page:
    glyphs = page.glyphs.take(page.glyphs.angle == angle)
    if angle == 0:
        return replace(page, glyphs=glyphs)
    wide, high = page.size.width, page.size.height
    corners = np.stack([glyphs.left, glyphs.bottom, glyphs.right, glyphs.top], axis=1)
    left, bottom, right, top = turn(corners, angle, wide, high).T
    shift = {90: wide, 180: high, 270: 0.0}[angle]
    size = PageSize(page.size.number, wide, high, page.size.rotation)
    if angle != 180:
        size = size._replace(width=high, height=wide)
    return replace(
        page,
        size=size,
        glyphs=replace(
            glyphs, left=left, bottom=bottom, right=right, top=top,
            baseline=glyphs.baseline + shift,
        ),
        drawing=_turned_drawing(page.drawing, angle, wide, high),
        links=tuple(
            Link(link.page, _turn_box(link.box, angle, wide, high), link.uri) for link in page.links
        ),
    )  # fmt: skip


def turn(boxes: Floats, angle: int, wide: float, high: float) -> Floats:
    """Boxes (n, 4) of a wide x high page -> on that page turned clockwise by `angle`."""
    left, bottom, right, top = boxes.T
    if angle == 90:
        return np.stack([bottom, wide - right, top, wide - left], axis=1)
    if angle == 180:
        return np.stack([wide - right, high - top, wide - left, high - bottom], axis=1)
    return np.stack([high - top, left, high - bottom, right], axis=1)


def _turn_box(box: Box, angle: int, wide: float, high: float) -> Box:
    left, bottom, right, top = turn(np.array([box]), angle, wide, high)[0].tolist()
    return Box(left, bottom, right, top)


def _turned_drawing(drawing: Drawing, angle: int, wide: float, high: float) -> Drawing:
    def turn(box: Box) -> Box:
        return _turn_box(box, angle, wide, high)

    horizontal = tuple(map(turn, drawing.horizontal))
    vertical = tuple(map(turn, drawing.vertical))
    if angle != 180:
        horizontal, vertical = vertical, horizontal
    fills = tuple(Fill(turn(fill.box), fill.color, fill.order) for fill in drawing.fills)
    pictures = tuple(Picture(turn(picture.box), picture.order) for picture in drawing.pictures)
    dots, areas = tuple(map(turn, drawing.dots)), tuple(map(turn, drawing.areas))
    return Drawing(horizontal, vertical, fills, pictures, dots, areas)


def turned_back(line: Line, frame: Frame) -> Line:
    """A line of a frame, its boxes as on the page displayed."""
    if frame.angle == 0:
        return line
    words = tuple(
        Word(word.text, box_turned_back(word.box, frame), word.style, word.space_before, word.link)
        for word in line.words
    )
    return replace(line, box=box_turned_back(line.box, frame), words=words)


def box_turned_back(box: Box, frame: Frame) -> Box:
    """A box of a frame as on the page displayed."""
    if frame.angle == 0:
        return box
    size = frame.page.size
    return _turn_box(box, 360 - frame.angle, size.width, size.height)
