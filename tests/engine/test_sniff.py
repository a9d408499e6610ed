"""What a file is, by its content alone."""

import io
import zipfile

import pytest

from apps.engine.sniff import MediaType, decode_text, sniff


def archive(*names: str) -> bytes:
    """A ZIP with empty files of these names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return made.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)

KNOWN = {
    "pdf": (b"%PDF-1.7\n", MediaType.PDF),
    "pdf behind junk": (b"junk\n%PDF-1.7\n", MediaType.PDF),
    "docx": (archive("[Content_Types].xml", "word/document.xml"), MediaType.DOCX),
    "docx cut off": (archive("[Content_Types].xml", "word/document.xml")[:90], MediaType.DOCX),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), MediaType.DOC),
    "encrypted docx": (OLE + "EncryptedPackage".encode("utf-16-le"), MediaType.DOCX),
    "rtf": (b"{\\rtf1\\ansi Hello}", MediaType.RTF),
    "png": (b"\x89PNG\r\n\x1a\n\x00", MediaType.PNG),
    "jpeg": (b"\xff\xd8\xff\xe0", MediaType.JPEG),
    "tiff, little": (b"II*\x00\x08", MediaType.TIFF),
    "tiff, big": (b"MM\x00*\x08", MediaType.TIFF),
    "text": ("Nora Feldweg\nKöln\n".encode(), MediaType.TEXT),
    "text with angles": (b"<nora@example.com>", MediaType.TEXT),
    "text of old": ("Nora Feldweg\nKöln\n".encode("cp1252"), MediaType.TEXT),
    "text, utf-16": ("Nora Feldweg".encode("utf-16"), MediaType.TEXT),
    "text, utf-16 without a mark": ("Nora Feldweg".encode("utf-16-be"), MediaType.TEXT),
    "text with a stray zero": (b"Nora Feldweg\n" * 50 + b"\0" + b"Bookbinder", MediaType.TEXT),
    "text, utf-32": ("Nora Feldweg".encode("utf-32"), MediaType.TEXT),
    "a polyglot of image and pdf": (b"\x89PNG\r\n\x1a\n%PDF-1.7", MediaType.PNG),
}
UNKNOWN = {
    "nothing": b"",
    "blanks": b" \n\t",
    "zeros": bytes(64),
    "a short text with a zero": b"Nora\0Feldweg",
    "a mark and nothing": b"\xff\xfe",
    "small numbers": bytes([7, 0, 1, 0, 2, 0, 3, 0, 9, 0]),
    "a picture without a signature": bytes([255, 0, 240, 0, 216, 0, 0, 0, 12, 0]),
    "a spreadsheet": archive("[Content_Types].xml", "xl/workbook.xml"),
    "any zip": archive("a.txt"),
    "an old spreadsheet": OLE + "Workbook".encode("utf-16-le"),
    "a page of the web": b"\n<!DOCTYPE html><html><body>Nora</body></html>",
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "XML": b"<?xml version='1.0'?><cv/>",
    "gif": b"GIF89a\x01\x00\x01\x00",
    "elf": b"\x7fELF\x02\x01\x01\x00",
}


@pytest.mark.parametrize(("data", "media_type"), KNOWN.values(), ids=KNOWN)
def test_knows_what_it_can_read(data: bytes, media_type: MediaType) -> None:
    assert sniff(data) is media_type


@pytest.mark.parametrize("data", UNKNOWN.values(), ids=UNKNOWN)
def test_leaves_the_rest_alone(data: bytes) -> None:
    assert sniff(data) is None


DECODED = [
    ("Köln – Zürich".encode(), "Köln – Zürich"),
    ("Köln".encode("utf-8-sig"), "Köln"),
    ("Köln und mehr".encode("utf-16"), "Köln und mehr"),
    ("Köln und mehr".encode("utf-16-le"), "Köln und mehr"),
    ("Köln und mehr".encode("utf-16-be"), "Köln und mehr"),
    ("Köln".encode("utf-32"), "Köln"),
    ("Köln – „Zürich“".encode("cp1252"), "Köln – „Zürich“"),
    ("Köln – Zürich – Genève ".encode() + b"\xff", "Köln – Zürich – Genève \ufffd"),
    (b"A\xed\xa0\x80B", "A\ufffdB"),  # a lone surrogate is no letter
    (b"\xed\xa0\xbd\xed\xb1\x8b hi", "\U0001f44b hi"),  # two of them are one
]


@pytest.mark.parametrize(("data", "text"), DECODED)
def test_decodes(data: bytes, text: str) -> None:
    assert decode_text(data) == text
