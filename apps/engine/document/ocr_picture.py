"""A page as it is seen: a picture in shades of gray, with its places in points."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apps.engine.model import Box, PageSize

Gray = NDArray[np.uint8]


class Picture(NamedTuple):
    """A page in shades of gray, rows from the top, and its pixels per point across and down."""

    gray: Gray
    across: float
    down: float

    def around(self, box: Box, edge: int) -> Gray:
        """What is seen in a box on the page, and so many pixels around it."""
        high = len(self.gray)
        left, right = int(box.left * self.across) - edge, int(box.right * self.across) + edge + 1
        top, bottom = high - int(box.top * self.down), high - int(box.bottom * self.down)
        return self.gray[max(0, top - edge) : bottom + edge + 1, max(0, left) : right]

    def box(self, left: int, top: int, right: int, bottom: int) -> Box:
        """Pixels, counted from the top left, as a box on the page."""
        high, wide = self.gray.shape
        top, bottom = max(0, top), min(high, bottom)
        left, right = max(0, left), min(wide, right)
        return Box(
            left / self.across,
            (high - bottom) / self.down,
            right / self.across,
            (high - top) / self.down,
        )


def picture_of(gray: Gray, size: PageSize) -> Picture:
    high, wide = gray.shape
    return Picture(gray, wide / size.width, high / size.height)


def straightened(picture: Picture, skew: float) -> Picture:
    """The picture turned so that lines which rise by `skew` lie level; its middle stays."""
    if not skew:
        return picture
    high, wide = picture.gray.shape
    row, column = np.arange(high)[:, None], np.arange(wide)[None, :]
    up = np.round(skew * (column - wide / 2)).astype(np.int64)
    right = np.round(skew * (row - high / 2)).astype(np.int64)
    rows, columns = np.clip(row - up, 0, high - 1), np.clip(column + right, 0, wide - 1)
    return picture._replace(gray=picture.gray[rows, columns])
