"""Long files to measure memory with: one whose pages share a font, one whose pages are dense."""

import io
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

PAGES = 200
SIZE = (595.0, 842.0)
WORDS = (
    *("orchard", "pear", "apple", "harvest", "ladder", "basket"),
    *("autumn", "press", "cider", "blossom", "graft", "row"),
)
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def shared_font() -> bytes:
    """Pages of running text, all in one embedded font."""
    pdfmetrics.registerFont(TTFont("Vera", FONT))
    out, canvas = _canvas()
    for page in range(PAGES):
        canvas.setFont("Vera", 10)
        for row in range(48):
            canvas.drawString(60, 780 - 15 * row, _sentence(page * 48 + row, 10))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def dense() -> bytes:
    """Pages of small print in two columns above a ruled table of figures."""
    out, canvas = _canvas()
    for page in range(PAGES):
        canvas.setFont("Helvetica", 6)
        for row in range(60):
            for column in (40, 310):
                canvas.drawString(column, 810 - 7 * row, _sentence(page * 60 + row + column, 11))
        for row in range(40):
            canvas.line(40, 370 - 8 * row, 555, 370 - 8 * row)
            for column in range(12):
                canvas.drawString(42 + 43 * column, 364 - 8 * row, f"{page * row * column % 9973}")
        for column in range(13):
            canvas.line(40 + 43 * column, 58, 40 + 43 * column, 370)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _canvas() -> tuple[io.BytesIO, Canvas]:
    out = io.BytesIO()
    return out, Canvas(out, pagesize=SIZE, invariant=1, pageCompression=1)


def _sentence(number: int, length: int) -> str:
    """Words that differ from line to line, always the same for a number."""
    return " ".join(
        WORDS[(number * 7 + index * (number % 5 + 1)) % len(WORDS)] for index in range(length)
    )
