"""Scans for the tests: PDFs turned into pictures of their pages, and into files of those."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import img2pdf
import pypdfium2
from PIL import Image

DPI = 200
Change = Callable[[Image.Image], Image.Image]


def pictures(pdf: bytes, dpi: int = DPI) -> list[Image.Image]:
    """The pages in gray, as a scanner sees them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def saved(picture: Image.Image, kind: str = "PNG", dpi: int | None = DPI, **options: Any) -> bytes:
    """A picture file."""
    file = io.BytesIO()
    given = {} if dpi is None else {"dpi": (dpi, dpi)}
    picture.save(file, kind, **given, **options)
    return file.getvalue()


def tiff(frames: Sequence[Image.Image], dpi: int = DPI) -> bytes:
    """One file with several pictures."""
    first, *others = frames
    return saved(first, "TIFF", dpi, save_all=True, append_images=others)


def scan(pdf: bytes, dpi: int = DPI, change: Change | None = None) -> bytes:
    """A PDF of nothing but pictures of the pages, each changed first."""
    pages = pictures(pdf, dpi)
    files = [saved(change(page) if change else page, dpi=dpi) for page in pages]
    made = img2pdf.convert(files, nodate=True, engine=img2pdf.Engine.internal)
    return bytes(made or b"")
