"""DOCX in, the document tree out: what the file states is what the tree says."""

from typing import Any

import orjson
import pytest

from apps.engine.document import parse, stages
from apps.engine.errors import InvalidPageRange
from apps.engine.model import Document
from apps.engine.options import Options
from apps.engine.render import to
from tests.engine.docx_files import (
    FILLED,
    box,
    control,
    deleted,
    docx,
    inserted,
    li,
    p,
    part,
    r,
    span,
    tbl,
    tc,
    tr,
)  # fmt: skip


def read(data: bytes, **options: Any) -> Document:
    return parse(data, Options(**options), "report.docx")


def markdown(data: bytes, **options: Any) -> str:
    chosen = Options(**options)
    return to("markdown", read(data, **options), data, chosen).decode().strip()


def tree(data: bytes, **options: Any) -> dict[str, Any]:
    chosen = Options(**options)
    found: dict[str, Any] = orjson.loads(to("json", read(data, **options), data, chosen))
    return found


PROSE = "It rained for days and days on end, and all of us stayed inside and read."
MARKDOWN = {
    "headings by their styles": (
        p("Birds", style="Title") + p("Gulls", style="Berschrift1") + p("Cry", style="Berschrift2")
        + p(PROSE),
        f"# Birds\n\n# Gulls\n\n## Cry\n\n{PROSE}",
    ),
    "headings by their looks where no style says so": (
        p("Birds", look="b 16pt") + p(PROSE) + p("Gulls", look="b 16pt") + p(PROSE),
        f"# Birds\n\n{PROSE}\n\n# Gulls\n\n{PROSE}",
    ),
    "a level of its own": (
        p("Birds", more='<w:outlineLvl w:val="2"/>') + p("Gulls", more='<w:outlineLvl w:val="2"/>')
        + p(PROSE),
        f"### Birds\n\n### Gulls\n\n{PROSE}",
    ),
    "a heading style that says it is text": (
        p("Birds", style="Berschrift1") + p("Gulls", style="Berschrift1")
        + p(PROSE, style="Berschrift1", more='<w:outlineLvl w:val="9"/>'),
        f"# Birds\n\n# Gulls\n\n{PROSE}",
    ),
    "lists in lists": (
        li("gulls") + li("herring gulls", 1) + li("terns"),
        "- gulls\n  - herring gulls\n- terns",
    ),
    "numbers go on and begin anew": (
        li("one", number=2) + li("two", number=2) + p(PROSE) + li("first", number=3)
        + li("second", number=3),
        f"1. one\n2. two\n\n{PROSE}\n\n1. first\n2. second",
    ),
    "changes are resolved": (
        p(r("It "), deleted("snowed"), inserted(r("rained")), r(" all day."))
        + f"<w:moveFrom>{p('Gone')}</w:moveFrom><w:moveTo>{p('Moved here.')}</w:moveTo>",
        "It rained all day.\n\nMoved here.",
    ),
    "controls say what was filled in": (
        control(p("Filled in.")) + control(p("Click here"), prompt=True),
        "Filled in.",
    ),
    "a box is read once": (p(box(p("In the box.")), r("Around it.")), "In the box.\n\nAround it."),
    "a field that never ends": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE'
        f"</w:instrText></w:r></w:p>{p('seven birds')}",
        "seven birds",
    ),
    "results of fields": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r("seven")}<w:r><w:fldChar w:fldCharType="end"/></w:r>{r(" birds")}</w:p>',
        "seven birds",
    ),
    "hyphens": ("<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/>"
                "<w:t>erate</w:t></w:r></w:p>", "co-operate"),
    "a ruled table": (
        tbl((90, 90), tr("Year", "Birds", header=True), tr("2024", "12"), ruled=True),
        "| Year | Birds |\n| --- | --- |\n| 2024 | 12 |",
    ),
    "columns made of a table": (
        tbl((200, 200), tr(
            tc(p("Left", look="b 14pt"), p(PROSE), more=FILLED),
            tc(p("Right", look="b 14pt"), p(PROSE), p(PROSE)),
        )),
        f"# Left\n\n{PROSE}\n\n# Right\n\n{PROSE}\n\n{PROSE}",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), MARKDOWN.values(), ids=MARKDOWN)
def test_reads_as_it_is_meant(body: str, expected: str) -> None:
    assert markdown(docx(body)) == expected


def test_tables_keep_their_spans_and_what_is_in_their_cells() -> None:
    data = docx(
        tbl(
            (80, 80, 80),
            tr(tc("Birds of the island", more=span(2)), "Seen"),
            tr(tc("Gulls", more='<w:vMerge w:val="restart"/>'), tc("herring", "common"), "12"),
            tr(tc("", more="<w:vMerge/>"), tc(tbl((40, 40), tr("a", "b"), tr("c", "d"))), "3"),
            ruled=True,
        )
    )
    [table] = tree(data)["kids"]
    shape = [
        [(c["columnNumber"], c["rowSpan"], c["columnSpan"]) for c in row["cells"]]
        for row in table["rows"]
    ]
    assert shape == [
        [(1, 1, 2), (3, 1, 1)],
        [(1, 2, 1), (2, 1, 1), (3, 1, 1)],
        [(2, 1, 1), (3, 1, 1)],
    ]
    herring = table["rows"][1]["cells"][1]
    assert [kid["content"] for kid in herring["kids"]] == ["herring", "common"]
    assert table["rows"][2]["cells"][0]["kids"][0]["type"] == "table"


def test_boxes_are_absent_and_their_keys_are_not() -> None:
    data = docx(p("Birds", style="Title") + li("gulls") + tbl((90, 90), tr("a", "b"), tr("c", "d")))
    found = tree(data)
    assert found["numberOfPages"] == 1
    assert found["pages"] == [{"pageNumber": 1, "width": None, "height": None, "rotation": 0}]
    assert found["kids"]

    def check(node: dict[str, Any]) -> None:
        for name in ("kids", "listItems", "rows", "cells"):
            for kid in node.get(name, ()):
                assert kid["boundingBox"] is None
                assert kid["pageNumber"] == 1
                check(kid)

    check(found)


def test_footnotes_have_their_marks() -> None:
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    data = docx(
        f"<w:p>{r('Gulls')}{mark}{r(' cry.')}</w:p>",
        relations={"rN": ("footnotes", "footnotes.xml")},
        parts={
            "word/footnotes.xml": part(
                "footnotes", f'<w:footnote w:id="7">{p("So do terns.")}</w:footnote>'
            )
        },
    )
    note = tree(data)["kids"][-1]
    assert (note["type"], note["label"], note["content"]) == ("footnote", "1", "So do terns.")


def test_running_headers_are_furniture_unless_they_tell_who_it_is_about() -> None:
    def with_header(text: str) -> bytes:
        return docx(
            p(PROSE),
            section='<w:headerReference w:type="default" r:id="rH"/>',
            relations={"rH": ("header", "header1.xml")},
            parts={"word/header1.xml": part("hdr", p(text))},
        )

    assert "Annual report" not in markdown(with_header("Annual report"))
    shown = markdown(with_header("Annual report"), include_header_footer=True)
    assert shown.startswith("Annual report")
    assert markdown(with_header("nora@example.com")).startswith("nora@example.com")


def test_a_picture_says_what_it_shows() -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1270000" cy="1270000"/>'
        '<wp:docPr id="1" name="x" descr="Two gulls"/><a:blip r:embed="rI"/></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    image, paragraph = tree(docx(drawing + p(PROSE)))["kids"]
    assert (image["type"], image["alt"], paragraph["type"]) == ("image", "Two gulls", "paragraph")


def test_personal_data_is_masked_where_that_is_asked_for() -> None:
    data = docx(p("Write to nora@example.com.") + p(PROSE))
    assert "nora@example.com" not in markdown(data, sanitize=True)


def test_hidden_text_is_marked_and_not_shown() -> None:
    data = docx(p(r("Seen. "), r("Unseen.", "hidden")) + p("White", look="white"))
    document = read(data)
    assert "hidden_text" in document.warnings
    assert markdown(data) == "Seen."
    reasons = {line.text: line.hidden for line in document.lines if line.hidden}
    assert reasons == {"Unseen.": "invisible", "White": "background_color"}


def test_white_letters_on_something_are_meant_to_be_seen() -> None:
    data = docx(tbl((90, 90), tr(tc(p("Name", look="white"), more=FILLED), "x"), tr("a", "b")))
    assert "Name" in markdown(data)


def test_tracked_changes_are_told() -> None:
    assert read(docx(p(inserted(r("new"))))).warnings == ("tracked_changes",)
    assert read(docx(p("as it was"))).warnings == ()


def test_the_stages_can_be_watched() -> None:
    names = [name for name, _ in stages(docx(p("Birds")), Options(), "x.docx")]
    assert names == ["flow", "lines", "blocks", "document"]


def test_there_is_no_second_page() -> None:
    with pytest.raises(InvalidPageRange):
        read(docx(p("Birds")), page_range="2-3")


def test_the_same_bytes_make_the_same_tree() -> None:
    data = docx(p("Birds", style="Title") + li("gulls") + p(box(p("box")), r("text")))
    assert tree(data) == tree(data)
