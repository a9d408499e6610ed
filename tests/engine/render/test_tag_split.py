"""Texts that run over several nodes: shown in parts, where that changes nothing to be seen."""

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from apps.engine.document import parse
from apps.engine.model import Box, Table
from apps.engine.options import Options
from apps.engine.render import to, to_tagged_pdf
from apps.engine.render.tag_split import Font, Spacing, read_font, split_shown
from tests.engine.sheets import Sheet

MONOSPACED = Font({}, 600.0, 1)
LEFT_HALF, RIGHT_HALF = 1, 2


def half(box: Box) -> int:
    return LEFT_HALF if box.right <= 60 else RIGHT_HALF


def shown(name: str, *operands: object) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), Operator(name))  # type: ignore[arg-type]


SPLITS = [
    (("Tj", String("ab cd")), [(1, "[(ab)( )]TJ"), (2, "[(cd)]TJ")]),
    (("Tj", String("ab")), [(2, "[(ab)]TJ")]),
    (("TJ", Array([String("ab"), -600, String("cd")])), [(1, "[(ab)-600]TJ"), (2, "[(cd)]TJ")]),
    (
        ("TJ", Array([-90, String("ab"), -600, String("cd")])),
        [(1, "[-90(ab)-600]TJ"), (2, "[(cd)]TJ")],
    ),
    (("'", String("ab cd")), [(1, "T* [(ab)( )]TJ"), (2, "[(cd)]TJ")]),
    (('"', 3, 2, String("ab cd")), [(1, "3 Tw 2 Tc T* [(ab)( )]TJ"), (2, "[(cd)]TJ")]),
    (("Tj", String("  ")), [(None, "[(  )]TJ")]),
]


@pytest.mark.parametrize(("operator", "expected"), SPLITS)
def test_cuts_where_another_node_begins(
    operator: tuple[object, ...], expected: list[tuple[int | None, str]]
) -> None:
    name, *operands = operator
    parts = split_shown(
        shown(str(name), *operands), MONOSPACED, Spacing(), Box(0, 0, 100, 10), half
    )
    written = [(node, pikepdf.unparse_content_stream(part).decode()) for node, part in parts]
    squeezed = [(node, "".join(text.split())) for node, text in written]
    assert squeezed == [(node, "".join(text.split())) for node, text in expected]


FONTS = [
    (Dictionary(Subtype=Name.TrueType, FirstChar=97, Widths=Array([500, 250])), b"ab", 750),
    (Dictionary(Subtype=Name.Type1), b"ab", 1000),
    (Dictionary(Subtype=Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=Array([
        Dictionary(DW=900, W=Array([1, Array([100, 200]), 5, 6, 300]))])),
     b"\0\1\0\2\0\5\0\6\0\7", 100 + 200 + 300 + 300 + 900),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "text", "advance"), FONTS)
def test_reads_widths(raw: pikepdf.Object, text: bytes, advance: float) -> None:
    font = read_font(raw)
    assert font is not None
    assert font.advance(text, Spacing()) == advance


def test_counts_spacing() -> None:
    assert MONOSPACED.advance(b"a b", Spacing(letter=0.1, word=0.5)) == pytest.approx(2600)


def test_does_not_touch_fonts_whose_codes_it_cannot_tell() -> None:
    assert read_font(Dictionary(Subtype=Name.Type0, Encoding=Name("/GBK-EUC-H"))) is None
    assert read_font(None) is None


def rows_in_one_go() -> bytes:
    """A ruled table whose rows are shown by one operator each."""
    sheet = Sheet().text(60, 740, "Prices of the year")
    for y in (700, 680, 660):
        sheet.rule(50, y, 250, y)
    for x in (50, 150, 250):
        sheet.rule(x, 660, x, 700)
    sheet.canvas.setFont("Courier", 10)
    for y, row in ((685, "Fruit           Price"), (665, "Plum            7.50")):
        sheet.canvas.drawString(60, y, row)
    return sheet.pdf()


def cells(data: bytes) -> list[str]:
    document = parse(data, Options(use_struct_tree=True))
    (table,) = (kid for kid in document.kids if isinstance(kid, Table))
    return (
        to("text", document, data, Options())
        .decode()
        .split("\n\n")[-1]
        .split("\n")[: len(table.rows)]
    )


def test_gives_each_cell_its_own() -> None:
    data = rows_in_one_go()
    out = to("tagged_pdf", parse(data), data, Options())
    assert cells(out) == ["Fruit\tPrice", "Plum\t7.50"]
    with pikepdf.open(io.BytesIO(out)) as pdf:
        assert b"/MCID 4" in pdf.pages[0].Contents.read_bytes()
    old, new = (pypdfium2.PdfDocument(pdf)[0].render().to_numpy() for pdf in (data, out))
    assert np.array_equal(old, new)


def test_leaves_a_text_whole_where_parts_would_look_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(to_tagged_pdf, "changed_pages", lambda *_: frozenset({1}))
    data = rows_in_one_go()
    out = to("tagged_pdf", parse(data), data, Options())
    with pikepdf.open(io.BytesIO(out)) as pdf:
        assert b"(Plum            7.50) Tj" in pdf.pages[0].Contents.read_bytes()
