"""Pages without text -> the same pages with the words that OCR reads off their pictures.

ocrmypdf makes the picture of a page, tesseract reads it. What comes back are words with boxes and
how sure tesseract is of each; they become glyphs, so that every later stage works as on any page.
How the text looks and what is drawn around it is measured in the picture.
"""

import io
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import ParseError

import pikepdf

from apps.engine import recognition
from apps.engine.document.ocr_doubt import believable
from apps.engine.document.ocr_drawing import find_drawing
from apps.engine.document.ocr_glyphs import PlacedWord, make_glyphs, place_words, skew_of
from apps.engine.document.ocr_ink import with_whole_words
from apps.engine.document.ocr_picture import Picture, picture_of, straightened
from apps.engine.document.ocr_rules import without_rules
from apps.engine.document.ocr_weights import with_strokes, with_weights
from apps.engine.document.ocr_words import put_together
from apps.engine.document.readers.hocr import RecognizedLine, read_hocr
from apps.engine.document.readers.image import MAX_PIXELS
from apps.engine.document.readers.pictures import draw_gray
from apps.engine.model import PageSize, Recognition
from apps.engine.page import VISIBLE, Drawing, Glyphs, Page

PAGE_SECONDS = 240.0
"""For one page: dense ones take 3 to 10, and many times that where others have the processor. What
is not read by then counts as empty."""

WITH_TURNS, WITHOUT_TURNS = 1, 3
"""Page segmentation of tesseract, with and without finding out which side is up."""

LONGEST_SIDE = 6000
"""Pixels of a picture that tesseract gets: A4 at 500 dots per inch. More makes nothing clearer."""

PIXELS_PER_POINT = 200 / 72
"""Of the picture that looks are measured in: the strokes of small type are two pixels wide."""

NOT_READ = "page_not_recognized"

logging.getLogger("ocrmypdf").setLevel(logging.CRITICAL)  # it complains with pieces of the page


def read_scan(pdf: pikepdf.Pdf, page: Page, languages: str) -> Page:
    """The page with what is read on it. Raises InvalidOption."""
    asked = recognition.check_languages(languages)
    try:
        alone = _alone(pdf, page.size.number)
        lines = read_hocr(_recognize(alone, asked), page.size)
    except (NotRecognized, ParseError):
        return replace(page, warnings=(*page.warnings, NOT_READ))
    return with_words(page, put_together(lines), _picture(alone, page.size))


def _picture(alone: bytes, size: PageSize) -> Picture | None:
    """What a page shows, drawn from a file of it alone."""
    gray = draw_gray(alone, size._replace(number=1), PIXELS_PER_POINT)
    return None if gray is None else picture_of(gray, size)


def with_words(page: Page, lines: Sequence[RecognizedLine], picture: Picture | None) -> Page:
    """The page with the words of these lines as its text, beside what it shows already."""
    shown = page.glyphs.take(page.glyphs.hidden == VISIBLE)
    drawing = find_drawing(straightened(picture, skew_of(lines))) if picture else Drawing()
    whole = with_whole_words(lines, picture) if picture else lines
    placed = without_rules(place_words(whole, page.size), drawing)
    measured = with_strokes(placed, picture) if picture else placed
    words = [w for w in with_weights(believable(measured)) if not _is_shown(w, shown)]
    if not words:
        return page
    glyphs, styles = make_glyphs(words, page.size)
    found = tuple(
        Recognition(page.size.number, word.seen, word.text, word.confidence) for word in words
    )
    return replace(
        page,
        glyphs=_joined(shown, glyphs, len(page.styles)),
        styles=page.styles + styles,
        drawing=_together(page.drawing, drawing),
        recognized=found,
    )


def _together(own: Drawing, seen: Drawing) -> Drawing:
    """What a page draws itself, and what is seen in its pictures."""
    return replace(
        own,
        horizontal=own.horizontal + seen.horizontal,
        vertical=own.vertical + seen.vertical,
        fills=own.fills + seen.fills,
    )


def _is_shown(word: PlacedWord, shown: Glyphs) -> bool:
    """Whether the page says itself what is read here."""
    x, y = (word.seen.left + word.seen.right) / 2, (word.seen.bottom + word.seen.top) / 2
    across = (shown.left <= x) & (x <= shown.right)
    return bool((across & (shown.bottom <= y) & (y <= shown.top)).any())


def _joined(shown: Glyphs, read: Glyphs, styles: int) -> Glyphs:
    """Both one after the other; `styles` is how many the page had."""
    if not len(shown):
        return replace(read, style=read.style + styles)
    runs = int(shown.run.max()) + 1
    return shown.followed_by(replace(read, style=read.style + styles, run=read.run + runs))


def _alone(pdf: pikepdf.Pdf, number: int) -> bytes:
    """A file of one page."""
    made = io.BytesIO()
    try:
        with pikepdf.new() as single:
            single.pages.append(pdf.pages[number - 1])
            single.save(made, deterministic_id=True)
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise NotRecognized from error
    return made.getvalue()


class NotRecognized(Exception):
    """OCR could not do anything with a page."""


def _recognize(data: bytes, languages: Sequence[str]) -> bytes:
    """The hOCR of a file of one page. Raises NotRecognized."""
    from ocrmypdf import api  # half a second that only scans have to wait

    with tempfile.TemporaryDirectory() as name:
        source, made = Path(name) / "page.pdf", Path(name) / "made"
        source.write_bytes(data)
        made.mkdir()
        try:
            api._pdf_to_hocr(
                source,
                made,
                language=languages,
                mode="force",
                jobs=1,
                use_threads=True,
                progress_bar=False,
                max_image_mpixels=MAX_PIXELS / 1e6,
                tesseract_timeout=PAGE_SECONDS,
                tesseract_pagesegmode=WITH_TURNS if recognition.turns_pages() else WITHOUT_TURNS,
                tesseract_downsample_above=LONGEST_SIDE,
                tesseract_downsample_large_images=True,
            )
        except Exception as error:  # a page that breaks its reader must not cost the others
            raise NotRecognized(type(error).__name__) from error
        found = sorted(made.glob("*.hocr"))
        if not found:
            raise NotRecognized("nothing was written")
        return found[0].read_bytes()
