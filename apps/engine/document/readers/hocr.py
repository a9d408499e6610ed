"""hOCR, as tesseract writes it -> the lines it recognised on one page, in points as displayed.

http://kba.github.io/hocr-spec/1.2/. There everything is in pixels, and y grows downwards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from apps.engine.model import Box, PageSize

PAGE, WORD = "ocr_page", "ocrx_word"
LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
NUMBER = r"(-?\d+(?:\.\d+)?)"
BOX = re.compile(rf"bbox {NUMBER} {NUMBER} {NUMBER} {NUMBER}")
BASELINE = re.compile(rf"baseline {NUMBER} {NUMBER}")
SIZE, ANGLE = re.compile(rf"x_size {NUMBER}"), re.compile(rf"textangle {NUMBER}")
CONFIDENCE = re.compile(rf"x_wconf {NUMBER}")
QUARTER = 90


@dataclass(frozen=True, slots=True)
class RecognizedWord:
    """A word, the box around its ink, and how sure tesseract is of it, from 0 to 1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class RecognizedLine:
    """Words in a row. `height` is that of its letters from descenders to ascenders.

    The baseline is where `y = level + slope * x`; `angle` is that of the text (degrees
    counter-clockwise, quarters), and text that is turned has no baseline.
    """

    words: tuple[RecognizedWord, ...]
    box: Box
    height: float
    angle: int = 0
    level: float | None = None
    slope: float = 0.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """From pixels of the picture to points of the page."""

    across: float
    down: float
    height: float

    def box(self, title: str) -> Box:
        left, top, right, bottom = _pixels(title)
        return Box(
            left * self.across,
            self.height - bottom * self.down,
            right * self.across,
            self.height - top * self.down,
        )


def read_hocr(data: bytes, size: PageSize) -> tuple[RecognizedLine, ...]:
    """The lines of a page in the order in which they were written."""
    root = ElementTree.fromstring(data)  # noqa: S314 - written by tesseract, which escapes all text
    for element in root.iter():
        if element.get("class") == PAGE:
            _, _, wide, high = _pixels(element.get("title", ""))
            if wide and high:
                scale = _Scale(size.width / wide, size.height / high, size.height)
                return tuple(_lines(element, scale))
    return ()


def _lines(page: ElementTree.Element, scale: _Scale) -> Iterator[RecognizedLine]:
    for element in page.iter():
        if element.get("class") in LINES:
            words = tuple(_words(element, scale))
            if words:
                yield _line(words, element.get("title", ""), scale)


def _line(words: tuple[RecognizedWord, ...], title: str, scale: _Scale) -> RecognizedLine:
    box, turned, base = scale.box(title), ANGLE.search(title), BASELINE.search(title)
    angle = round(float(turned[1]) / QUARTER) * QUARTER % 360 if turned else 0
    size = SIZE.search(title)
    height = float(size[1]) * scale.down if size else box.height
    if angle or base is None:
        return RecognizedLine(words, box, height, angle)
    slope = -float(base[1]) * scale.down / scale.across
    level = box.bottom - float(base[2]) * scale.down - slope * box.left
    return RecognizedLine(words, box, height, 0, level, slope)


def _words(line: ElementTree.Element, scale: _Scale) -> Iterator[RecognizedWord]:
    for element in line.iter():
        if element.get("class") != WORD:
            continue
        title, text = element.get("title", ""), "".join(element.itertext()).strip()
        sure = CONFIDENCE.search(title)
        if text:
            yield RecognizedWord(text, scale.box(title), float(sure[1]) / 100 if sure else 0.0)


def _pixels(title: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom."""
    found = BOX.search(title)
    if found is None:
        return 0.0, 0.0, 0.0, 0.0
    left, top, right, bottom = map(float, found.groups())
    return left, top, right, bottom
