"""Files for the tagged PDF, each with something that is hard to tag."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.utils import ImageReader

from tests.engine.sheets import PROSE, Sheet
from tests.engine.tags import Tag, tagged_pdf


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
            b" /Span <</ActualText (Quinces)>> BDC BT /F1 9 Tf 60 180 Td (Qces) Tj ET EMC"
        )
        return saved(pdf)


def annotated() -> bytes:
    """Links over a word, over a drawing and within the file, a comment, and a field."""
    sheet = orchard().text(60, 560, "Write to the orchard or see the map for the way")
    sheet.canvas.linkURL("mailto:pears@example.com", (101, 557, 142, 570))
    sheet.canvas.linkURL("https://example.com/map", (300, 600, 350, 650))
    sheet.canvas.bookmarkPage("top")
    sheet.canvas.linkAbsolute("", "top", (165, 557, 205, 570))
    sheet.canvas.textAnnotation("Not ripe", (400, 400, 420, 420))
    with pikepdf.open(io.BytesIO(sheet.pdf())) as pdf:
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("Name"),
            TU=String("Your name"), Rect=Array([60, 300, 200, 320]), F=4,
        )  # fmt: skip
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(field))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[-1]]))
        return saved(pdf)


def levels() -> bytes:
    """Tags whose headings begin below the first level and skip one; a title in the metadata."""
    roles = ("H2", "P", "H4", "P", "H5", "P", "H1", "P", "H3", "P")
    tags = [Tag(role, f"{role} number {at}", y=780 - 30 * at) for at, role in enumerate(roles)]
    with pikepdf.open(io.BytesIO(tagged_pdf(tags))) as pdf:
        pdf.docinfo["/Title"] = "Pears & <apples>"
        return saved(pdf)


def out_of_order() -> bytes:
    """Lines whose end is painted first."""
    sheet = Sheet().column(60, 770, PROSE)
    for y in (680, 660, 640):
        sheet.text(120, y, "and pears").text(60, y, "Apples")
    return sheet.pdf()


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
    "links, a comment and a field": annotated(),
    "headings that skip levels": levels(),
    "painted out of order": out_of_order(),
}
