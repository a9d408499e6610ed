"""The tagged PDF: a tree that holds every mark once, and pages that look as before."""

import io
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.lib.utils import ImageReader

from apps.engine.document import parse
from apps.engine.model import Document, Table
from apps.engine.options import Options
from apps.engine.render import to
from tests.engine.sheets import PROSE, Sheet
from tests.engine.tags import Tag, tagged_pdf

OPTIONS = Options(include_header_footer=True)
TAGGED = replace(OPTIONS, use_struct_tree=True)
SHOWING = ("Tj", "TJ", "'", '"')


def orchard() -> Sheet:
    sheet = Sheet().text(60, 800, "Orchards", 20, bold=True).column(60, 770, PROSE)
    sheet.column(60, 690, ["• Apples", "• Pears, the ripe ones"])
    for y in (655, 635, 615):
        sheet.rule(50, y, 250, y)
    for x in (50, 150, 250):
        sheet.rule(x, 615, x, 655)
    sheet.text(60, 640, "Fruit").text(160, 640, "Price").text(60, 620, "Plum").text(160, 620, "7")
    sheet.text(60, 590, "secret words", color=(1, 1, 1)).box(300, 600, 50, 50, 0.5)
    return sheet.text(300, 20, "1")


def with_picture() -> bytes:
    from PIL import Image

    sheet = orchard()
    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "red")), 60, 400, 200, 150)
    return sheet.text(60, 385, "Figure 1: A red field").pdf()


def with_form() -> bytes:
    """All of the page inside of one form, which is turned and moved."""
    with pikepdf.open(io.BytesIO(with_picture())) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(page.Contents.read_bytes())
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox, form.Matrix = page.obj.MediaBox, Array([0.5, 0, 0, 0.5, 10, 20])
        form.Resources = page.obj.Resources
        page.obj.Resources = Dictionary(XObject=Dictionary(Whole=form))
        page.obj.Contents = pdf.make_stream(b"q /Whole Do Q q 1 0 0 1 290 0 cm /Whole Do Q")
        return saved(pdf)


def turned(angle: int) -> bytes:
    with pikepdf.open(io.BytesIO(with_picture())) as pdf:
        pdf.pages[0].obj.Rotate = angle
        pdf.pages[0].obj.CropBox = Array([20, 10, 580, 830])
        return saved(pdf)


def layered() -> bytes:
    """A page whose heading stands on a layer that is switched off."""
    with pikepdf.open(io.BytesIO(orchard().pdf())) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Drafts"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        page = pdf.pages[0]
        page.obj.Resources.Properties = Dictionary(Draft=layer)
        drawn = page.Contents.read_bytes()
        page.obj.Contents = pdf.make_stream(
            drawn + b"\n/OC /Draft BDC BT /F1 9 Tf 60 300 Td (A draft) Tj ET EMC"
            b" /Span <</ActualText (Plums)>> BDC BT /F1 9 Tf 60 200 Td (Pl) Tj (ums) Tj ET EMC"
        )
        return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


OLD_TAGS = tagged_pdf([Tag("H1", "Orchards", size=20), Tag("P", "Apples and pears", y=600)])
SOURCES = {
    "text, list, table": orchard().pdf(),
    "two pages": orchard().page().column(60, 700, PROSE).text(300, 20, "2").pdf(),
    "picture and caption": with_picture(),
    "everything in a form, twice": with_form(),
    "turned by 90": turned(90),
    "turned by 180": turned(180),
    "turned by 270": turned(270),
    "layers and old marks": layered(),
    "tagged before": OLD_TAGS,
}
every_source = pytest.mark.parametrize("data", SOURCES.values(), ids=list(SOURCES))


def tagged(data: bytes) -> tuple[Document, bytes]:
    document = parse(data, OPTIONS)
    return document, to("tagged_pdf", document, data, OPTIONS)


@every_source
def test_looks_as_before(data: bytes) -> None:
    before, after = (
        [page.render(scale=1).to_numpy() for page in pypdfium2.PdfDocument(pdf)]
        for pdf in (data, tagged(data)[1])
    )
    assert len(before) == len(after)
    assert all(np.array_equal(old, new) for old, new in zip(before, after, strict=True))


@every_source
def test_is_read_back_as_it_was_written(data: bytes) -> None:
    document, out = tagged(data)
    again = parse(out, TAGGED)
    assert "struct_tree_ignored" not in again.warnings
    assert [line.text for line in again.lines] == [line.text for line in document.lines]
    first, second = (
        Counter(to("text", tree, b"", OPTIONS).decode().split()) for tree in (document, again)
    )
    assert first == second


@every_source
def test_is_the_same_every_time(data: bytes) -> None:
    assert tagged(data)[1] == tagged(data)[1]


def test_writes_roles_in_the_order_of_the_tree() -> None:
    _, out = tagged(with_picture())
    with pikepdf.open(io.BytesIO(out)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "und"
        assert outline(pdf.Root.StructTreeRoot.K) == [
            "Document",
            ["H1"], ["P"],
            ["L", ["LI", ["LBody"]], ["LI", ["LBody"]]],
            ["Table", ["TR", ["TH", ["P"]], ["TH", ["P"]]], ["TR", ["TD", ["P"]], ["TD", ["P"]]]],
            ["Figure", ["Caption"]],
        ]  # fmt: skip


def outline(element: pikepdf.Object) -> list[Any]:
    kids = [kid for kid in element.K if isinstance(kid, Dictionary) and Name.S in kid]
    return [str(element.S)[1:], *map(outline, kids)]


@every_source
def test_holds_every_mark_exactly_once(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(tagged(data)[1])) as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        keys = [int(str(key)) for key in numbers[::2]]
        owners = dict(zip(keys, map(as_list, numbers[1::2]), strict=True))
        assert sorted(owners) == list(owners)
        assert int(str(root.ParentTreeNextKey)) > max(owners)
        seen: Counter[tuple[int, int]] = Counter()
        for page in pdf.pages:
            for stream, key in [(page, page.obj.StructParents), *forms(page.obj)]:
                marks = checked_marks(stream)
                assert marks == list(range(len(owners[int(str(key))])))
                seen.update((int(str(key)), mark) for mark in marks)
        assert set(seen.values()) == {1}
        assert Counter(referred(root.K)) == seen


def as_list(array: Any) -> list[Any]:
    return list(array)


def forms(holder: pikepdf.Object) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for _, form in holder.Resources.get(Name.XObject, Dictionary()).items():
        if Name.StructParents in form:
            found += [(form, form.StructParents), *forms(form)]
    return found


def checked_marks(stream: Any) -> list[int]:
    """The MCIDs of a stream; all it shows must be marked, and marks must not cut text objects."""
    marks: list[int] = []
    opened: list[tuple[str, bool] | None] = []
    in_text = False
    for instruction in pikepdf.parse_content_stream(stream):
        name = str(instruction.operator)
        if name in ("BT", "ET"):
            in_text = name == "BT"
            assert not [mark for mark in opened if mark is not None and mark[1]]
        elif name in ("BMC", "BDC"):
            tag, *properties = instruction.operands
            ours = tag != Name.OC
            opened.append((str(tag), in_text) if ours else None)
            if properties and isinstance(properties[0], Dictionary) and Name.MCID in properties[0]:
                marks.append(int(properties[0].MCID))
        elif name == "EMC":
            opened.pop()
        elif name in (*SHOWING, "f", "S", "sh"):
            assert len([mark for mark in opened if mark is not None]) == 1
    assert opened == []
    return marks


def referred(element: pikepdf.Object, page: pikepdf.Object | None = None) -> list[tuple[int, int]]:
    """Key and MCID of each piece of content in the tree."""
    page = element.get(Name.Pg, page)
    found = []
    for kid in element.K if isinstance(element.K, Array) else [element.K]:
        if isinstance(kid, int):
            found.append((int(page.StructParents), kid))
        elif kid.get(Name.Type) == Name.MCR:
            owner = kid.get(Name.Stm, kid.Pg)
            found.append((int(owner.StructParents), int(kid.MCID)))
        else:
            assert kid.P.objgen == element.objgen
            found += referred(kid, page)
    return found


def test_keeps_furniture_and_hidden_text_out_of_the_tree() -> None:
    data = SOURCES["two pages"]
    again = parse(tagged(data)[1], TAGGED)
    text = to("text", again, b"", Options()).decode()
    assert "secret" not in text
    assert not text.rstrip().endswith("2")


def test_keeps_spans() -> None:
    wide = Tag("TH", "Fruit", y=700, more={"A": Dictionary(O=Name.Table, ColSpan=2)})
    cells = (Tag("TD", "Plum", y=680), Tag("TD", "7", x=172, y=680))
    data = tagged_pdf([Tag("Table", kids=(Tag("TR", kids=(wide,)), Tag("TR", kids=cells)))])
    (table,) = parse(to("tagged_pdf", parse(data, TAGGED), data, TAGGED), TAGGED).kids
    assert isinstance(table, Table)
    assert [cell.column_span for row in table.rows for cell in row.cells] == [2, 1, 1]


def test_says_what_a_figure_shows() -> None:
    with pikepdf.open(io.BytesIO(tagged(with_picture())[1])) as pdf:
        figure = list(pdf.Root.StructTreeRoot.K.K)[-1]
        assert str(figure.Alt) == "Figure 1: A red field"
        assert [round(float(str(side))) for side in figure.A.BBox] == [60, 400, 260, 550]


def test_marks_a_page_as_a_whole_when_it_cannot_tell_its_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from apps.engine.render import to_tagged_pdf

    monkeypatch.setattr(to_tagged_pdf, "read_painted", lambda *_: ())
    data = SOURCES["text, list, table"]
    _, out = tagged(data)
    with pikepdf.open(io.BytesIO(out)) as pdf:
        assert outline(pdf.Root.StructTreeRoot.K)[-1] == ["P"]
    old, new = (pypdfium2.PdfDocument(pdf)[0].render().to_numpy() for pdf in (data, out))
    assert np.array_equal(old, new)


def test_passes_damaged_operators_and_fonts_on() -> None:
    with pikepdf.open(io.BytesIO(orchard().pdf())) as pdf:
        page = pdf.pages[0]
        broken = Dictionary(Type=Name.Font, Subtype=Name.Type0, DescendantFonts=Array([None]))
        page.obj.Resources.Font.F1.Encoding = Name("/Identity-H")
        page.obj.Resources.Font.Broken = broken
        page.obj.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n\x9c\x84 0 0 m n\n")
        data = saved(pdf)
    assert "struct_tree_ignored" not in parse(tagged(data)[1], TAGGED).warnings


def test_is_refused_for_a_sanitized_document() -> None:
    from apps.engine.errors import InvalidOption

    with pytest.raises(InvalidOption):
        to("tagged_pdf", parse(OLD_TAGS), OLD_TAGS, Options(sanitize=True))
