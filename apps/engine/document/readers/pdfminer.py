"""The second reader: a page read by pdfminer.six into the same columns as PDFium's.

It is many times slower and reads only the pages on which PDFium is in doubt.
"""

import io
import logging
from collections.abc import Iterator
from math import atan2, degrees, hypot
from typing import Any

import numpy as np
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from apps.engine.document.readers.placing import Placing, concatenate
from apps.engine.model import Box, Style
from apps.engine.page import NO_TEXT, UNMAPPED, Glyphs

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every odd operand

QUARTER_TURN = 90
BLACK = (0.0, 0.0, 0.0)
UNKNOWN = "(cid:"  # how pdfminer writes a glyph without a meaning
ASCENT, DESCENT = 0.8, 0.2  # em


class SecondReader:
    """The pages of one document, on demand."""

    def __init__(self, data: bytes) -> None:
        self._document = PDFDocument(PDFParser(io.BytesIO(data)))
        self._pages: list[PDFPage] | None = None

    def read(self, number: int) -> tuple[Glyphs, tuple[Style, ...], Placing]:
        """Glyphs, styles and placing of a page, counted from 1."""
        if self._pages is None:
            self._pages = list(PDFPage.create_pages(self._document))
        page = self._pages[number - 1]
        placing = _placing(page)
        return *_columns(list(_letters(page)), placing), placing


class _Collector(PDFLayoutAnalyzer):
    """Keeps the layout pages that pdfminer makes."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.found: list[LTPage] = []

    def receive_layout(self, ltpage: LTPage) -> None:
        self.found.append(ltpage)


def _placing(page: PDFPage) -> Placing:
    left, bottom, right, top = (float(side) for side in page.cropbox)
    box = Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return Placing(box, int(page.rotate or 0) // QUARTER_TURN * QUARTER_TURN % 360)


def _letters(page: PDFPage) -> Iterator[LTChar]:
    manager = PDFResourceManager()
    collector = _Collector(manager)
    page.rotate = 0  # its own turn would hide the coordinates of the page
    PDFPageInterpreter(manager, collector).process_page(page)
    left, bottom, *_ = page.mediabox
    for layout in collector.found:
        for letter in _walk(layout):
            a, b, c, d, e, f = letter.matrix
            letter.matrix = (a, b, c, d, e + left, f + bottom)
            yield letter


def _walk(container: LTContainer[Any]) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _walk(item)


def _columns(letters: list[LTChar], placing: Placing) -> tuple[Glyphs, tuple[Style, ...]]:
    known: dict[Style, int] = {}
    rows, texts = [], []
    for letter in letters:
        row, text = _row(letter, placing, known), _text(letter)
        for place in range(len(text)):
            rows.append(_share(row, place, len(text)))
            texts.append(text[place])
    table = np.array(rows, np.float64).reshape(len(rows), 8)
    whole = table[:, 6:].astype(np.int64)
    turn = whole[:, 1]
    count = np.arange(len(rows))
    codes = np.array([ord(text) for text in texts], np.int64)
    zero = np.zeros(len(rows), np.int64)
    left, bottom, right, top, base, size = table[:, :6].T.copy()
    glyphs = Glyphs(
        codes, left, bottom, right, top, base, size, whole[:, 0].copy(), zero, turn, zero - 1, count
    )
    return glyphs, tuple(known)


def _text(letter: LTChar) -> str:
    """What a glyph says, at least one character."""
    text = letter.get_text()
    return chr(UNMAPPED) if text.startswith(UNKNOWN) else text or chr(NO_TEXT)


def _share(row: tuple[float, ...], place: int, count: int) -> tuple[float, ...]:
    """The row of one character out of several that one glyph stands for."""
    left, bottom, right, top, *rest = row
    if row[7] in (90, 270):
        step = (top - bottom) / count
        return (left, bottom + place * step, right, bottom + (place + 1) * step, *rest)
    step = (right - left) / count
    return (left + place * step, bottom, left + (place + 1) * step, top, *rest)


def _row(letter: LTChar, placing: Placing, known: dict[Style, int]) -> tuple[float, ...]:
    """left, bottom, right, top, baseline, size, style, angle."""
    a, b, c, d, e, f = concatenate(letter.matrix, placing.matrix)
    along, upward = hypot(a, b) or 1.0, hypot(c, d) or 1.0
    angle = round(degrees(atan2(b, a)) / QUARTER_TURN) * QUARTER_TURN % 360
    upright = abs(letter.matrix[0]) >= abs(letter.matrix[1])
    size = letter.height if upright else letter.width
    advance = letter.adv * hypot(a, b) / (hypot(*letter.matrix[:2]) or 1.0)
    ux, uy, vx, vy = a / along, b / along, c / upward, d / upward
    xs = [e + ux * s - vx * t for s in (0, advance) for t in (DESCENT * size, -ASCENT * size)]
    ys = [f + uy * s - vy * t for s in (0, advance) for t in (DESCENT * size, -ASCENT * size)]
    base = {0: f, 90: -e, 180: -f, 270: e}[angle]
    name = letter.fontname.split("+", 1)[-1]
    low = name.lower()
    style = Style(name, round(size, 2), "bold" in low, "italic" in low or "oblique" in low, BLACK)
    index = known.setdefault(style, len(known))
    return (min(xs), min(ys), max(xs), max(ys), base, size, index, angle)
