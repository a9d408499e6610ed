"""One page as a reader hands it over: numpy columns of glyphs, and what is drawn around them.

Coordinates are points with the origin at the bottom left of the page as displayed: crop box and
rotation are already worked in.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apps.engine.model import Box, HiddenReason, Link, PageSize, Recognition, Style

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NO_TEXT = 0  # a glyph that stands for no text of its own
UNMAPPED = 0xFFFD  # a glyph whose meaning the font does not tell

VISIBLE, INVISIBLE, BACKGROUND, TINY, OFF_PAGE, COVERED, HIDDEN_LAYER = range(7)
HIDDEN_REASONS: tuple[HiddenReason | None, ...] = (
    None,
    "invisible",
    "background_color",
    "tiny",
    "off_page",
    "covered",
    "hidden_layer",
)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The n glyphs of a page in content order, one numpy column of length n for each property."""

    code: Ints  # Unicode code point, UNMAPPED where unknown
    left: Floats  # advance box, points
    bottom: Floats
    right: Floats
    top: Floats
    baseline: Floats  # along the reading direction: y of the origin, for upright text
    size: Floats  # points as displayed
    style: Ints  # index into `styles` of the page
    hidden: Ints  # index into HIDDEN_REASONS
    angle: Ints  # degrees counter-clockwise, one of 0, 90, 180, 270
    mark: Ints  # marked content id (MCID), -1 without
    run: Ints  # text object the glyph was shown by: glyphs of one run follow each other

    def __len__(self) -> int:
        return len(self.code)

    def take(self, chosen: NDArray[Any]) -> "Glyphs":
        """The glyphs a mask or an index array chooses, in its order."""
        places = np.flatnonzero(chosen) if chosen.dtype == bool else chosen
        return Glyphs(*(getattr(self, name).take(places) for name in Glyphs.__slots__))

    def followed_by(self, more: "Glyphs") -> "Glyphs":
        """These glyphs, then others."""
        columns = ((getattr(self, name), getattr(more, name)) for name in Glyphs.__slots__)
        return Glyphs(*map(np.concatenate, columns))


FIRST: Flags = np.ones(1, bool)  # what comes first begins something


def run_lengths(starts: Ints, end: int) -> Ints:
    """The lengths of runs that begin at `starts`; each reaches to the next, the last to `end`."""
    return np.concatenate((starts[1:], [end])) - starts


class Fill(NamedTuple):
    """A filled area: its box, its color (0 to 1 each) and its place in the painting order."""

    box: Box
    color: tuple[float, float, float]
    order: int


class Picture(NamedTuple):
    """An image drawn on the page, and its place in the painting order."""

    box: Box
    order: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn besides text. A rule is a line thinner than RULE_THICKNESS, as a box."""

    horizontal: tuple[Box, ...] = ()
    vertical: tuple[Box, ...] = ()
    fills: tuple[Fill, ...] = ()
    pictures: tuple[Picture, ...] = ()
    dots: tuple[Box, ...] = ()  # small round or square marks, such as bullets drawn as shapes
    areas: tuple[Box, ...] = ()  # around shapes of any form, filled or not, that text may stand in


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready for the layout stages."""

    size: PageSize
    glyphs: Glyphs
    styles: tuple[Style, ...]
    drawing: Drawing = Drawing()
    links: tuple[Link, ...] = ()
    warnings: tuple[str, ...] = ()
    objects: int = 0  # things that are drawn on it, text included
    recognized: tuple[Recognition, ...] = ()  # the words that OCR added to the glyphs
