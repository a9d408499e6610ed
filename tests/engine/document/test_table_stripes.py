"""Tables whose rows stand on backgrounds instead of between rules."""

from itertools import pairwise

from apps.engine.document.segment import Segment
from apps.engine.document.table_stripes import Stripes, find_stripes
from apps.engine.model import Box, Style, Word
from apps.engine.options import Options
from apps.engine.page import Fill
from tests.engine.document.test_table_shapes import FRUIT, LEADING, found, put
from tests.engine.sheets import PROSE, Sheet

GRAY = 0.9
WRAPPED = (("Noise", "loose belt, or a belt", "tighten it"),
           ("", "that is too long", ""),
           ("Smoke", "no oil", "fill it up"),
           ("Heat", "air slots blocked", "clean the slots,"),
           ("", "", "reduce pressure"))  # fmt: skip


def stripe(sheet: Sheet, row: int, rows: int = 1) -> Sheet:
    """A gray stripe behind a row, that many rows high."""
    bottom = 694 - LEADING * (row + rows - 1)
    return sheet.box(55, bottom, 365, LEADING * rows, GRAY)


def test_takes_stripes_for_rows() -> None:
    def draw(sheet: Sheet) -> None:
        put(stripe(stripe(sheet, 0, 2), 3, 2), WRAPPED)

    assert found(draw, Options()) == [[
        ["Noise", "loose belt, or a belt that is too long", "tighten it"],
        ["Smoke", "no oil", "fill it up"],
        ["Heat", "air slots blocked", "clean the slots, reduce pressure"],
    ]]  # fmt: skip


def test_takes_the_rows_beside_the_outer_stripes() -> None:
    """The header above the first stripe and the row below the last one; not the heading."""

    def draw(sheet: Sheet) -> None:
        put(stripe(stripe(sheet, 1), 3), (*FRUIT, ("Fig", "2", "0.60")))
        sheet.text(60, 716, "Fruit of the year", 12, bold=True)

    (rows,) = found(draw, Options())
    assert [row[0] for row in rows] == ["Fruit", "Apple", "Pear", "Plum", "Fig"]


def test_takes_the_rows_under_a_painted_header() -> None:
    assert found(lambda sheet: put(stripe(sheet, 0), FRUIT), Options()) == [
        [list(row) for row in FRUIT]
    ]


def test_takes_no_headings_on_stripes_for_rows() -> None:
    def draw(sheet: Sheet) -> None:
        for row, title in ((0, "Profile"), (6, "Experience"), (12, "Education")):
            stripe(sheet, row).text(60, 700 - LEADING * row, title, bold=True)
            sheet.column(60, 675 - LEADING * row, PROSE)

    assert found(draw) == []


def segment(left: float, bottom: float) -> Segment:
    style = Style("Helvetica", 10, False, False, (0, 0, 0))
    box = Box(left, bottom, left + 20, bottom + 10)
    return Segment(box, bottom + 2, 10, (Word("text", box, style),), "text", 0)


def fills(*boxes: tuple[float, float, float, float]) -> tuple[Fill, ...]:
    return tuple(Fill(Box(*box), (GRAY, GRAY, GRAY), order) for order, box in enumerate(boxes))


def test_nothing_painted_gives_no_rules() -> None:
    assert find_stripes((), ()) == Stripes([], [])
    assert find_stripes(fills((50, 600, 400, 620)), ()) == Stripes([], [])


def test_cells_painted_one_by_one_make_one_stripe() -> None:
    """Also beside a cell that is painted over two rows."""

    def draw(sheet: Sheet) -> None:
        sheet.box(55, 674, 135, 40, GRAY)
        for bottom in (694, 674):
            sheet.box(190, bottom, 120, 20, GRAY).box(310, bottom, 110, 20, GRAY)
        put(sheet, (("", "Weight", "Price"), ("Fruit", "kg", "EUR"), *FRUIT[1:]))

    (rows,) = found(draw, Options())
    assert [row[-1] for row in rows] == ["Price", "EUR", "3.40", "1.90", "8.15"]
    assert rows[-1][0] == "Plum"


def test_knows_the_columns_of_painted_cells() -> None:
    """Two tables of one width: each has its own columns."""
    cells = [
        (left, y, right, y + 12)
        for y, edges in ((700, (50, 150, 250, 350)), (660, (50, 150, 250, 350)),
                         (500, (50, 90, 200, 350)), (460, (50, 90, 200, 350)))
        for left, right in pairwise(edges)
    ]  # fmt: skip
    texts = [segment(left + 5, bottom + 1) for left, bottom, _, _ in cells]
    columns = [found for _, found in find_stripes(fills(*cells), texts).columns]
    assert columns == [
        [(50, 150), (150, 250), (250, 350)],
        [(50, 90), (90, 200), (200, 350)],
    ]


def test_cuts_text_at_the_edges_of_painted_cells() -> None:
    """The words of two columns stand as close as in a sentence."""

    def draw(sheet: Sheet) -> None:
        for index, (name, place) in enumerate(
            (("Larchstead", "West"), ("Oak", "East"), ("Elm", "North"))
        ):
            y = 700 - LEADING * index
            if index != 1:
                for left, right in ((55, 111), (111, 190), (190, 260)):
                    sheet.box(left, y - 6, right - left, LEADING, GRAY)
            sheet.text(60, y, name).text(112.5, y, place).text(200, y, f"{index}.50")

    assert found(draw, Options()) == [[
        ["Larchstead", "West", "0.50"], ["Oak", "East", "1.50"], ["Elm", "North", "2.50"],
    ]]  # fmt: skip
