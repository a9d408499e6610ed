"""User space of a page -> the page as displayed: crop box and rotation, as one affine map."""

from typing import NamedTuple

import numpy as np

from apps.engine.model import Box
from apps.engine.page import Floats

Matrix = tuple[float, float, float, float, float, float]  # a b c d e f, as in PDF


class Placing(NamedTuple):
    """How a page is shown: the box it is cropped to, and the clockwise turn in degrees."""

    crop: Box
    rotation: int

    @property
    def width(self) -> float:
        return self.crop.height if self.rotation in (90, 270) else self.crop.width

    @property
    def height(self) -> float:
        return self.crop.width if self.rotation in (90, 270) else self.crop.height

    @property
    def matrix(self) -> Matrix:
        left, bottom, right, top = self.crop
        return {
            0: (1.0, 0.0, 0.0, 1.0, -left, -bottom),
            90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
            180: (-1.0, 0.0, 0.0, -1.0, right, top),
            270: (0.0, 1.0, -1.0, 0.0, top, -left),
        }[self.rotation]

    def place(
        self, left: Floats, bottom: Floats, right: Floats, top: Floats
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """Sides (n each) of boxes in user space -> as displayed."""
        a, b, c, d, e, f = self.matrix
        if self.rotation in (0, 180):
            xs, ys = (a * left + e, a * right + e), (d * bottom + f, d * top + f)
        else:
            xs, ys = (c * bottom + e, c * top + e), (b * left + f, b * right + f)
        return np.minimum(*xs), np.minimum(*ys), np.maximum(*xs), np.maximum(*ys)


def place_all(boxes: Floats, matrix: Matrix) -> list[Box]:
    """Boxes (n, 4) seen through an affine map, as `place_box` would give them."""
    left, bottom, right, top = boxes.T
    a, b, c, d, e, f = matrix
    if b == 0 and c == 0:
        xs, ys = [a * left + e, a * right + e], [d * bottom + f, d * top + f]
    else:
        xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
        ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    sides = (np.minimum, xs), (np.minimum, ys), (np.maximum, xs), (np.maximum, ys)
    columns = [extreme.reduce(values).tolist() for extreme, values in sides]
    return list(map(Box, *columns))


def place_box(box: tuple[float, float, float, float], matrix: Matrix) -> Box:
    """A box seen through an affine map, as the upright box around it."""
    left, bottom, right, top = box
    a, b, c, d, e, f = matrix
    if b == 0 and c == 0:
        x0, x1, y0, y1 = a * left + e, a * right + e, d * bottom + f, d * top + f
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return Box(min(xs), min(ys), max(xs), max(ys))


def concatenate(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s,
        c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip
