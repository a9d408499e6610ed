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

    def place(self, boxes: Floats) -> Floats:
        """Boxes (n, 4: left bottom right top) in user space -> as displayed."""
        return place(boxes, self.matrix)


def place(boxes: Floats, matrix: Matrix) -> Floats:
    """Boxes (n, 4) seen through an affine map, as the upright boxes around them."""
    a, b, c, d, e, f = matrix
    x = np.stack([a * boxes[:, i] + c * boxes[:, j] + e for i in (0, 2) for j in (1, 3)])
    y = np.stack([b * boxes[:, i] + d * boxes[:, j] + f for i in (0, 2) for j in (1, 3)])
    return np.stack([x.min(0), y.min(0), x.max(0), y.max(0)], axis=1)


def concatenate(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s,
        c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip
