"""DOOR: `check_pdf(data, page_range, max_pages)`: can this file be parsed? Milliseconds, no parse.

Only the skeleton of the file is read (pikepdf: page tree and resource dictionaries); no content
stream is inflated, so that a bomb stays wrapped. What looks doubtful passes: the parse decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from apps.engine.document.page_range import select_pages
from apps.engine.errors import CorruptPdf, InvalidPdf, OcrRequired, PasswordProtected

MAGIC = b"%PDF-"
MAGIC_WITHIN = 1024  # bytes; readers accept as much junk before the header

FORM_DEPTH = 6  # forms within forms; real files stay below four
OBJECTS_MAX = 5000  # dictionaries looked at before a file gets the benefit of the doubt

UNREADABLE = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError)
"""What pikepdf raises when an object is not of the kind that the standard says."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The pages of a file, and those of them that were selected, in the order asked for."""

    page_count: int
    selected_pages: tuple[int, ...]


def check_pdf(data: bytes, page_range: str | None, max_pages: int | None) -> CheckResult:
    """Count and select the pages of a file.

    Raises InvalidPdf, CorruptPdf, PasswordProtected, InvalidPageRange, PageLimitExceeded, and
    OcrRequired when no selected page could show text.
    """
    if MAGIC not in data[:MAGIC_WITHIN]:
        raise InvalidPdf
    with _open(data) as pdf:
        page_count = _count(pdf)
        selected = select_pages(page_range, page_count, max_pages)
        if not _may_show_text(pdf, selected):
            raise OcrRequired
    return CheckResult(page_count, selected)


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
