"""Text on layers that are switched off is hidden."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from apps.engine.document import parse
from tests.engine.sheets import Sheet

DRAFT = b"/OC /Draft BDC BT /F1 9 Tf 60 300 Td (A draft) Tj ET EMC"
IN_FORM = b"/OC /Draft BDC /Form Do EMC"


def layered(
    content: bytes, *, off: bool = True, base_off: bool = False, twin: bool = False
) -> bytes:
    """A sheet with a line on the layer Draft; `twin` is a layer of the same name that is on."""
    with pikepdf.open(io.BytesIO(Sheet().text(60, 700, "Always seen").pdf())) as pdf:
        groups = [
            pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft")) for _ in range(1 + twin)
        ]
        state = Dictionary(OFF=Array(groups[:1] if off else []))
        if base_off:
            state = Dictionary(BaseState=Name.OFF, ON=Array([] if off else groups[:1]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=state)
        page = pdf.pages[0]
        page.obj.Resources.Properties = Dictionary(Draft=groups[0])
        form = pdf.make_stream(b"BT /F1 9 Tf 60 300 Td (A draft) Tj ET")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        form.Resources = Dictionary(Font=page.obj.Resources.Font)
        page.obj.Resources.XObject = Dictionary(Form=form)
        page.contents_add(content)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.parametrize(
    ("data", "hidden"),
    [
        (layered(DRAFT), "hidden_layer"),
        (layered(IN_FORM), "hidden_layer"),
        (layered(DRAFT, base_off=True), "hidden_layer"),
        (layered(DRAFT, off=False), None),
        (layered(DRAFT, off=False, base_off=True), None),
        (layered(DRAFT, twin=True), None),  # nothing tells which of the two it is
    ],
)
def test_hides_what_stands_on_layers_that_are_off(data: bytes, hidden: str | None) -> None:
    document = parse(data)
    assert {line.text: line.hidden for line in document.lines} == {
        "Always seen": None,
        "A draft": hidden,
    }
    assert ("hidden_text" in document.warnings) == (hidden is not None)
