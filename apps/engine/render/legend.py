"""The legend of an annotated page: a color and a name for each layer, in a layer of its own."""

from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

LAYER = "Legend"
Color = tuple[float, float, float]

ROW, MARGIN, SWATCH = 10, 5, 6  # points: height of a row, space around all, side of a color
WIDTH = 106
SIZE = 7  # of the letters
INSET = 8  # from the corner of the page
TURNED = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, 1, -1, 0, 0, 0),
    180: (-1, 0, 0, -1, 0, 0),
    270: (0, -1, 1, 0, 0, 0),
}
"""What keeps it upright on a page that is displayed turned (degrees clockwise)."""


def height(entries: int) -> float:
    """The height of a legend with so many entries, in points."""
    return entries * ROW + 2 * MARGIN


def legend(
    pdf: pikepdf.Pdf,
    colors: Mapping[str, Color],
    rect: tuple[float, float, float, float],
    turn: int,
    layer: pikepdf.Object,
) -> Dictionary:
    """The annotation that shows `colors` by name; `rect` in user space of a page turned so."""
    high = height(len(colors))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    appearance = pdf.make_stream(
        "\n".join(_drawn(colors, high)).encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, WIDTH, high]),
        Matrix=Array(TURNED[turn]),
        Resources=Dictionary(Font=Dictionary(F=font)),
    )
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Stamp,
        Rect=Array(rect),
        F=4,
        NM=String("legend"),
        T=String(LAYER),
        Contents=String(", ".join(colors)),
        OC=layer,
        AP=Dictionary(N=appearance),
    )


def _drawn(colors: Mapping[str, Color], high: float) -> list[str]:
    lines = [f"1 g 0.7 G 0.5 w 0.25 0.25 {WIDTH - 0.5} {high - 0.5} re B"]
    for number, (name, (red, green, blue)) in enumerate(colors.items(), start=1):
        bottom = high - MARGIN - number * ROW
        lines.append(f"{red} {green} {blue} rg {MARGIN} {bottom + 2} {SWATCH} {SWATCH} re f")
        left = MARGIN + SWATCH + 4
        lines.append(f"0 g BT /F {SIZE} Tf {left} {bottom + 2.5} Td ({name}) Tj ET")
    return lines
