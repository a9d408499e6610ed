"""A sheet of paper for the sample resumes: text goes in from the top, a PDF file comes out.

Only the standard PDF fonts are used and nothing is compressed, so the same script writes the
same bytes on every machine.
"""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

INK = HexColor("#1f2430")
SOFT = HexColor("#596173")
PALE = HexColor("#c9cfda")

PLAIN, BOLD, ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"


class Sheet:
    """A pen on a page. `y` is the baseline of the line written last."""

    def __init__(
        self,
        path: Path,
        *,
        title: str,
        author: str,
        accent: str,
        margin: float = 56,
        size: float = 10,
        leading: float = 14.4,
    ) -> None:
        self.width, self.height = LETTER
        self.margin = margin
        self.right: float = self.width - margin
        self.size = size
        self.leading = leading
        self.accent = HexColor(accent)
        self.running: tuple[str, str] | None = None
        self.page = 1
        self.canvas = Canvas(str(path), pagesize=LETTER, invariant=1, pageCompression=0)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setCreator("Parselane sample")
        self.y = self.height - margin

    def down(self, points: float) -> None:
        self.y -= points

    def write(
        self,
        text: str,
        x: float,
        *,
        font: str = PLAIN,
        size: float | None = None,
        color: Color = INK,
    ) -> None:
        self.canvas.setFillColor(color)
        self.canvas.setFont(font, size or self.size)
        self.canvas.drawString(x, self.y, text)

    def write_right(
        self, text: str, *, font: str = PLAIN, size: float | None = None, color: Color = SOFT
    ) -> None:
        self.canvas.setFillColor(color)
        self.canvas.setFont(font, size or self.size)
        self.canvas.drawRightString(self.right, self.y, text)

    def link(self, text: str, x: float, uri: str, *, size: float) -> None:
        """Text in the accent colour with a link annotation over it."""
        self.write(text, x, size=size, color=self.accent)
        width = stringWidth(text, PLAIN, size)
        self.canvas.linkURL(uri, (x, self.y - 2, x + width, self.y + size), thickness=0)

    def rule(self, *, color: Color = PALE, thickness: float = 0.7) -> None:
        self.canvas.setStrokeColor(color)
        self.canvas.setLineWidth(thickness)
        self.canvas.line(self.margin, self.y, self.right, self.y)

    def parts(self, parts: Sequence[tuple[str, str | None]], *, size: float | None = None) -> None:
        """One line of contact details with dots between; a part with an address is a link."""
        size = size or self.size
        x = self.margin
        for number, (text, uri) in enumerate(parts):
            if number:
                self.write("·", x + 5, size=size, color=SOFT)
                x += 13
            if uri:
                self.link(text, x, uri, size=size)
            else:
                self.write(text, x, size=size, color=SOFT)
            x += stringWidth(text, PLAIN, size)

    def paragraph(
        self,
        text: str,
        *,
        indent: float = 0,
        font: str = PLAIN,
        color: Color = INK,
    ) -> None:
        for line in simpleSplit(text, font, self.size, self.right - self.margin - indent):
            self.down(self.leading)
            self.write(line, self.margin + indent, font=font, color=color)

    def bullet(self, text: str) -> None:
        top = self.y - self.leading
        self.paragraph(text, indent=13)
        bottom, self.y = self.y, top
        self.write("•", self.margin + 3, color=self.accent)
        self.y = bottom

    def labelled(self, label: str, text: str, *, column: float) -> None:
        """A bold label on the left, its text in a column beside it."""
        self.down(self.leading + 1.2)
        self.write(label, self.margin, font=BOLD)
        self.down(-self.leading)
        self.paragraph(text, indent=column)

    def heading(self, text: str) -> None:
        self.down(self.leading * 1.9)
        self.write(text, self.margin, font=BOLD, size=self.size + 1, color=self.accent)
        self.down(5)
        self.rule()
        self.down(3)

    def entry(self, title: str, place: str, dates: str) -> None:
        """First line of a job or a degree: title on the left, dates at the right edge."""
        self.down(self.leading + 2.6)
        self.write(title, self.margin, font=BOLD, size=self.size + 0.6)
        self.write_right(dates)
        self.down(self.leading - 0.4)
        self.write(place, self.margin, color=SOFT)
        self.down(1)

    def footer(self) -> None:
        if self.running:
            left, right = self.running
            y, self.y = self.y, 34.0
            self.write(left, self.margin, size=8, color=SOFT)
            self.write_right(right.replace("%page%", str(self.page)), size=8)
            self.y = y

    def new_page(self) -> None:
        self.footer()
        self.canvas.showPage()
        self.page += 1
        self.y = self.height - self.margin

    def save(self) -> None:
        self.footer()
        self.canvas.save()
