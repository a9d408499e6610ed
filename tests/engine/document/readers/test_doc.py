"""Old Word files, by whatever is installed to read them."""

import pytest

from apps.engine import office
from apps.engine.check import check
from apps.engine.document import parse
from apps.engine.document.flow_model import Flow, FlowBreak, FlowParagraph, Run
from apps.engine.document.readers import doc
from apps.engine.document.readers.doc_cells import with_cells_apart
from apps.engine.document.readers.docx import read_docx
from apps.engine.errors import CorruptFile, PasswordProtected, UnsupportedFormat
from apps.engine.external import find
from apps.engine.model import Document, Style, Table
from apps.engine.options import Options
from apps.engine.sniff import MediaType
from tests.engine.docx_files import docx, li, p, tbl, tc, tr
from tests.engine.hostile_files import OLE

SOURCE = docx(
    p("Nora Feldweg", look="b 20pt")
    + li("counts birds")
    + tbl((100, 100), tr("Year", "Birds"), tr("2024", "12"), tr("2025", "17"), ruled=True)
    + p("She has counted them for years, in every weather and from every dune.") * 40
)
needs_office = pytest.mark.skipif(not office.is_installed(), reason="LibreOffice is not installed")
needs_catdoc = pytest.mark.skipif(find("catdoc") is None, reason="catdoc is not installed")


@pytest.fixture(scope="module")
def made() -> bytes:
    return office.convert(SOURCE, ending=".docx", to="doc")


def read(data: bytes) -> Document:
    return parse(data, Options(), "cv.doc")


@needs_office
def test_keeps_looks_and_tables_where_libreoffice_is(made: bytes) -> None:
    document = read(made)
    assert document.media_type is MediaType.DOC
    assert document.lines[0].words[0].style.bold
    assert document.lines[1].text == "● counts birds"
    assert any(isinstance(node, Table) for node in document.kids)
    assert check(made, None, None).queue == "convert"


@needs_office
@needs_catdoc
def test_keeps_words_and_cells_where_only_catdoc_is(
    made: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "is_installed", lambda: False)
    document = read(made)
    assert document.media_type is MediaType.DOC
    assert [line.text for line in document.lines][:2] == ["Nora Feldweg", "counts birds"]
    assert "Year Birds" in [line.text for line in document.lines]


SIDE = p("Contact", look="b") + p("+47 22 00 00 00") + p("Volunteer since 2019")
MAIN = p("Nora Feldweg", look="b 20pt") + p("Biologist") + p("Work", look="b") + p("Dune watch")
SIDEBAR = docx(tbl((170, 330), tr(tc(SIDE), tc(MAIN))))


@needs_office
def test_cells_that_libreoffice_runs_together_are_parted() -> None:
    """It reads a table of one row as running text, "Volunteer since 2019Nora Feldweg" in it."""
    made = office.convert(SIDEBAR, ending=".docx", to="doc")
    converted = doc.as_docx(made)
    assert converted is not None
    together = [one for one in read_docx(converted).blocks if isinstance(one, FlowParagraph)]
    assert "2019Nora" in "".join(one.text for one in together)
    document = read(made)
    texts = [line.text for line in document.lines]
    assert texts[2:4] == ["Volunteer since 2019", "Nora Feldweg"]
    assert document.lines[2].region != document.lines[3].region


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"since 2019\x07Nora Feldweg", ["since 2019", "Nora Feldweg"]),
        ("since 2019\x07Nora Feldweg".encode("utf-16-le"), ["since 2019", "Nora Feldweg"]),
        (b"2019\x07Nora\x07 Feldweg", ["since 2019", "Nora", " Feldweg"]),
        (b"before 2019\x07Nora Feldweg", ["since 2019Nora Feldweg"]),
        (b"since 2019\x07\x07Nora Feldweg", ["since 2019Nora Feldweg"]),
        (b"since 2019Nora Feldweg", ["since 2019Nora Feldweg"]),
    ],
)
def test_only_where_the_file_ends_a_cell(data: bytes, texts: list[str]) -> None:
    style = Style("Sans", 10.0, bold=False, italic=False, color=(0.0, 0.0, 0.0))
    runs = (Run("since 20", style), Run("19Nora Feld", style), Run("weg", style))
    found = with_cells_apart(Flow(blocks=(FlowParagraph(runs),)), data).blocks
    assert [one.text for one in found if isinstance(one, FlowParagraph)] == texts
    assert sum(isinstance(one, FlowBreak) for one in found) == len(texts) - 1


def test_says_what_to_install_where_nothing_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "is_installed", lambda: False)
    monkeypatch.setattr(doc, "find", lambda program: None)
    data = OLE + bytes(504) + "WordDocument".encode("utf-16-le")
    for look in (lambda: read(data), lambda: check(data, None, None)):
        with pytest.raises(UnsupportedFormat, match="LibreOffice or catdoc"):
            look()


def test_a_locked_one_needs_its_password() -> None:
    data = OLE + bytes(504) + doc.MAGIC + bytes(9) + b"\x01" + "WordDocument".encode("utf-16-le")
    with pytest.raises(PasswordProtected):
        read(data)
    with pytest.raises(PasswordProtected):
        check(data, None, None)


@needs_office
def test_a_broken_one_is_refused(made: bytes) -> None:
    header, name = made[:512], "WordDocument".encode("utf-16-le")
    with pytest.raises(CorruptFile):
        read(header + name + bytes(4000))
