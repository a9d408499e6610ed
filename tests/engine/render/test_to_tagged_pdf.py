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

from apps.engine.document import parse
from apps.engine.model import Document, Footnote, ListItem, ListNode, Paragraph, Table, Text
from apps.engine.options import Options
from apps.engine.render import to
from apps.engine.render.flow import is_hidden
from tests.engine.render.tagged_sources import OLD_TAGS, SOURCES, orchard, saved, with_picture
from tests.engine.render.trees import STYLE
from tests.engine.sheets import Sheet
from tests.engine.tags import Tag, tagged_pdf

OPTIONS = Options(include_header_footer=True)
TAGGED = replace(OPTIONS, use_struct_tree=True)
SHOWING = ("Tj", "TJ", "'", '"')


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
            ["L", ["LI", ["Lbl"], ["LBody"]], ["LI", ["Lbl"], ["LBody"]]],
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
        assert sorted(set(keys)) == keys
        assert int(str(root.ParentTreeNextKey)) > max(keys)
        owners = {
            key: list(value)
            for key, value in zip(keys, numbers[1::2], strict=True)
            if isinstance(value, Array)
        }
        seen: Counter[tuple[int, int]] = Counter()
        for page in pdf.pages:
            own = [(page, page.obj.StructParents)] if Name.StructParents in page.obj else []
            for stream, key in [*own, *forms(page.obj)]:
                marks = checked_marks(stream)
                owned = [mark for mark, owner in enumerate(owners[int(str(key))]) if owner]
                assert sorted(marks) == owned
                seen.update((int(str(key)), mark) for mark in marks)
        assert set(seen.values()) == {1}
        assert Counter(referred(root.K)) == seen


def forms(holder: pikepdf.Object) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for _, form in holder.Resources.get(Name.XObject, Dictionary()).items():
        found += [(form, form.StructParents)] if Name.StructParents in form else []
        found += forms(form) if Name.Resources in form else []
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
            ours = tag not in (Name.OC, Name.Span)
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
        elif kid.get(Name.Type) == Name.OBJR:
            assert Name.StructParent in kid.Obj
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


def test_keeps_what_stands_in_place_of_a_text() -> None:
    _, out = tagged(SOURCES["layers and old marks"])
    assert "Quinces" in [line.text for line in parse(out).lines]
    assert "Quinces" in to("text", parse(out, TAGGED), b"", OPTIONS).decode()


def test_is_refused_for_a_sanitized_document() -> None:
    from apps.engine.errors import InvalidOption

    with pytest.raises(InvalidOption):
        to("tagged_pdf", parse(OLD_TAGS), OLD_TAGS, Options(sanitize=True))


def test_titles_the_file() -> None:
    for name, title in (("headings that skip levels", "Pears &amp; &lt;apples&gt;"),
                        ("tagged before", "Orchards")):  # fmt: skip
        data = SOURCES[name]
        document = parse(data, TAGGED)
        with pikepdf.open(io.BytesIO(to("tagged_pdf", document, data, TAGGED))) as pdf:
            assert f'"x-default">{title}</' in pdf.Root.Metadata.read_bytes().decode()
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}


def test_keeps_what_the_metadata_says() -> None:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><r/></rdf:RDF></x:xmpmeta>'
    with pikepdf.open(io.BytesIO(OLD_TAGS)) as pdf:
        pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
        data = saved(pdf)
    with pikepdf.open(io.BytesIO(tagged(data)[1])) as pdf:
        written = pdf.Root.Metadata.read_bytes()
    assert b"<r/>" in written
    assert written.index(b"<dc:title>") < written.index(b"</rdf:RDF>")


def test_skips_no_level_of_headings() -> None:
    data = SOURCES["headings that skip levels"]
    document = parse(data, TAGGED)
    with pikepdf.open(io.BytesIO(to("tagged_pdf", document, data, TAGGED))) as pdf:
        roles = [str(kid.S)[1:] for kid in pdf.Root.StructTreeRoot.K.K]
    assert [role for role in roles if role != "P"] == ["H1", "H2", "H3", "H1", "H2"]


def test_tags_annotations_with_what_they_stand_over() -> None:
    with pikepdf.open(io.BytesIO(tagged(SOURCES["links, a comment and a field"])[1])) as pdf:
        linked, *_, rest = (kid for kid in outline(pdf.Root.StructTreeRoot.K)[-2:])
        assert linked == ["P", ["Link"], ["Link"]]
        assert sorted(rest[1:]) == [["Annot"], ["Form"], ["Link"]]
        links = [one for one in pdf.pages[0].obj.Annots if one.Subtype == Name.Link]
        assert [str(link.Contents) for link in links] == [
            "the orchard", "https://example.com/map", "see the",
        ]  # fmt: skip
        owners = dict(pairs(pdf.Root.StructTreeRoot.ParentTree.Nums))
        for link in links:
            owner = owners[int(link.StructParent)]
            assert str(owner.S) == "/Link"
            assert owner.K[-1].Obj.objgen == link.objgen


def pairs(numbers: pikepdf.Object) -> list[tuple[int, Any]]:
    found = list(numbers)
    return [(int(str(key)), value) for key, value in zip(found[::2], found[1::2], strict=True)]


def test_tags_pages_that_were_not_selected_as_one_paragraph() -> None:
    data, options = SOURCES["two pages"], Options(page_range="2")
    out = to("tagged_pdf", parse(data, options), data, options)
    first, second = parse(out, Options(use_struct_tree=True, page_range="1")), parse(out, TAGGED)
    assert [type(kid) for kid in first.kids if not is_hidden(kid)] == [Paragraph]
    assert "struct_tree_ignored" not in second.warnings
    old, new = (pypdfium2.PdfDocument(pdf)[0].render().to_numpy() for pdf in (data, out))
    assert np.array_equal(old, new)


def test_is_read_in_the_order_of_the_lines() -> None:
    data = SOURCES["painted out of order"]
    again = parse(tagged(data)[1], TAGGED)
    text = " ".join(to("text", again, b"", OPTIONS).decode().split())
    assert "Apples and pears Apples and pears Apples and pears" in text


def test_writes_notes_and_lists_inside_of_items() -> None:
    """The nodes are put onto the page of a real file: each line of it belongs to one of them."""
    data = Sheet().column(60, 700, ["1. Fruit", "a) Apples", "2. Trees", "1 See the yearbook"], 30)
    document = parse(data.pdf())
    boxes = [line.box for line in document.lines]
    texts = [Text((line.text.split(" ", 1)[1],), STYLE) for line in document.lines]
    inner = ListNode(1, 1, boxes[1], "letters", (ListItem(2, 1, boxes[1], texts[1], "a)"),))
    items = (
        ListItem(3, 1, boxes[0], texts[0], "1.", (inner,)),
        ListItem(4, 1, boxes[2], texts[2], "2."),
    )
    kids = (
        ListNode(5, 1, boxes[0], "arabic numbers", items),
        Footnote(6, 1, boxes[3], texts[3], "1"),
    )
    out = to("tagged_pdf", replace(document, kids=kids), data.pdf(), OPTIONS)
    with pikepdf.open(io.BytesIO(out)) as pdf:
        root = pdf.Root.StructTreeRoot
        deeper = ["L", ["LI", ["Lbl"], ["LBody"]]]
        assert outline(root.K)[1:] == [
            ["L", ["LI", ["Lbl"], ["LBody", deeper]], ["LI", ["Lbl"], ["LBody"]]],
            ["Note", ["Lbl"]],
        ]
        assert str(root.IDTree.Names[0]) == str(root.K.K[-1].ID)
