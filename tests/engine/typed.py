"""Pages typed as text -> the glyphs a reader would hand over -> a Document, without any PDF.

One row of text is one row of the page and one letter of indent is CELL points, so that the typed
page looks like the page it stands for:

    # Name, ## heading, ### subheading      larger and bold, up to the next gap
    #- small print                          smaller, up to the next gap
    **bold** __italic__ ~~hidden~~          hidden: in the color of the paper
    10^^6^^                                 raised, and smaller
    [shown](https://example.org)            a link annotation over the words
    three blanks                            a gap: what follows begins where it is typed
    >> 2019 – 2020                          flush with the right edge
    << שלום                                 the same, and read from right to left
    left ¦ right                            two columns that flow on their own
    +-----+ and |                           the rules of a drawn table
    ...                                     the foot of the page
    ===                                     the next page
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from unittest.mock import patch

import numpy as np
import pikepdf

from apps.engine.document import pipeline
from apps.engine.document.readers.source import Source
from apps.engine.model import Box, Document, Link, PageSize, Style
from apps.engine.options import RESUME_OPTIONS, Options
from apps.engine.page import BACKGROUND, VISIBLE, Drawing, Glyphs, Page

SMALL = "#- "
SIZES = {"# ": 20.0, "## ": 13.0, "### ": 11.5, SMALL: 8.0}
TEXT_SIZE = 10.0
LETTER, BLANK = 0.5, 0.27  # of the size: how wide every letter is, and every blank
CELL = 5.5  # points a column of the typed page stands for
RAISED_SIZE, RAISED_BY = 0.6, 0.4  # of the size
LEADING = 1.35  # of the largest size of a row
EMPTY = 9.0  # points: an empty row
LEFT, RIGHT, TOP, FOOT = 40.0, 572.0, 750.0, 60.0
GUTTER = 10.0  # points between the left column and the bar that is typed beside it
LOWER = 4.0  # points: two columns rarely share their baselines
PAD = 3.0  # points between the rules of a table and its text
WIDTH, HEIGHT = 612.0, 792.0
RULE = 0.5
BLACK = (0.0, 0.0, 0.0)

WHOLE = ("code", "style", "hidden", "angle", "mark", "run")
"""The columns of Glyphs that hold whole numbers."""

_SEGMENT = re.compile(r"(?:(?:>>|<<)\s*)?(?:(?!\s{3}|>>|<<).)+")
_RUN = re.compile(r"(\*\*.+?\*\*|__.+?__|~~.+?~~|\^\^.+?\^\^|\[[^\]]+\]\([^)]+\))")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_TABLE = re.compile(r"\s*[+|].*[+|]\s*$")


@dataclass
class _Sheet:
    """A page being filled; `glyphs` are rows of the columns of Glyphs."""

    number: int
    styles: dict[Style, int] = field(default_factory=dict)
    glyphs: list[tuple[float, ...]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    horizontal: list[Box] = field(default_factory=list)
    vertical: list[Box] = field(default_factory=list)
    runs: int = 0

    def page(self) -> Page:
        rows = zip(*self.glyphs, strict=True) if self.glyphs else [()] * len(Glyphs.__slots__)
        columns: list[Any] = [
            np.array(values, np.int64 if name in WHOLE else np.float64)
            for name, values in zip(Glyphs.__slots__, rows, strict=True)
        ]
        size = PageSize(self.number, WIDTH, HEIGHT, 0)
        drawing = Drawing(tuple(self.horizontal), tuple(self.vertical))
        return Page(size, Glyphs(*columns), tuple(self.styles), drawing, tuple(self.links))

    def write(self, x: float, y: float, text: str, edge: float) -> float:
        """One segment with its baseline at y; its right end."""
        mark = next((mark for mark in SIZES if text.startswith(mark)), "")
        size = SIZES.get(mark, TEXT_SIZE)
        runs = [run for run in _RUN.split(text[len(mark) :]) if run]
        if x == edge:
            x -= sum(_width(_shown(run), size) for run in runs)
        for run in runs:
            start = x
            x = self._run(x, y, run, size, bold=bool(mark) and mark != SMALL)
            if link := LINK.fullmatch(run):
                self.links.append(Link(self.number, Box(start, y - 2, x, y + size), link[2]))
        self.runs += 1
        return x

    def _run(self, x: float, y: float, run: str, size: float, *, bold: bool) -> float:
        if run.startswith("^^"):
            y, size = y + RAISED_BY * size, RAISED_SIZE * size
        style = Style("Sans", size, bold or run.startswith("**"), run.startswith("__"), BLACK)
        index = self.styles.setdefault(style, len(self.styles))
        hidden = BACKGROUND if run.startswith("~~") else VISIBLE
        for char in _shown(run):
            right = x + _width(char, size)
            box = (x, y - 0.2 * size, right, y + 0.8 * size)
            self.glyphs.append((ord(char), *box, y, size, index, hidden, 0, -1, self.runs))
            x = right
        return x


def _shown(run: str) -> str:
    if link := LINK.fullmatch(run):
        return link[1]
    if run[:2] == run[-2:] and run[:2] in ("**", "__", "~~", "^^"):
        return run[2:-2]
    return run


def _width(text: str, size: float) -> float:
    return sum((BLANK if char == " " else LETTER) * size for char in text)


def read_typed(text: str, options: Options = RESUME_OPTIONS) -> Document:
    """The document that the real pipeline makes of typed pages."""
    pages = tuple(_pages(text))
    source = Source(
        b"", pikepdf.new(), len(pages), tuple(range(1, len(pages) + 1)), *(None,) * 4, ()
    )
    with (
        patch.object(pipeline, "open_source", lambda data, options: source),
        patch.object(pipeline, "read_pages", lambda source: iter(pages)),
    ):
        return pipeline.parse(b"", options, "typed.pdf")


def _pages(text: str) -> Iterator[Page]:
    for number, typed in enumerate(re.split(r"^===.*\n", text, flags=re.MULTILINE), 1):
        sheet = _Sheet(number)
        y = TOP
        for kind, rows in groupby(typed.rstrip("\n").split("\n"), _kind):
            y = _WRITERS[kind](sheet, list(rows), y)
        yield sheet.page()


def _kind(row: str) -> str:
    if row.strip() == "...":
        return "foot"
    if _TABLE.match(row):
        return "table"
    return "columns" if "¦" in row else "flow"


def _flow(
    sheet: _Sheet, rows: list[str], y: float, left: float = LEFT, edge: float = RIGHT
) -> float:
    """Rows one below the other; the height reached."""
    for row in rows:
        segments = [found for found in _SEGMENT.finditer(row) if found[0].strip()]
        if not segments:
            y -= EMPTY
            continue
        y -= LEADING * max(_size(found[0].strip()) for found in segments)
        reached = 0.0
        for found in segments:
            blanks = len(found[0]) - len(found[0].lstrip())
            flush = found[0].startswith((">>", "<<"))
            x = edge if flush else left + CELL * (found.start() + blanks)
            assert x >= reached, f"no room on the page: {row}"
            reached = sheet.write(x, y, _drawn(found[0]), edge)
    return y


def _drawn(segment: str) -> str:
    """What stands on the page from left to right; numbers keep their order in any script."""
    if not segment.startswith("<<"):
        return segment.removeprefix(">>").strip()
    backwards = segment[2:].strip()[::-1]
    return re.sub(r"\d+", lambda number: number[0][::-1], backwards)


def _size(segment: str) -> float:
    return next((SIZES[mark] for mark in SIZES if segment.startswith(mark)), TEXT_SIZE)


def _columns(sheet: _Sheet, rows: list[str], y: float) -> float:
    """Two columns beside a bar, each with a flow of its own."""
    bar = rows[0].index("¦")
    left = [row.partition("¦")[0].rstrip() for row in rows]
    right = [row.partition("¦")[2] for row in rows]
    middle = LEFT + CELL * bar
    lowest = _flow(sheet, left, y, LEFT, middle - GUTTER)
    return min(lowest, _flow(sheet, right, y - LOWER, middle))


def _foot(sheet: _Sheet, rows: list[str], y: float) -> float:
    """Down to the foot of the page."""
    assert y >= FOOT, f"page {sheet.number} is full"
    return FOOT


def _table(sheet: _Sheet, rows: list[str], y: float) -> float:
    """Text between drawn rules: "+---+" rows are horizontal rules, bars are upright ones."""
    upright: dict[int, float] = {}
    for row in rows:
        if "+-" in row:
            _close(sheet, upright, y)
            for found in re.finditer(r"(?=\+(-+)\+)", row):
                ends = (found.start(), found.start() + len(found[1]) + 1)
                box = Box(LEFT + CELL * ends[0], y, LEFT + CELL * ends[1] + RULE, y + RULE)
                sheet.horizontal.append(box)
            row = re.sub(r"[+-]", " ", row) if re.fullmatch(r"[\s+-]+", row) else row
        if "|" in row:
            bars = [at for at, char in enumerate(row) if char == "|"]
            for at in bars:
                upright.setdefault(at, y)
            y -= LEADING * TEXT_SIZE
            for at, cell in zip(bars, row[bars[0] + 1 :].split("|"), strict=False):
                if cell.strip(" +-"):
                    sheet.write(LEFT + CELL * at + PAD, y + PAD, cell.strip(), RIGHT)
    _close(sheet, upright, y)
    return y


def _close(sheet: _Sheet, upright: dict[int, float], y: float) -> None:
    for at, top in upright.items():
        x = LEFT + CELL * at
        sheet.vertical.append(Box(x, y, x + RULE, top))
    upright.clear()


_WRITERS = {"flow": _flow, "columns": _columns, "table": _table, "foot": _foot}
