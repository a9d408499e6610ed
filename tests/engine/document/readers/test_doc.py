"""Old Word files, by whatever is installed to read them."""

import pytest

from apps.engine import office
from apps.engine.check import check
from apps.engine.document import parse
from apps.engine.document.readers import doc
from apps.engine.errors import CorruptFile, PasswordProtected, UnsupportedFormat
from apps.engine.external import find
from apps.engine.model import Document, Table
from apps.engine.options import Options
from apps.engine.sniff import MediaType
from tests.engine.docx_files import docx, li, p, tbl, tr
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
