"""A page as it is seen: a picture in shades of gray, with its places in points."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apps.engine.model import Box, PageSize

Gray = NDArray[np.uint8]

LEAST_CONTRAST = 25.0  # of 255, between ink and paper
INKIEST = 0.02  # of the pixels of a word: its strokes at their darkest
FAINT = 0.2  # of the contrast: noise and the blurred edges of neighbours


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
    return picture._replace(gray=_sheared(_sheared(picture.gray, skew).T, -skew).T)


def _sheared(gray: Gray, slope: float) -> Gray:
    """Each column moved down by `slope` times how far it is from the middle."""
    high, wide = gray.shape
    shifts = np.round(slope * (wide / 2 - np.arange(wide))).astype(np.int64)
    if not shifts.any():
        return gray
    moved = np.empty_like(gray)
    edges = np.flatnonzero(np.diff(shifts, prepend=shifts[0] - 1)).tolist()
    for left, right in pairwise([*edges, wide]):
        rows = np.clip(np.arange(high) + shifts[left], 0, high - 1)
        moved[:, left:right] = gray[rows, left:right]
    return moved


def ink_of(seen: Gray) -> NDArray[np.float64]:
    """How much ink each pixel has, from 0 to 1; on dark paper it is bright."""
    if not seen.size:
        return np.zeros(seen.shape)
    rim = np.concatenate((seen[0], seen[-1], seen[:, 0], seen[:, -1]))
    off = seen - np.median(rim)
    place = int(INKIEST * off.size)
    tones = np.partition(off, (place, off.size - 1 - place), axis=None)
    dark, bright = tones[place], tones[-1 - place]
    most = dark if -dark >= bright else bright
    if abs(most) < LEAST_CONTRAST:
        return np.zeros(seen.shape)
    ink = np.minimum(off / most, 1.0)
    return np.where(ink < FAINT, 0.0, ink)
