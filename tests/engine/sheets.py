"""Small PDFs drawn for one test each."""

import io
from collections.abc import Sequence
from typing import Self

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)
PROSE = (
    "The committee met twice a month and kept short minutes of every",
    "decision, so that the people who joined the project later could see",
    "why a road was taken and which other roads had been looked at and",
    "left, and what it would have cost to follow them a little further.",
)


class Sheet:
    """A PDF under construction; coordinates in points from the lower left."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=size, invariant=1, pageCompression=0)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        *,
        bold: bool = False,
        color: tuple[float, float, float] = (0, 0, 0),
    ) -> Self:
        """One line of text with its baseline at y."""
        self.canvas.setFillColor(Color(*color))
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, y, text)
        return self

    def column(self, x: float, y: float, lines: Sequence[str], leading: float = 13) -> Self:
        """Lines one below the other, the first with its baseline at y."""
        for index, line in enumerate(lines):
            self.text(x, y - index * leading, line)
        return self

    def box(self, x: float, y: float, wide: float, high: float, gray: float) -> Self:
        """A filled rectangle."""
        self.canvas.setFillColor(Color(gray, gray, gray))
        self.canvas.rect(x, y, wide, high, stroke=0, fill=1)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Self:
        """A thin line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, y0, x1, y1)
        return self

    def page(self) -> Self:
        """Go on to the next page."""
        self.canvas.showPage()
        return self

    def pdf(self) -> bytes:
        """The finished file; nothing can be drawn after that."""
        if not self._out.getvalue():
            self.canvas.save()
        return self._out.getvalue()
