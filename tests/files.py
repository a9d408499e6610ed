"""Small files of every format made on the spot; all people in them are invented."""

from collections.abc import Callable, Mapping
from io import BytesIO

import docx
from PIL import Image, ImageDraw, ImageFont

from tests import pdfs

A4_AT_150_DPI = (1240, 1754)
LETTERS = 28  # pixels, 13 points at that resolution
LEADING, MARGIN = 48, 150  # pixels


def text() -> bytes:
    """The resume as plain text."""
    return "\n".join(pdfs.LINES).encode()


def rtf() -> bytes:
    """The resume as Rich Text."""
    lines = "\\par\n".join(pdfs.LINES)
    return ("{\\rtf1\\ansi{\\fonttbl{\\f0 Helvetica;}}\\f0\\fs22 " + lines + "}").encode("ascii")


def word() -> bytes:
    """The resume as a Word document."""
    document, target = docx.Document(), BytesIO()
    for line in pdfs.LINES:
        if line.isupper():
            document.add_heading(line, level=1)
        else:
            document.add_paragraph(line)
    document.save(target)
    return target.getvalue()


def _scan() -> Image.Image:
    """The resume as a grey picture of a page."""
    page = Image.new("L", A4_AT_150_DPI, 255)
    pen, letters = ImageDraw.Draw(page), ImageFont.load_default(LETTERS)
    for row, line in enumerate(pdfs.LINES):
        pen.text((MARGIN, MARGIN + row * LEADING), line, fill=0, font=letters)
    return page


def _picture(kind: str) -> bytes:
    target = BytesIO()
    _scan().save(target, kind, dpi=(150, 150))
    return target.getvalue()


def png() -> bytes:
    """The resume as a scan."""
    return _picture("PNG")


def jpeg() -> bytes:
    """The resume as a scan."""
    return _picture("JPEG")


def tiff() -> bytes:
    """The resume as a scan of two pages."""
    target = BytesIO()
    _scan().save(target, "TIFF", save_all=True, append_images=[_scan()], dpi=(150, 150))
    return target.getvalue()


FLOWS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "cv.docx": (
        word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "cv.rtf": (rtf, "application/rtf"),
    "cv.txt": (text, "text/plain"),
}
SCANS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "cv.png": (png, "image/png"),
    "cv.jpg": (jpeg, "image/jpeg"),
    "cv.tiff": (tiff, "image/tiff"),
}
"""By a name of each kind: what makes it, and its media type."""
