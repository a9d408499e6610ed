"""What kind of file it is, by its content: bytes in, a MediaType or None out.

Neither names nor headers are believed. Only signatures are looked at here, never the inside of an
archive beyond its table of contents; whether the file can be read is the reader's to say.
"""

import zipfile
from contextlib import suppress
from enum import StrEnum
from io import BytesIO

PDF_MAGIC = b"%PDF-"
PDF_MAGIC_WITHIN = 1024  # bytes; readers accept as much junk before the header
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB] 2.2


class MediaType(StrEnum):
    """The formats that can be read, by their registered media types."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    RTF = "application/rtf"
    TEXT = "text/plain"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"


IMAGES = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.TIFF})
"""Formats without any text of their own: they need OCR."""

FLOWS = frozenset({MediaType.DOCX, MediaType.DOC, MediaType.RTF, MediaType.TEXT})
"""Formats without pages: text flows, and where it stands on paper is the printer's business."""

SIGNATURES: tuple[tuple[bytes, MediaType], ...] = (
    (b"{\\rtf", MediaType.RTF),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"II+\x00", MediaType.TIFF),  # BigTIFF
    (b"MM\x00+", MediaType.TIFF),
)


def sniff(data: bytes) -> MediaType | None:
    """The format of a file; None for one that is not read here. Never raises.

    A file that is several at once (a polyglot) is what its first bytes say; only the header of a
    PDF may have something before it, and then it must not be the beginning of another format.
    """
    for signature, media_type in SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data.startswith(ZIP_MAGIC):
        return MediaType.DOCX if _holds_word_document(data) else None
    if data.startswith(OLE_MAGIC):
        return _of_compound_file(data)
    if PDF_MAGIC in data[:PDF_MAGIC_WITHIN]:
        return MediaType.PDF
    return MediaType.TEXT if is_text(data) else None


def _holds_word_document(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return b"[Content_Types].xml" in data  # damaged: its reader will say so
    return "[Content_Types].xml" in names and any(n.startswith("word/") for n in names)


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _of_compound_file(data: bytes) -> MediaType | None:
    """By the names in its directory: a Word document, or an encrypted package of a newer one."""
    if _utf16("EncryptedPackage") in data:
        return MediaType.DOCX
    return MediaType.DOC if _utf16("WordDocument") in data else None


MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml")
"""How other formats begin that are written in letters; their marks are nothing to read."""

TEXT_SAMPLE = 64 * 1024  # bytes looked at
CONTROLS = tuple(bytes((code,)) for code in range(32) if code not in b"\t\n\r\f\x1b")
STRANGE_RARE = 500  # bytes of a text for each control byte that an accident has put into it
BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
UTF16_LEAST = 8  # bytes: fewer are not certain to be two for each letter
UTF16_SHARE = 0.7  # of the upper bytes that are zero: Latin letters, digits and blanks


def is_text(data: bytes) -> bool:
    """Whether the bytes are plain text: something in them, and nothing that only programs write.

    >>> is_text(b"Nora Feldweg"), is_text(b""), is_text(b"\\x00\\x01\\x02")
    (True, False, False)
    """
    sample = data[:TEXT_SAMPLE]
    for bom, _ in BOMS:
        if sample.startswith(bom):
            return bool(decode_text(sample).strip("\0\ufffd \t\r\n"))
    if not sample.strip() or sample.lstrip()[:10].lower().startswith(MARKUP):
        return False
    strange = sum(map(sample.count, CONTROLS))
    return strange * STRANGE_RARE <= len(sample) or _wide_encoding(sample) is not None


def decode_text(data: bytes) -> str:
    """A plain text, whatever it is encoded in: Unicode where it fits, else Windows' Latin letters.

    >>> decode_text("Köln".encode("utf-16")), decode_text("Köln".encode("cp1252"))
    ('Köln', 'Köln')
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if encoding := _wide_encoding(data[:TEXT_SAMPLE]) or "":
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_doubtful(data)


def _decode_doubtful(data: bytes) -> str:
    """UTF-8 with a few damaged bytes, or an old encoding of one byte for each letter."""
    with suppress(UnicodeDecodeError):  # halves of letters, written as if they were letters
        halves = data.decode("utf-8", "surrogatepass")
        return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = data.decode("utf-8", "replace")
    whole = sum(char > "\x7f" and char != "\ufffd" for char in text)
    if whole > text.count("\ufffd"):
        return text
    return data.decode("cp1252", "replace")


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark, where nothing else can be meant: every other byte is mostly zero."""
    if len(sample) < UTF16_LEAST or 0 not in sample:
        return None
    even = len(sample) - len(sample) % 2
    for encoding, upper in (("utf-16-le", sample[1:even:2]), ("utf-16-be", sample[0:even:2])):
        if upper.count(0) < UTF16_SHARE * len(upper):
            continue
        text = sample[:even].decode(encoding, "replace")
        if all(char.isprintable() or char in "\t\n\r\f\ufffd" for char in text):
            return encoding
    return None
