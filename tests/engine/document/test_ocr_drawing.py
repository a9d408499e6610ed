"""Rules and grounds are found in pictures of pages; text, light and dirt are neither."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageFilter

from apps.engine.document.ocr_drawing import find_drawing
from apps.engine.document.ocr_picture import picture_of, straightened
from apps.engine.model import Box, PageSize
from apps.engine.page import Drawing
from tests.engine.sheets import A4, PROSE, Sheet
from tests.scans import pictures

PAGE = PageSize(1, *A4, 0)
SKEW = 0.012


def _drawn(sheet: Sheet, change: Callable[[Image.Image], Image.Image] = lambda p: p) -> Drawing:
    gray = np.asarray(change(pictures(sheet.pdf())[0]))
    return find_drawing(picture_of(gray, PAGE))


def _is_at(box: Box, there: tuple[float, float, float, float], reach: float) -> bool:
    return all(abs(one - other) <= reach for one, other in zip(box, there, strict=True))


def _with_text() -> Sheet:
    return Sheet().text(40, 790, "NORA LINDQVIST", 30, bold=True).column(220, 700, PROSE * 6)


def _noisy(picture: Image.Image) -> Image.Image:
    noise = np.random.default_rng(1).normal(0, 5, (picture.height, picture.width))
    seen = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.8)), float) * 0.9 + noise
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))


def _darkening(picture: Image.Image) -> Image.Image:
    """Light that falls from one side."""
    fade = np.linspace(0, 60, picture.width)[None, :]
    return Image.fromarray(np.clip(np.asarray(picture, float) - fade, 0, 255).astype(np.uint8))


CLEAN = {"as printed": lambda p: p, "blurred and noisy": _noisy, "in uneven light": _darkening}


@pytest.mark.parametrize("change", CLEAN.values(), ids=CLEAN)
def test_rules_are_found_where_they_are(change: Callable[[Image.Image], Image.Image]) -> None:
    sheet = _with_text().rule(40, 740, 555, 740).rule(200, 100, 200, 720).rule(40, 60, 160, 60)
    found = _drawn(sheet, change)
    assert len(found.horizontal) == 2
    assert _is_at(found.horizontal[0], (40, 740, 555, 740), 1.5)
    assert _is_at(found.horizontal[1], (40, 60, 160, 60), 1.5)
    (rail,) = found.vertical
    assert _is_at(rail, (200, 100, 200, 720), 1.5)


@pytest.mark.parametrize("change", CLEAN.values(), ids=CLEAN)
def test_text_has_no_rules_and_no_ground(change: Callable[[Image.Image], Image.Image]) -> None:
    sheet = _with_text().text(40, 400, "I I I I I I I I", 40).text(40, 300, "- - - - - -", 40)
    assert _drawn(sheet, change) == Drawing()


GRAYS = {"light": 0.92, "middle": 0.6, "dark": 0.15}


@pytest.mark.parametrize("gray", GRAYS.values(), ids=GRAYS)
def test_a_side_column_has_its_ground(gray: float) -> None:
    sheet = Sheet().box(0, 0, 190, 842, gray).column(220, 700, PROSE * 6)
    ink = (1.0, 1.0, 1.0) if gray < 0.5 else (0.0, 0.0, 0.0)
    for row in range(30):
        sheet.text(20, 780 - 14 * row, "Planning and writing", bold=row % 4 == 0, color=ink)
    (fill,) = _drawn(sheet, _noisy).fills
    assert _is_at(fill.box, (0, 0, 190, 842), 6)


NO_GROUNDS = {
    "pills": lambda s: [s.box(40 + 70 * n, 100, 60, 14, 0.8) for n in range(5)],
    "the whole page": lambda s: s.box(0, 0, *A4, 0.9),
    "a photograph": lambda s: [
        s.box(400 + 3 * x, 40 + 3 * y, 3, 3, (x * 7 + y * 13) % 10 / 10)
        for x in range(30)
        for y in range(30)
    ],
}  # fmt: skip


@pytest.mark.parametrize("draw", NO_GROUNDS.values(), ids=NO_GROUNDS)
def test_what_is_no_ground(draw: Callable[[Sheet], object]) -> None:
    sheet = Sheet()
    draw(sheet)
    sheet.column(40, 700, PROSE * 6)
    assert _drawn(sheet).fills == ()


def test_a_thick_bar_is_no_rule() -> None:
    assert _drawn(_with_text().box(40, 735, 500, 14, 0.2)).horizontal == ()


def test_a_skewed_picture_is_put_straight() -> None:
    """Its rules are found only then, and where they stood before it was skewed."""
    sheet = _with_text().rule(40, 740, 555, 740)
    turned = pictures(sheet.pdf())[0].rotate(
        np.degrees(np.arctan(SKEW)), Image.Resampling.BICUBIC, fillcolor=255
    )
    seen = picture_of(np.asarray(turned), PAGE)
    (rule,) = find_drawing(straightened(seen, SKEW)).horizontal
    assert _is_at(rule, (40, 740, 555, 740), 2.0)
    assert np.array_equal(straightened(seen, 0.0).gray, seen.gray)
