"""DOOR: `check(data, page_range, max_pages, accept=..., formats=..., ocr=...)`: can this file be
parsed, and by whom? Milliseconds, no parse.

Only the skeleton of the file is read. Of a PDF that is the page tree and the resource dictionaries
(pikepdf): no content stream is inflated, so that a bomb stays wrapped. What looks doubtful passes:
the parse decides.
"""

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import pikepdf

from apps.engine.document.page_range import select_pages
from apps.engine.document.readers.doc import check_doc
from apps.engine.document.readers.docx import check_docx
from apps.engine.errors import (
    CorruptPdf,
    InvalidPdf,
    OcrRequired,
    PasswordProtected,
    UnsupportedFormat,
)
from apps.engine.options import Ocr
from apps.engine.paper import refuse_undrawable
from apps.engine.sniff import IMAGES, MediaType, sniff

Queue = Literal["text", "convert", "ocr"]
"""Who can parse a file: anybody, or a worker that may start other programs: LibreOffice and catdoc,
or those of OCR."""

PDF_ONLY = frozenset({MediaType.PDF})
ALL_FORMATS = frozenset(MediaType)
"""What can be read where nobody says otherwise."""

FORM_DEPTH = 6  # forms within forms; real files stay below four
OBJECTS_MAX = 5000  # dictionaries looked at before a file gets the benefit of the doubt

UNREADABLE = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError)
"""What pikepdf raises when an object is not of the kind that the standard says."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The pages of a file, those of them that were selected, in the order asked for, what it is,
    and who can parse it. A format without pages counts as one page."""

    page_count: int
    selected_pages: tuple[int, ...]
    media_type: MediaType = MediaType.PDF
    queue: Queue = "text"


def check(
    data: bytes,
    page_range: str | None,
    max_pages: int | None,
    *,
    accept: Set[MediaType] = ALL_FORMATS,
    formats: Collection[str] = (),
    ocr: Ocr = "off",
) -> CheckResult:
    """Count and select the pages of a file of one of the formats in `accept`.

    `formats` are the artifacts that are wanted; `ocr` is "auto" only where it can be done. Raises
    InvalidPdf where nothing but PDF is accepted, UnsupportedFormat, CorruptPdf, CorruptFile,
    PasswordProtected, InvalidPageRange, PageLimitExceeded, InvalidOption when an artifact cannot be
    made of this format, and OcrRequired when no selected page could show text.
    """
    if accept == PDF_ONLY:
        return _check_pdf(data, page_range, max_pages, ocr)
    media_type = sniff(data)
    if media_type is None or media_type not in accept:
        raise UnsupportedFormat
    if media_type == MediaType.PDF:
        return _check_pdf(data, page_range, max_pages, ocr)
    if media_type in IMAGES:
        if ocr == "off":
            raise OcrRequired
        return _check_image(data, media_type, page_range, max_pages)
    return _check_flow(data, media_type, select_pages(page_range, 1, max_pages), formats)


def _check_pdf(data: bytes, page_range: str | None, max_pages: int | None, ocr: Ocr) -> CheckResult:
    if sniff(data) is not MediaType.PDF:  # the parse would not take it for one either
        raise InvalidPdf
    with _open(data) as pdf:
        page_count = _count(pdf)
        selected = select_pages(page_range, page_count, max_pages)
        queue = _queue(pdf, selected, ocr)
    return CheckResult(page_count, selected, MediaType.PDF, queue)


def _queue(pdf: pikepdf.Pdf, selected: tuple[int, ...], ocr: Ocr) -> Queue:
    """Whether OCR has to be near: where it is on, for any page that could not show text."""
    if ocr == "off":
        if not _may_show_text(pdf, selected):
            raise OcrRequired
        return "text"
    every = all(_may_show_text(pdf, (number,)) for number in selected)
    return "text" if every else "ocr"


def _check_image(
    data: bytes, media_type: MediaType, page_range: str | None, max_pages: int | None
) -> CheckResult:
    from apps.engine.document.readers.image import count_frames  # a PDF need not wait for it

    count = count_frames(data)
    return CheckResult(count, select_pages(page_range, count, max_pages), media_type, "ocr")


def _check_flow(
    data: bytes, media_type: MediaType, selected: tuple[int, ...], formats: Collection[str]
) -> CheckResult:
    queue: Queue = "convert" if refuse_undrawable(media_type, formats) else "text"
    if media_type == MediaType.DOCX:
        check_docx(data)
    if media_type == MediaType.DOC:
        check_doc(data)
        queue = "convert"  # other people's programs read it
    return CheckResult(1, selected, media_type, queue)


def _open(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.Pdf.open(BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise PasswordProtected from error
    except UNREADABLE as error:
        raise CorruptPdf from error


def _count(pdf: pikepdf.Pdf) -> int:
    try:
        count = len(pdf.pages)
    except UNREADABLE as error:
        raise CorruptPdf from error
    if not count:
        raise CorruptPdf
    return count


def _may_show_text(pdf: pikepdf.Pdf, numbers: tuple[int, ...]) -> bool:
    seen: set[tuple[int, int]] = set()
    try:
        return any(_has_font(pdf.pages[number - 1].obj, seen) for number in numbers)
    except UNREADABLE:
        return True


def _has_font(page: pikepdf.Object, seen: set[tuple[int, int]]) -> bool:
    """Whether a font is within reach of the page's content, or too much was there to tell."""
    level = [page.get("/Resources", pikepdf.Dictionary())]  # qpdf hands inherited ones down
    for _ in range(FORM_DEPTH):
        if any(_names_fonts(resources) for resources in level):
            return True
        level = [inner for resources in level for inner in _form_resources(resources, seen)]
        if len(seen) > OBJECTS_MAX:
            return True
    return bool(level)


def _names_fonts(resources: pikepdf.Object) -> bool:
    fonts = resources.get("/Font")
    return isinstance(fonts, pikepdf.Dictionary) and len(fonts) > 0


def _form_resources(
    resources: pikepdf.Object, seen: set[tuple[int, int]]
) -> Iterator[pikepdf.Object]:
    forms = resources.get("/XObject")
    if not isinstance(forms, pikepdf.Dictionary):
        return
    for _, form in forms.items():
        if form.objgen in seen or form.get("/Subtype") != "/Form":
            continue
        seen.add(form.objgen)
        if isinstance(inner := form.get("/Resources"), pikepdf.Dictionary):
            yield inner
