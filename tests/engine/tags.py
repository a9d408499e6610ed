"""PDFs with a structure tree, written down element by element."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(frozen=True)
class Tag:
    """One element: its text is shown at (x, y) as marked content of its own."""

    role: str
    text: str = ""
    x: float = 72
    y: float = 700
    kids: tuple["Tag", ...] = ()
    size: float = 10
    more: dict[str, Any] = field(default_factory=dict)


ARTIFACT = "Artifact BMC"  # content that no element holds


def tagged_pdf(
    tags: Sequence[Tag],
    *,
    loose: Sequence[Tag] = (),
    roles: dict[str, str] | None = None,
    suspects: bool = False,
) -> bytes:
    """One page with these elements; `loose` stands on it as an artifact, or as given by role."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = Dictionary(
        Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    )
    content: list[str] = []
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([_element(pdf, tag, root, page, content) for tag in tags])
    for tag in loose:
        content.append("/Artifact BMC " + _shown(tag) + " EMC")
    if roles:
        root.RoleMap = Dictionary({f"/{a}": Name(f"/{b}") for a, b in roles.items()})
    page.Contents = pdf.make_stream("\n".join(content).encode())
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True, Suspects=suspects)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _shown(tag: Tag) -> str:
    return f"BT /F {tag.size} Tf {tag.x} {tag.y} Td ({tag.text}) Tj ET"


def _element(
    pdf: pikepdf.Pdf, tag: Tag, parent: pikepdf.Object, page: pikepdf.Page, content: list[str]
) -> pikepdf.Object:
    element = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name(f"/{tag.role}"), P=parent, Pg=page.obj)
    )
    kids: list[Any] = []
    if tag.text:
        mark = sum("BDC" in part for part in content)
        content.append(f"/{tag.role} <</MCID {mark}>> BDC " + _shown(tag) + " EMC")
        kids.append(mark)
    kids += [_element(pdf, kid, element, page, content) for kid in tag.kids]
    element.K = Array(kids)
    for key, value in tag.more.items():
        element[f"/{key}"] = String(value) if isinstance(value, str) else value
    return element
