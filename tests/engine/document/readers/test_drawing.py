"""What paths paint: rules, areas, and borders painted as a rectangle with a hole."""

import pytest

from apps.engine.document.pipeline import stages
from apps.engine.options import Options
from apps.engine.page import Drawing, Page
from tests.engine.sheets import Sheet

OUTER = (100.0, 600.0, 200.0, 640.0)  # left, bottom, right, top


def ring(inner: tuple[float, float, float, float]) -> Drawing:
    """The drawing of a page with a rectangle that has a hole, filled by the even-odd rule."""
    sheet = Sheet().text(60, 700, "text")
    path = sheet.canvas.beginPath()
    for left, bottom, right, top in (OUTER, inner):
        path.rect(left, bottom, right - left, top - bottom)
    sheet.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    for name, value in stages(sheet.pdf(), Options(), "ring.pdf"):
        if name == "glyphs" and isinstance(value, Page):
            return value.drawing
    raise AssertionError("no page")


@pytest.mark.parametrize(
    ("inner", "across", "upright"),
    [
        ((100, 601.5, 200, 640), [(100, 600, 200, 601.5)], []),
        ((100, 600, 200, 639), [(100, 639, 200, 640)], []),
        ((101, 601, 200, 640), [(100, 600, 200, 601)], [(100, 600, 101, 640)]),
        ((110, 610, 190, 630), [], []),
        ((101, 601, 199, 639), [], []),
    ],
    ids=["below", "above", "left and below", "a frame", "a thin frame"],
)
def test_borders_of_a_cell_are_rules(
    inner: tuple[float, float, float, float],
    across: list[tuple[float, ...]],
    upright: list[tuple[float, ...]],
) -> None:
    drawing = ring(inner)
    assert [pytest.approx(box, abs=0.01) for box in drawing.horizontal] == across
    assert [pytest.approx(box, abs=0.01) for box in drawing.vertical] == upright
