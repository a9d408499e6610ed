"""Structure trees that could not end."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

from apps.engine.document.readers.struct_tree import Element, read_struct_tree
from apps.engine.model import PageSize


def test_reads_an_element_once() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    one = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div))
    two = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, K=Array([one, one])))
    one.K = Array([two, two])
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=Array([one, two, one])))
    out = io.BytesIO()
    pdf.save(out)
    (element,) = read_struct_tree(out.getvalue(), [PageSize(1, 595, 842, 0)])
    assert element == Element("Div", (Element("P"),))
