"""Small PDFs made on the spot; all people in them are invented."""

from io import BytesIO

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

NAME = "Ada Example"
EMAIL = "ada@example.com"
LINES = (
    NAME,
    "Software Engineer",
    f"{EMAIL} | +44 20 7946 0018",
    "",
    "EXPERIENCE",
    "Engineer, Example Works",
    "April 2014 - Present",
    "Built the engine that computes the tables.",
    "",
    "EDUCATION",
    "BSc Mathematics, University of Nowhere, 2013",
    "",
    "SKILLS",
    "Python, SQL, Statistics",
)
LEADING = 16  # points between two lines


def resume(*more: str, pages: int = 1) -> bytes:
    """A plain resume whose first page ends with the given lines; each page holds text."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    for number in range(1, pages + 1):
        lines = [*LINES, *more] if number == 1 else [f"This is page {number}."]
        for row, line in enumerate(lines):
            canvas.drawString(72, A4[1] - 72 - row * LEADING, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def without_text(pages: int = 1) -> bytes:
    """Pages that have no font, as a scan has none."""
    return _saved(_blank(pages))


def font_without_text() -> bytes:
    """A page whose resources name a font that its content never uses."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    canvas.rect(72, 72, 200, 200, fill=True)
    canvas.save()
    return target.getvalue()


def needs_password() -> bytes:
    """A resume that opens only with a user password."""
    with pikepdf.open(BytesIO(resume())) as pdf:
        return _saved(pdf, pikepdf.Encryption(user="open sesame", owner="owner"))


def owner_password_only() -> bytes:
    """A resume that opens without a password and restricts what may be done with it."""
    with pikepdf.open(BytesIO(resume())) as pdf:
        return _saved(pdf, pikepdf.Encryption(user="", owner="owner"))


def without_pages() -> bytes:
    """A PDF whose page tree is empty."""
    return _saved(pikepdf.new())


def noise() -> bytes:
    """The right magic bytes, and nothing after them that any reader could use."""
    return b"%PDF-1.7\n" + bytes(range(256)) * 8


def padded(size: int) -> bytes:
    """A resume of exactly that many bytes: what follows the end of a PDF is ignored."""
    data = resume()
    assert len(data) <= size
    return data + b"\n" * (size - len(data))


def _blank(pages: int) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    return pdf


def _saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    target = BytesIO()
    pdf.save(target, encryption=encryption or False)
    return target.getvalue()
