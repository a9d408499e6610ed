"""Office and text files that mean harm, or are broken, each with the code that it ends with.

A code of None says that the file is read, and that what it hides does nothing.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tests.engine.docx_files import NAMESPACES, docx, p, package, part, span, tbl, tc, tr

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
HELLO = p("Nora Feldweg") + p("nora@example.com")


class Hostile(NamedTuple):
    """A file and the code it ends with; None: it is read."""

    data: bytes
    code: str | None


def document(xml: str | bytes) -> bytes:
    """A package whose main part is exactly this."""
    return package({"word/document.xml": xml})


def body(content: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>"


def zip_bomb() -> bytes:
    """A main part of 100 MB of blanks."""
    head, foot = body("<w:p/>|").split("|")
    return document(head.encode() + b" " * 100_000_000 + foot.encode())


def many_elements() -> bytes:
    return document(body("<w:p/>" * 700_000))


def lying_size() -> bytes:
    """The table of contents says that the main part is small."""
    data = bytearray(zip_bomb())
    at = data.rfind(b"word/document.xml") - 46
    struct.pack_into("<I", data, at + 24, 100)
    return bytes(data)


def damaged_lzma() -> bytes:
    """A main part in a compression that no office program uses, with a few bytes of it changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", body(HELLO))
    data = bytearray(made.getvalue())
    at = data.index(b"word/document.xml") + len("word/document.xml") + 9
    data[at : at + 30] = bytes(byte ^ 0x5A for byte in data[at : at + 30])
    return bytes(data)


def many_parts() -> bytes:
    return package(
        {"word/document.xml": body(HELLO), **{f"word/{n}.xml": "" for n in range(12_000)}}
    )


def nested_entities() -> bytes:
    """A billion laughs."""
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    said = body("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>")
    return document(f"<!DOCTYPE w [{''.join(lines)}]>{said}")


def external_entity(encoding: str = "utf-8") -> bytes:
    said = body("<w:p><w:r><w:t>&leak;</w:t></w:r></w:p>")
    xml = f'<!DOCTYPE w [<!ENTITY leak SYSTEM "file:///etc/passwd">]>{said}'
    return document(xml.encode(encoding))


def external_template() -> bytes:
    """A template and a picture that a word processor would fetch."""
    return docx(
        HELLO,
        relations={
            "rT": ("attachedTemplate", "http://127.0.0.1:1/template.dotm"),
            "rI": ("image", "file:///etc/passwd"),
        },
    )


def with_parts(parts: Mapping[str, str]) -> bytes:
    return docx(HELLO, parts=parts)


def cyclic_styles() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/>'
        f'<w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("A", "B"), ("B", "A"), ("C", "C"))
    )
    return docx(p("Nora", style="A") + p("Feldweg", style="C"), styles=styles)


def deep(opening: str, closing: str, depth: int = 10_000) -> bytes:
    return document(body(opening * depth + closing * depth))


def nested_tables(depth: int) -> bytes:
    table = p("Nora Feldweg")
    for _ in range(depth):
        table = tbl((100,), tr(tc(table)))
    return docx(table)


def truncated(share: float) -> bytes:
    data = docx(HELLO * 500)
    return data[: int(len(data) * share)]


def damaged_part() -> bytes:
    """Its main part does not fit its checksum."""
    data = bytearray(docx(HELLO))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/document.xml")
    at = info.header_offset + 30 + len(info.filename)
    for offset in range(20, 60):
        data[at + offset] ^= 0x5A
    return bytes(data)


def encrypted_archive() -> bytes:
    """A ZIP whose entries say that they need a password."""
    data = bytearray(docx(HELLO))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def unknown_compression() -> bytes:
    data = bytearray(docx(HELLO))
    for signature, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<H", data, at + method, 97)
            at = data.find(signature, at + 4)
    return bytes(data)


def quine_like() -> bytes:
    """A part that is itself a bomb of bombs; nobody opens parts of parts."""
    inner = zlib.compress(b"\0" * 10_000_000, 9)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", inner * 10)
    return docx(HELLO, parts={"word/embeddings/oleObject1.bin": out.getvalue().decode("latin-1")})


def macros() -> bytes:
    return with_parts({"word/vbaProject.bin": OLE.decode("latin-1") + "Sub AutoOpen()"})


def ole_object() -> bytes:
    shown = (
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
        'Type="Embed" ProgID="Package" r:id="rO"/></w:object></w:r></w:p>'
    )
    return docx(
        HELLO + shown,
        relations={"rO": ("oleObject", "embeddings/oleObject1.bin")},
        parts={"word/embeddings/oleObject1.bin": OLE.decode("latin-1")},
    )


def script_link() -> bytes:
    link = '<w:hyperlink r:id="rJ"><w:r><w:t>Nora Feldweg</w:t></w:r></w:hyperlink>'
    return docx(f"<w:p>{link}</w:p>", relations={"rJ": ("hyperlink", "javascript:alert(1)")})


def command_field() -> bytes:
    """A field that old word processors took for a command."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Nora Feldweg</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return docx(f"<w:p>{field}</w:p>")


def included_file() -> bytes:
    return docx('<w:p><w:fldSimple w:instr="INCLUDETEXT /etc/passwd"/></w:p>' + HELLO)


def field_without_end() -> bytes:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 5000
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 9000
    return docx(HELLO + f"<w:p>{end}{begin}</w:p>")


def huge_spans() -> bytes:
    cell = tc("Nora Feldweg", more=span(2_000_000_000))
    merged = "".join(tr(tc("", more="<w:vMerge/>")) for _ in range(50))
    return docx(tbl((100,), tr(cell, cell, cell), merged))


def huge_numbers() -> bytes:
    look = '<w:ind w:left="99999999999999999999" w:hanging="-1e308"/><w:spacing w:before="nan"/>'
    size = '<w:r><w:rPr><w:sz w:val="1e400"/></w:rPr><w:t>Nora Feldweg</w:t></w:r>'
    numbering = '<w:numPr><w:ilvl w:val="99999"/><w:numId w:val="1"/></w:numPr>'
    return docx(p(size, more=look) + p("Nora", more=numbering))


def only_a_picture() -> bytes:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="999" cy="999"/><a:blip r:embed="rI"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    return docx(drawing, relations={"rI": ("image", "media/image1.png")})


def header_loop() -> bytes:
    """A header that says it has itself as its header."""
    reference = '<w:headerReference w:type="default" r:id="rH"/>'
    story = part(
        "hdr", p("Nora Feldweg") + f"<w:p><w:pPr><w:sectPr>{reference}</w:sectPr></w:pPr></w:p>"
    )
    return docx(
        HELLO,
        section=reference,
        relations={"rH": ("header", "header1.xml")},
        parts={"word/header1.xml": story, "word/_rels/header1.xml.rels": "<broken"},
    )


def utf16_part() -> bytes:
    return document(('<?xml version="1.0" encoding="UTF-16"?>' + body(HELLO)).encode("utf-16"))


def path_traversal() -> bytes:
    return package(
        {"word/document.xml": body(HELLO), "../../../tmp/escaped": "x", "/etc/passwd": "x"}
    )


def compound_file(name: str) -> bytes:
    return OLE + bytes(504) + name.encode("utf-16-le") + bytes(512)


BUILDERS: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "a zip bomb": (zip_bomb, "corrupt_file"),
    "a zip bomb that lies about its size": (lying_size, "corrupt_file"),
    "damaged LZMA": (damaged_lzma, "corrupt_file"),
    "hundreds of thousands of elements": (many_elements, "corrupt_file"),
    "thousands of parts": (many_parts, "corrupt_file"),
    "entities within entities": (nested_entities, "corrupt_file"),
    "an external entity": (external_entity, "corrupt_file"),
    "an external entity in utf-16": (lambda: external_entity("utf-16"), "corrupt_file"),
    "paragraphs ten thousand deep": (lambda: deep("<w:p>", "</w:p>"), "corrupt_file"),
    "tables ten thousand deep": (
        lambda: deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        "corrupt_file",
    ),
    "cut off in the middle": (lambda: truncated(0.5), "corrupt_file"),
    "cut off near the end": (lambda: truncated(0.97), "corrupt_file"),
    "a damaged part": (damaged_part, "corrupt_file"),
    "unknown compression": (unknown_compression, "corrupt_file"),
    "no main part": (lambda: package({"word/styles.xml": "<x/>"}), "corrupt_file"),
    "a main part that is no XML": (lambda: document("Dear Sir"), "corrupt_file"),
    "a main part without a body": (lambda: document("<x/>"), "corrupt_file"),
    "a main part that is empty": (lambda: document(""), "corrupt_file"),
    "nothing written": (lambda: docx(""), "corrupt_file"),
    "only blanks": (lambda: docx(p("  \t ") * 20), "corrupt_file"),
    "only a picture": (only_a_picture, "ocr_required"),
    "encrypted by its word processor": (
        lambda: compound_file("EncryptedPackage"),
        "password_protected",
    ),
    "an encrypted archive": (encrypted_archive, "password_protected"),
    "an old spreadsheet": (lambda: compound_file("Workbook"), "unsupported_media_type"),
    "a zip of anything": (lambda: docx(HELLO)[:0] + _archive("a.txt"), "unsupported_media_type"),
    "macros": (macros, None),
    "an embedded program": (ole_object, None),
    "a bomb that nobody opens": (quine_like, None),
    "things to fetch": (external_template, None),
    "a link that is a script": (script_link, None),
    "a field that is a command": (command_field, None),
    "a field that includes a file": (included_file, None),
    "fields without an end": (field_without_end, None),
    "styles in a circle": (cyclic_styles, None),
    "tables thirty deep": (lambda: nested_tables(30), None),
    "spans without end": (huge_spans, None),
    "numbers without end": (huge_numbers, None),
    "a header within itself": (header_loop, None),
    "a part in utf-16": (utf16_part, None),
    "names that lead out": (path_traversal, None),
}


def _archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def hostile(name: str) -> Hostile:
    """One of the files by its name in BUILDERS."""
    build, code = BUILDERS[name]
    return Hostile(build(), code)
