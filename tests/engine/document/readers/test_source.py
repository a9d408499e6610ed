"""What is refused before any page is read, and with which code."""

import io

import pikepdf
import pytest

from apps.engine.document import parse
from apps.engine.document.readers.source import open_source
from apps.engine.errors import EngineError, InvalidPdf
from apps.engine.options import Options
from tests.engine.sheets import Sheet


def encrypted(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(Sheet().text(72, 700, "Secret notes").pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return out.getvalue()


REFUSED = [
    (b"", "unsupported_media_type"),
    (b"\x00\x01\x02", "unsupported_media_type"),
    (b"%PDF-1.7\n" + b"\xff\x00noise" * 200, "corrupt_pdf"),
    (Sheet().page().pdf(), "ocr_required"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED, ids=["empty", "binary", "noise", "blank"])
def test_refuses(data: bytes, code: str) -> None:
    with pytest.raises(EngineError) as raised:
        parse(data)
    assert raised.value.code == code


def test_opens_nothing_but_pdf() -> None:
    with pytest.raises(InvalidPdf):
        open_source(b"Dear Sir or Madam", Options())


def test_wants_no_password_of_an_owner() -> None:
    assert parse(encrypted(user="")).lines[0].text == "Secret notes"


def test_refuses_a_user_password() -> None:
    with pytest.raises(EngineError) as raised:
        parse(encrypted(user="user"))
    assert raised.value.code == "password_protected"


def test_reads_the_information_dictionary() -> None:
    sheet = Sheet().text(72, 700, "Minutes")
    sheet.canvas.setTitle("The title")
    sheet.canvas.setAuthor("An author")
    source = open_source(sheet.pdf(), Options())
    assert (source.title, source.author, source.page_count) == ("The title", "An author", 1)


def test_reads_selected_pages_in_the_order_asked_for() -> None:
    sheet = Sheet()
    for word in ("one", "two", "three"):
        sheet.text(72, 700, f"page {word}").page()
    document = parse(sheet.pdf(), Options(page_range="3,1"))
    assert [line.text for line in document.lines] == ["page three", "page one"]
    assert [page.number for page in document.pages] == [3, 1]
    assert document.page_count == 3
