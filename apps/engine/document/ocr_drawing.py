"""The picture of a page -> the rules and filled areas that are seen in it.

A scan has no drawing that could be read, but the layout stages need it: a sidebar has a ground of
its own, sections and tables have rules.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apps.engine.document.ocr_picture import Gray, Picture
from apps.engine.page import Drawing, Fill, Flags

BLOCK = 10  # pixels: the ground is looked at in such squares
AROUND = 2  # squares on each side whose middle tone is the ground: letters are thinner
STEP = 3.0  # of 255 from one square to the next: light fades more slowly, at edges it jumps
OFF_PAPER = 6.0  # of 255, between paper and a filled area
LEAST_SIDE = 24.0  # points: smaller areas are letters, pills and pictures
LEAST_SQUARES = 25  # a photograph has thousands of less
FULL = 0.85  # of its box that an area covers: others are no rectangles

RULE = 40.0  # points: shorter ones are strokes of letters
THICK = 3.0  # points: no rule is thicker
SOLID = 0.92  # of the pixels of a rule that are darker than the ground beside it
FAINT = 14  # of 255: noise is less
MAX_RUNS = 2000  # rows of rules that are looked at: a page with more shows a pattern
END = 4  # pixels that are dark without a break where a rule begins and ends
GAP = 4  # pixels: what is no further apart is one rule
NEAR = 0.8  # points beyond the thickest rule, where the ground beside it is looked at


def find_drawing(picture: Picture) -> Drawing:
    """Rules and filled areas in points, on a page put straight."""
    down = _rules(picture.gray, picture.down)
    across = _rules(np.ascontiguousarray(picture.gray.T), picture.across)
    return Drawing(
        horizontal=tuple(picture.box(*place) for place in down),
        vertical=tuple(
            picture.box(left, top, right, bottom) for top, left, bottom, right in across
        ),
        fills=tuple(_fills(picture)),
    )


class Place(NamedTuple):
    """An area in pixels, counted from the top left."""

    left: int
    top: int
    right: int
    bottom: int


class _Area(NamedTuple):
    """Squares of one ground: the first and last column and row, how many, their tone."""

    left: int
    top: int
    right: int
    bottom: int
    squares: int
    tone: float

    @property
    def share(self) -> float:
        return self.squares / ((self.right - self.left + 1) * (self.bottom - self.top + 1))


def _fills(picture: Picture) -> Iterator[Fill]:
    areas = sorted(_areas(_ground(picture.gray)), key=lambda area: -area.squares)
    if not areas:
        return
    paper = areas[0].tone
    for order, area in enumerate(areas[1:]):
        box = picture.box(
            area.left * BLOCK - BLOCK // 2,
            area.top * BLOCK - BLOCK // 2,
            (area.right + 1) * BLOCK + BLOCK // 2,
            (area.bottom + 1) * BLOCK + BLOCK // 2,
        )
        if min(box.width, box.height) < LEAST_SIDE or area.share < FULL:
            continue
        if abs(area.tone - paper) >= OFF_PAPER:
            yield Fill(box, (area.tone / 255,) * 3, order)


def _ground(gray: Gray) -> NDArray[np.float64]:
    """The tone of the ground in each square, without the text on it."""
    high, wide = (side // BLOCK for side in gray.shape)
    cut = gray[: high * BLOCK, : wide * BLOCK].reshape(high, BLOCK, wide, BLOCK)
    tones = np.median(cut.transpose(0, 2, 1, 3).reshape(high, wide, -1), axis=2)
    padded = np.pad(tones, AROUND, mode="edge")
    span = 2 * AROUND + 1
    views = np.lib.stride_tricks.sliding_window_view(padded, (span, span))
    ground: NDArray[np.float64] = np.median(views.reshape(high, wide, -1), axis=2)
    return ground


def _areas(ground: NDArray[np.float64]) -> Iterator[_Area]:
    """Squares that are reached from each other without a jump in tone."""
    stretch = np.ones(ground.shape, bool)
    stretch[:, 1:] = np.abs(np.diff(ground, axis=1)) > STEP
    stretches = np.cumsum(stretch).reshape(ground.shape) - 1
    level = np.abs(np.diff(ground, axis=0)) <= STEP
    pairs = np.unique(np.stack([stretches[:-1][level], stretches[1:][level]], axis=1), axis=0)
    area_of = np.array(_grouped(int(stretches[-1, -1]) + 1, pairs.tolist()))[stretches]
    order = np.argsort(area_of, axis=None, kind="stable")
    starts = np.flatnonzero(np.diff(area_of.ravel()[order], prepend=-1))
    for cells in np.split(order, starts[1:]):
        if len(cells) < LEAST_SQUARES:
            continue
        rows, columns = np.divmod(cells, ground.shape[1])
        yield _Area(
            int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max()),
            len(cells), float(ground.ravel()[cells].mean()),
        )  # fmt: skip


def _grouped(count: int, pairs: list[list[int]]) -> list[int]:
    """The group of each number, where the numbers of a pair belong together."""
    group = list(range(count))
    for pair in pairs:
        low, high = sorted(_first(group, number) for number in pair)
        group[high] = low
    return [_first(group, number) for number in range(count)]


def _first(group: list[int], number: int) -> int:
    """The smallest number of a group."""
    while group[number] != number:
        group[number] = number = group[group[number]]
    return number


def _rules(gray: Gray, scale: float) -> list[Place]:
    """The horizontal rules in pixels; for vertical ones the picture is turned."""
    dark = _darker(gray, round((THICK + NEAR) * scale))
    length = round(RULE * scale)
    if dark.shape[1] <= length:
        return []
    counts = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    solid = (counts[:, length:] - counts[:, :-length]) >= SOLID * length
    joined: list[Place] = []
    for run in islice(_runs(solid, dark, length), MAX_RUNS):
        joined = _joined(joined, run)
    return [rule for rule in joined if rule.bottom - rule.top <= THICK * scale]


def _darker(gray: Gray, reach: int) -> Flags:
    """The pixels darker than the ground both above and below them."""
    light = gray.astype(np.int16) - FAINT
    padded = np.pad(light, ((reach, reach), (0, 0)), mode="edge")
    beside = np.minimum(padded[: -2 * reach], padded[2 * reach :])
    darker: Flags = gray < beside
    return darker


def _runs(solid: Flags, dark: Flags, length: int) -> Iterator[Place]:
    """Each solid stretch of a row, from its first dark pixel to its last."""
    for row in np.flatnonzero(solid.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(np.pad(solid[row].astype(np.int8), 1)))
        for left, right in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            own = np.flatnonzero(_whole(dark[row, left : right + length - 1]))
            if len(own):
                yield Place(left + int(own[0]), row, left + int(own[-1]) + END, row + 1)


def _whole(dark: Flags) -> Flags:
    """Where so many dark pixels follow each other as the end of a rule has."""
    views = np.lib.stride_tricks.sliding_window_view(dark, END)
    whole: Flags = np.all(views, axis=1)
    return whole


def _joined(rules: list[Place], run: Place) -> list[Place]:
    """The rules with one more stretch: what touches it becomes one with it."""
    apart = []
    for rule in rules:
        if (
            run.top - rule.bottom <= GAP
            and rule.left - GAP <= run.right
            and run.left <= rule.right + GAP
        ):
            run = Place(
                min(rule.left, run.left), rule.top if rule.top < run.top else run.top,
                max(rule.right, run.right), max(rule.bottom, run.bottom),
            )  # fmt: skip
        else:
            apart.append(rule)
    return [*apart, run]
