"""CVs of every format become records, whatever their name says."""

import shutil
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import docx
import pypdfium2
import pytest

from tests import pdfs
from tests.ats.caller import Caller
from tests.ats.cvs import Cv
from tests.servers.tenant import NOTHING, code_of

NORA = Cv()


def _docx() -> bytes:
    document = docx.Document()
    for line in NORA.lines():
        document.add_paragraph(line)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _text() -> bytes:
    return "\n".join(NORA.lines()).encode()


def _rtf() -> bytes:
    return b"{\\rtf1\\ansi " + b"\\par\n".join(line.encode() for line in NORA.lines()) + b"}"


def _picture() -> bytes:
    target = BytesIO()
    with pypdfium2.PdfDocument(NORA.pdf()) as cv:
        cv[0].render(scale=200 / 72).to_pil().save(target, "PNG")
    return target.getvalue()


WRITTEN: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "docx": (
        _docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "txt": (_text, "text/plain"),
    "rtf": (_rtf, "application/rtf"),
    "pdf": (NORA.pdf, "application/pdf"),
}


@pytest.mark.parametrize("ending", WRITTEN)
def test_a_written_cv(owner: Caller, ending: str) -> None:
    make, media_type = WRITTEN[ending]
    candidate = owner.parsed_file("nora.bin", make())
    assert candidate["full_name"] == "Nora Feldweg"
    assert candidate["email"] == "nora.feldweg@example.com"
    assert "Python" in candidate["skills"]
    link = owner.get(f"/candidates/{candidate['id']}/file")["data"]
    assert (link["content_type"], link["filename"]) == (media_type, "nora.bin")


needs_ocr = pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")


@needs_ocr
@pytest.mark.slow
@pytest.mark.timeout(600)  # its program yields to all others, of which a test run has many
def test_a_picture_of_a_cv(owner: Caller) -> None:
    candidate = owner.parsed_file("scan", _picture())
    assert candidate["full_name"] == "Nora Feldweg"
    assert candidate["email"] == "nora.feldweg@example.com"


def _zip() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("cv.pdf", NORA.pdf())
    return target.getvalue()


NOT_CVS = {
    "nothing": b"",
    "a program": b"\x7fELF\x02\x01\x01" + bytes(100),
    "an archive": _zip(),
    "a GIF": b"GIF89a" + bytes(100),
}


@pytest.mark.parametrize("content", NOT_CVS.values(), ids=NOT_CVS)
def test_what_is_no_cv(owner: Caller, content: bytes) -> None:
    response = owner.parse(("cv.pdf", content))
    assert (response.status_code, code_of(response)) == (415, "unsupported_media_type")
    [detail] = response.json()["error"]["details"]
    assert "PDF, DOCX" in detail["message"]
    assert owner.counts() == NOTHING


def test_a_book_is_none(owner: Caller) -> None:
    response = owner.parse(("book.pdf", pdfs.resume(pages=21)))
    assert (response.status_code, code_of(response)) == (400, "page_limit_exceeded")
    assert response.json()["error"]["message"] == "The CV has more than 20 pages."
