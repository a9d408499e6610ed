"""Pictures, texts and files of two minds that mean harm, each with the codes it may end with.

`READ` says that it may be read as well, and that what it hides does nothing. Office documents
that mean harm are in tests/engine/hostile_files.py, PDFs in tests/sandbox/hostile.py.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from tests import files, pdfs
from tests.engine.docx_files import docx, p

READ = "ok"
UNKNOWN = frozenset({"unsupported_media_type"})
BROKEN = frozenset({"corrupt_file"})
EMPTY = frozenset({"ocr_required", "corrupt_file"})
"""What a picture without any letters, or a text without any, ends with."""

SCANNED = frozenset({READ, "ocr_required"})
"""A picture of letters: on a machine that has no time for it, recognition gives up."""

HUGE = 50_000  # pixels in each direction: 2.5 gigapixels
MANY = 100_000


def _chunk(kind: bytes, data: bytes, crc: int | None = None) -> bytes:
    checked = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checked)


def _png(width: int, height: int, *chunks: bytes, bits: int = 8, crc: int | None = None) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    first = _chunk(b"IHDR", head, crc)
    return b"\x89PNG\r\n\x1a\n" + first + b"".join(chunks) + _chunk(b"IEND", b"")


def huge_png() -> bytes:
    return _png(HUGE, HUGE, _chunk(b"IDAT", zlib.compress(b"\0" * 100)))


def packed_png() -> bytes:
    """Few bytes, and 90 megapixels of them."""
    row = b"\0" * (1 + 30_000 // 8)
    return _png(30_000, 3_000, _chunk(b"IDAT", zlib.compress(row * 3_000, 9)), bits=1)


def bomb_in_a_comment() -> bytes:
    text = b"Comment\0\0" + zlib.compress(b"A" * 100_000_000, 9)
    pixels = _chunk(b"IDAT", zlib.compress(b"\0\xff"))
    return _png(1, 1, _chunk(b"zTXt", text), pixels)


def wrong_crc() -> bytes:
    return _png(10, 10, _chunk(b"IDAT", zlib.compress(b"\0" * 110)), crc=0)


def no_pixels() -> bytes:
    return _png(0, 0, _chunk(b"IDAT", zlib.compress(b"")))


def huge_jpeg() -> bytes:
    data = files.jpeg()
    at = data.index(b"\xff\xc0") + 5  # height and width in the frame header
    return data[:at] + struct.pack(">HH", HUGE, HUGE) + data[at + 4 :]


def jpeg_without_end() -> bytes:
    """Marker after marker, no picture."""
    return b"\xff\xd8" + b"\xff\xfe\x00\x04ab" * MANY


Entry = tuple[int, int, int, int]
"""Of a TIFF: tag, type, count and value."""


def _ifd(entries: tuple[Entry, ...], following: int) -> bytes:
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return struct.pack("<H", len(entries)) + packed + struct.pack("<I", following)


def _entries(width: int, height: int) -> tuple[Entry, ...]:
    """A grey picture without compression, its pixels from byte 8 on."""
    return (
        *((256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1)),
        *((262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, height)),
        (279, 4, 1, width * height % 2**32),
    )


def huge_tiff() -> bytes:
    return b"II*\x00" + struct.pack("<I", 8) + _ifd(_entries(HUGE, HUGE), 0)


def tiff_loop() -> bytes:
    """The second page is followed by the first."""
    first = _ifd(_entries(1, 1), 8 + len(_ifd(_entries(1, 1), 0)))
    return b"II*\x00" + struct.pack("<I", 8) + first + _ifd(_entries(1, 1), 8)


def many_frames(count: int = 20_000) -> bytes:
    size = len(_ifd(_entries(1, 1), 0))
    pages = (
        _ifd(_entries(1, 1), 8 + (number + 1) * size if number + 1 < count else 0)
        for number in range(count)
    )
    return b"II*\x00" + struct.pack("<I", 8) + b"".join(pages)


def tiff_that_leads_out() -> bytes:
    return b"II*\x00" + struct.pack("<I", 0xFFFFFFF0)


def many_tags() -> bytes:
    entries = tuple((number, 2, 0xFFFFFFFF, 8) for number in range(65_535))
    return b"MM\x00*" + struct.pack(">I", 8) + _ifd(entries, 8)


def _archive(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def jpeg_and_zip() -> bytes:
    return files.jpeg() + _archive({"evil.exe": b"MZ"})


def gif_and_jar() -> bytes:
    gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
    return gif + _archive({"META-INF/MANIFEST.MF": b"Main-Class: Evil"})


def pdf_in_word() -> bytes:
    """A Word document with a whole PDF within its first bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", pdfs.resume())
        with zipfile.ZipFile(io.BytesIO(files.word())) as document:
            for name in document.namelist():
                archive.writestr(name, document.read(name))
    return out.getvalue()


def pdf_behind_word() -> bytes:
    return files.word() + pdfs.resume()


def pdf_in_picture() -> bytes:
    return files.png()[:33] + _chunk(b"teXt", pdfs.resume()) + files.png()[33:]


def workbook() -> bytes:
    return _archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def open_document() -> bytes:
    kind = b"application/vnd.oasis.opendocument.text"
    return _archive({"mimetype": kind, "content.xml": b"<office:document-content/>"})


def lone_surrogates() -> bytes:
    return files.text() + b"\nHalves \xed\xa0\xbd and \xed\xb8\x80 alone\n"


def lone_surrogates_of_two_bytes() -> bytes:
    return "Nora Feldweg\nnora@example.com\n".encode("utf-16") + b"\x3d\xd8" * 20


def zeros_within() -> bytes:
    return files.text().replace(b" ", b" \x00")


def one_long_line() -> bytes:
    """Twenty megabytes without a line's end."""
    return b"word " * 4_000_000


def many_lines() -> bytes:
    return b"a\n" * 1_000_000


def other_directions() -> bytes:
    return files.text() + "\u202e\u2066\u2067fdp.exe\u202c\n".encode() * 1000


def _rtf(content: str) -> bytes:
    return ("{\\rtf1\\ansi " + content + "}").encode()


def deep_groups() -> bytes:
    return _rtf("{" * MANY + "x" + "}" * MANY)


def groups_without_end() -> bytes:
    return _rtf("{\\b Nora " * 1000)[:-1]


def binary_without_end() -> bytes:
    return _rtf("Nora Feldweg\\par\\bin2147483647 abc")


def embedded_program() -> bytes:
    return _rtf("Nora Feldweg\\par {\\object\\objemb{\\*\\objdata " + "d0cf11e0" * 5000 + "}}")


def field_of_commands() -> bytes:
    run = '{\\*\\fldinst DDEAUTO c:\\\\\\\\cmd.exe "/k calc"}'
    return _rtf("Nora Feldweg\\par {\\field" + run + "{\\fldrslt x}}")


def wild_numbers() -> bytes:
    return _rtf("Nora\\u-99999999999?\\fs999999999\\li-2147483649\\u55357?\\par\\cf99999 Feldweg")


def _compound(name: str, *sectors: bytes) -> bytes:
    """A compound file whose table of sectors is a circle."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 62, 3, 65534, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 0, 0, 4096, 0, 0, 0, 0)
    head += struct.pack("<I", 0) * 109
    circle = struct.pack("<I", 0) * 128
    return head[:512].ljust(512, b"\0") + circle + name.encode("utf-16-le") + b"".join(sectors)


def word_of_old_in_circles() -> bytes:
    return _compound("WordDocument", bytes(5000))


def word_of_old_of_noise() -> bytes:
    noise = bytes(number * 97 % 251 for number in range(20_000))
    return bytes.fromhex("d0cf11e0a1b11ae1") + noise + "WordDocument".encode("utf-16-le") + noise


def page_of_the_web() -> bytes:
    return b"<!DOCTYPE html><html><script>alert(1)</script><body>Nora Feldweg</body></html>"


def drawing() -> bytes:
    return b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>Nora</text></svg>'


def drawing_with_entity() -> bytes:
    entity = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return b"<?xml version='1.0'?>" + entity + b"<svg><text>&x;</text></svg>"


def _half(make: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: make()[: len(make()) // 2]


Case = tuple[Callable[[], bytes], frozenset[str]]
BUILDERS: Mapping[str, Case] = {
    "50,000 pixels square, PNG": (huge_png, BROKEN),
    "50,000 pixels square, JPEG": (huge_jpeg, BROKEN),
    "50,000 pixels square, TIFF": (huge_tiff, BROKEN),
    "90 megapixels in few bytes": (packed_png, BROKEN | EMPTY),
    "100 MB in a comment": (bomb_in_a_comment, BROKEN | EMPTY),
    "a wrong checksum": (wrong_crc, BROKEN | EMPTY),
    "no pixels": (no_pixels, BROKEN),
    "a JPEG of comments": (jpeg_without_end, BROKEN),
    "pages in a circle": (tiff_loop, BROKEN | EMPTY | {"page_limit_exceeded"}),
    "thousands of pages": (many_frames, BROKEN | {"page_limit_exceeded"}),
    "a TIFF that leads out of itself": (tiff_that_leads_out, BROKEN),
    "65,535 tags": (many_tags, BROKEN),
    "half a PNG": (_half(files.png), BROKEN | EMPTY | {READ}),
    "half a JPEG": (_half(files.jpeg), BROKEN | EMPTY | {READ}),
    "half a TIFF": (_half(files.tiff), BROKEN | EMPTY),
    "half a Word document": (_half(files.word), BROKEN),
    "half a Rich Text": (_half(files.rtf), BROKEN | {READ}),
    "JPEG and ZIP": (jpeg_and_zip, SCANNED),
    "GIF and JAR": (gif_and_jar, UNKNOWN),
    "a PDF in a Word document": (pdf_in_word, frozenset({READ})),
    "a PDF behind a Word document": (pdf_behind_word, BROKEN | {READ}),
    "a PDF in a picture": (pdf_in_picture, SCANNED),
    "a workbook": (workbook, UNKNOWN),
    "an OpenDocument": (open_document, UNKNOWN),
    "a ZIP": (lambda: _archive({"a.txt": files.text()}), UNKNOWN),
    "no bytes": (lambda: b"", UNKNOWN),
    "one byte": (lambda: b"\xff", UNKNOWN | BROKEN | {READ}),
    "only zeros": (lambda: bytes(100_000), UNKNOWN),
    "a program": (lambda: b"MZ\x90\x00" + bytes(range(256)) * 50, UNKNOWN),
    "text of two bytes": (lambda: files.text().decode().encode("utf-16"), frozenset({READ})),
    "halves of letters": (lone_surrogates, frozenset({READ})),
    "halves of letters, two bytes": (lone_surrogates_of_two_bytes, frozenset({READ})),
    "zeros within text": (zeros_within, UNKNOWN | {READ}),
    "20 MB on one line": (one_long_line, BROKEN | {READ, "payload_too_large"}),
    "a million lines": (many_lines, BROKEN | {READ}),
    "text in other directions": (other_directions, frozenset({READ})),
    "groups within groups": (deep_groups, BROKEN | EMPTY | {READ}),
    "groups without an end": (groups_without_end, BROKEN | {READ}),
    "bytes without an end": (binary_without_end, BROKEN | {READ}),
    "a program in Rich Text": (embedded_program, frozenset({READ})),
    "a command in Rich Text": (field_of_commands, frozenset({READ})),
    "wild numbers in Rich Text": (wild_numbers, BROKEN | {READ}),
    "an old Word document in circles": (word_of_old_in_circles, BROKEN),
    "an old Word document of noise": (word_of_old_of_noise, BROKEN | {READ}),
    "a page of the web": (page_of_the_web, UNKNOWN),
    "a drawing": (drawing, UNKNOWN),
    "a drawing with an entity": (drawing_with_entity, UNKNOWN),
    "a Word document with every blank there is": (
        lambda: docx(p("\u00a0\u2003\ufeff\u200b" * 100)),
        EMPTY,
    ),
}


@cache
def made(name: str) -> bytes:
    """One of the files by its name in BUILDERS."""
    return BUILDERS[name][0]()
