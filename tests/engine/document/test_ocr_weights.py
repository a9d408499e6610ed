"""Bold type is told by the strokes that are seen: whatever the size, the paper and the scanner."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from apps.engine.document import parse
from apps.engine.document.ocr_glyphs import PlacedWord
from apps.engine.document.ocr_picture import picture_of
from apps.engine.document.ocr_weights import with_strokes, with_weights
from apps.engine.model import Line, PageSize
from tests.engine.sheets import A4, Sheet
from tests.scans import pictures

PAGE = PageSize(1, *A4, 0)
Change = Callable[[Image.Image], Image.Image]


def _sheet() -> Sheet:
    """Plain and bold text in several sizes, beside each other and below each other."""
    sheet = Sheet().text(40, 780, "Nora Lindqvist", 24, bold=True).text(300, 780, "Curriculum", 24)
    sheet.text(40, 740, "Employment", 13, bold=True).text(300, 740, "Appendix", 13)
    for row in range(12):
        sheet.text(40, 700 - 14 * row, "The committee met twice and kept short minutes of it.")
    sheet.text(40, 500, "Harbour Office,", bold=True).text(118, 500, "Up on the hill")
    return sheet.text(40, 480, "June 2019", 8).text(300, 480, "Remote", 8, bold=True)


def _lines(pdf: bytes) -> tuple[Line, ...]:
    return parse(pdf).lines


def _words(lines: tuple[Line, ...]) -> list[PlacedWord]:
    """As OCR would have them: the words of a line without a hint how they look."""
    return [
        PlacedWord(w.text, w.box, w.box.bottom, w.style.size, 0, not place, 0.9, w.box)
        for line in lines
        for place, w in enumerate(line.words)
    ]


def _told(words: list[PlacedWord], gray: NDArray[np.uint8]) -> list[PlacedWord]:
    return with_weights(with_strokes(words, picture_of(gray, PAGE)))


def _noisy(picture: Image.Image) -> Image.Image:
    noise = np.random.default_rng(1).normal(0, 6, (picture.height, picture.width))
    seen = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.8)), float) * 0.8 + 30 + noise
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))


SEEN: dict[str, tuple[int, Change]] = {
    "as printed": (200, lambda p: p),
    "with few dots": (150, lambda p: p),
    "with many dots": (300, lambda p: p),
    "blurred and noisy": (200, _noisy),
    "white on black": (200, ImageOps.invert),
    "pale": (200, lambda p: p.point(lambda tone: 150 + tone // 3)),
}


@pytest.mark.parametrize(("dpi", "change"), SEEN.values(), ids=SEEN)
def test_bold_type_is_told_from_plain_type(dpi: int, change: Change) -> None:
    pdf = _sheet().pdf()
    lines = _lines(pdf)
    gray = np.asarray(change(pictures(pdf, dpi)[0]))
    told = _told(_words(lines), gray)
    bold = {word.text for line in lines for word in line.words if word.style.bold}
    assert {word.text for word in told if word.bold} == bold
    assert bold == {"Nora", "Lindqvist", "Employment", "Harbour", "Office,", "Remote"}


def test_a_page_in_bold_type_has_none() -> None:
    """Nothing stands out from it."""
    sheet = Sheet()
    for row in range(6):
        sheet.text(40, 700 - 14 * row, "The committee kept its minutes", bold=True)
    words = _words(_lines(sheet.pdf()))
    gray = np.asarray(pictures(sheet.pdf())[0])
    assert not any(word.bold for word in _told(words, gray))


def test_what_cannot_be_seen_is_plain() -> None:
    words = _words(_lines(_sheet().pdf()))
    blank = np.full((1684, 1190), 255, np.uint8)
    assert _told(words, blank) == words
    assert _told([], blank) == []
