"""An opened PDF -> its selected pages as glyph columns and drawings, one after the other.

PDFium reads; a page on which PDFium is in doubt is read again by the second reader. What goes
wrong on a page stays on that page, as a warning.
"""

import ctypes
import logging
from collections.abc import Iterator, Set
from dataclasses import replace

import numpy as np
import pikepdf

from apps.engine.document.readers import pdfium_api as api
from apps.engine.document.readers.content import is_bounded
from apps.engine.document.readers.doubt import Reading, is_doubtful
from apps.engine.document.readers.layers import objects_off
from apps.engine.document.readers.pdfium_drawing import read_drawing
from apps.engine.document.readers.pdfium_links import read_links
from apps.engine.document.readers.pdfium_raster import confirm_hidden
from apps.engine.document.readers.pdfium_text import empty_glyphs, read_glyphs
from apps.engine.document.readers.placing import Placing
from apps.engine.document.readers.second import Second
from apps.engine.document.readers.source import Source, saved_anew
from apps.engine.document.readers.visibility import find_hidden
from apps.engine.errors import CorruptPdf
from apps.engine.model import Box, PageSize
from apps.engine.page import HIDDEN_LAYER, Glyphs, Page

logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # what matters comes as a warning code

QUARTER_TURN = 90
LETTER = Box(0.0, 0.0, 612.0, 792.0)  # what a page without a usable box is taken for
BATCH = 20  # pages read before PDFium opens the file anew: it never forgets what it has loaded
UNREADABLE = "page_unreadable"


def read_pages(source: Source) -> Iterator[Page]:
    """The selected pages in the order asked for; CorruptPdf when none can be read."""
    readable = 0
    second = Second(source.data)
    for document, numbers in _opened(source):
        for number in numbers:
            page = _read(document, source, number, second)
            readable += _is_loaded(page)
            yield page
    if not readable:
        raise CorruptPdf("no selected page can be read")


def _read(document: int, source: Source, number: int, second: Second) -> Page:
    """One page by the reader that understands it better."""
    raw = source.pdf.pages[number - 1]
    if not is_bounded(raw):
        return _unread(number)
    page, embedded = _read_page(document, number, source.layers_off)
    glyphs = page.glyphs if _is_loaded(page) else None
    return second.better(page) if is_doubtful(Reading(glyphs, raw, embedded)) else page


def _unread(number: int) -> Page:
    size = PageSize(number, LETTER.width, LETTER.height, 0)
    return Page(size, empty_glyphs(), (), warnings=(UNREADABLE,))


def _is_loaded(page: Page) -> bool:
    return UNREADABLE not in page.warnings


def _opened(source: Source) -> Iterator[tuple[int, tuple[int, ...]]]:
    """A PDFium document for each batch of selected pages, closed when the next one is asked for."""
    for data in _attempts(source.data):
        for start in range(0, len(source.numbers), BATCH):
            document = api.load_document(data, len(data), None)
            try:
                if not document or api.page_count(document) != source.page_count:
                    break
                yield document, source.numbers[start : start + BATCH]
            finally:
                if document:
                    api.close_document(document)
        else:
            return
    raise CorruptPdf("the document cannot be opened")


def _attempts(data: bytes) -> Iterator[bytes]:
    yield data
    try:
        yield saved_anew(data)
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return


def _read_page(document: int, number: int, layers_off: Set[str]) -> tuple[Page, bool]:
    """A page by PDFium, and whether all fonts of its text are in the file."""
    page = api.load_page(document, number - 1)
    if not page:
        return _unread(number), False
    try:
        return _read_loaded(document, page, number, layers_off)
    finally:
        api.close_page(page)


def _read_loaded(document: int, page: int, number: int, layers_off: Set[str]) -> tuple[Page, bool]:
    placing = _placing(page)
    glyphs, styles, handles, embedded = read_glyphs(page, placing)
    runs = handles.tolist()
    if layers_off:
        glyphs = _on_layers(glyphs, runs, objects_off(page, layers_off))
    drawing, order_of = read_drawing(page, placing, frozenset(runs))
    order = np.array([order_of.get(handle, -1) for handle in runs], np.int64)
    size = PageSize(number, placing.width, placing.height, placing.rotation)
    glyphs = find_hidden(glyphs, styles, drawing, size, order)
    glyphs = confirm_hidden(glyphs, page, size)
    links = read_links(document, page, number, placing)
    return Page(size, glyphs, styles, drawing, links, objects=api.count_objects(page)), embedded


def _on_layers(glyphs: Glyphs, runs: list[int], off: Set[int]) -> Glyphs:
    """The glyphs with those hidden whose object stands on a layer that is switched off."""
    if off.isdisjoint(runs):
        return glyphs
    hidden = np.array([handle in off for handle in runs])[glyphs.run]
    return replace(glyphs, hidden=np.where(hidden, HIDDEN_LAYER, glyphs.hidden))


def _placing(page: int) -> Placing:
    bounds = (ctypes.c_float * 4)()  # left, top, right, bottom
    api.page_bounds(page, ctypes.addressof(bounds))
    left, top, right, bottom = bounds
    crop = Box(left, bottom, right, top)
    if crop.width <= 1 or crop.height <= 1:
        crop = LETTER
    return Placing(crop, api.page_rotation(page) % 4 * QUARTER_TURN)
