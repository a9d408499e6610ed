"""PDFs that mean harm, written object by object: loops, floods, nonsense in place of numbers."""

import io
import zlib
from collections.abc import Callable, Mapping

import pikepdf

from tests import pdfs
from tests.engine.sheets import PROSE, Sheet

Objects = dict[int, bytes]
TEXT = b"BT /F 12 Tf 72 700 Td (Words of the page) Tj ET\n"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
MANY = 100_000


def _pdf(objects: Objects, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """The objects as a file, with a table of where they stand."""
    out = b"%PDF-1.7\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        for number in range(size)
    )
    end = b"xref\n0 %d\n%btrailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (size, table, size, trailer, len(out))


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def _packed(data: bytes, entries: bytes = b"") -> bytes:
    return _stream(zlib.compress(data), b"/Filter /FlateDecode " + entries)


def _page(
    content: bytes,
    *,
    more: Objects | None = None,
    resources: bytes = b"",
    entries: bytes = b"",
    box: bytes = b"[0 0 595 842]",
    catalog: bytes = b"",
) -> bytes:
    """One page with this content; object 5 is its font, those from 10 on are free."""
    return _pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox %b /Contents 4 0 R %b"
            b" /Resources << /Font << /F 5 0 R >> %b >> >>" % (box, entries, resources),
            4: _packed(content),
            5: FONT,
        }
        | (more or {})
    )


def broken_object_stream() -> bytes:
    """The objects are packed, and bytes in the middle of each pack are others."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdfs.resume(pages=3))) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    data = bytearray(out.getvalue())
    start = data.index(b"/ObjStm")
    start = data.index(b"stream", start) + 20
    data[start : start + 8] = b"\xff" * 8
    return bytes(data)


def xref_loop() -> bytes:
    """Each table of objects names the other as the one before it."""
    data = _page(TEXT)
    place = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place)


def false_page_count() -> bytes:
    data = _page(TEXT)
    return data.replace(b"/Count 1 >>", b"/Count 2000000000 >>")


def same_page_many_times() -> bytes:
    kids = b"3 0 R " * 50_000
    data = _page(TEXT)
    return data.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [%b] /Count 50000" % kids)


def page_tree_cycle() -> bytes:
    return _page(TEXT).replace(b"/Kids [3 0 R]", b"/Kids [3 0 R 2 0 R]")


def parent_cycle() -> bytes:
    """Boxes and turns are inherited, from a parent that is its own."""
    data = _page(TEXT).replace(b"/MediaBox [0 0 595 842]", b"")
    return data.replace(b"/Type /Pages", b"/Type /Pages /Parent 2 0 R")


def nested_forms(depth: int = 5000) -> bytes:
    """Forms inside of forms, text in each."""
    forms = {
        10 + level: _stream(
            TEXT + b"/X Do" * (level + 1 < depth),
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <<"
            b" /Font << /F 5 0 R >> /XObject << /X %d 0 R >> >>" % (11 + level),
        )
        for level in range(depth)
    }
    return _page(TEXT + b"/X Do", more=forms, resources=b"/XObject << /X 10 0 R >>")


def form_in_itself() -> bytes:
    form = _stream(
        TEXT + b"/X Do /X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        b" /Resources << /Font << /F 5 0 R >> /XObject << /X 10 0 R >> >>",
    )
    return _page(TEXT + b"/X Do", more={10: form}, resources=b"/XObject << /X 10 0 R >>")


def doubling_forms(levels: int = 24) -> bytes:
    """Each form paints the next one twice: millions of texts in a small file."""
    forms = {
        10 + level: _stream(
            b"/X Do /X Do" if level + 1 < levels else TEXT,
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <<"
            b" /Font << /F 5 0 R >> /XObject << /X %d 0 R >> >>" % (11 + level),
        )
        for level in range(levels)
    }
    return _page(TEXT + b"/X Do", more=forms, resources=b"/XObject << /X 10 0 R >>")


def broken_unicode_maps() -> bytes:
    """Maps to Unicode that never end, lead to surrogates, and name billions of codes."""
    maps = (
        b"begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FFFFFFFF> <0041>",
        b"1 beginbfchar <41> <D800> endbfchar 1 beginbfrange <42> <44> [<DC00>] endbfrange",
        b"9999999999 beginbfrange <00> <FF> <0041> endbfrange /Self usecmap",
        b"\xff\xfe\x00 beginbfchar <4> <> <> <41> endbfchar",
    )
    fonts = {10 + at: _stream(text) for at, text in enumerate(maps)} | {
        20 + at: FONT[:-2]
        + b"/FirstChar 0 /LastChar 70000 /Widths [nan -1 1e38] /ToUnicode %d 0 R >>" % (10 + at)
        for at in range(len(maps))
    }
    fonts[30] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 10 0 R /ToUnicode 30 0 R"
        b" /DescendantFonts [30 0 R"
        b" << /Type /Font /Subtype /CIDFontType2 /W [0 -5 1 9 [1 [2]]] >>] >>"
    )
    shown = b"".join(
        b"BT /G%d 12 Tf 72 %d Td (ABCD words) Tj ET\n" % (number, 20 * number)
        for number in (20, 21, 22, 23, 30)
    )
    named = b"".join(b"/G%d %d 0 R " % (number, number) for number in (20, 21, 22, 23, 30))
    data = _page(TEXT + shown, more=fonts)
    return data.replace(b"<< /F 5 0 R >>", b"<< /F 5 0 R %b >>" % named)


NUMBERS = (
    b"-1", b"1e38", b"-1e38", b"99999999999999999999", b"inf", b"nan", b"-inf", b"0", b"1e-38",
    b"2147483648", b"3.4028235e38", b"--5", b"+-3", b".", b"0x10",
)  # fmt: skip


def wild_numbers() -> bytes:
    """Numbers that are none, or too large, in every place of a content stream."""
    parts = [TEXT]
    for number in NUMBERS:
        n = number
        parts.append(b"q %b 0 0 %b %b %b cm %b%b 0 0 RG %b w Q\n" % (n, n, n, n, TEXT, n, n))
        parts.append(b"BT /F %b Tf %b %b Td %b Tc %b Tw %b Tz (far) Tj ET\n" % (n, n, n, n, n, n))
        parts.append(b"BT /F 9 Tf 1 0 0 1 %b %b Tm [(a) %b (b)] TJ ET\n" % (n, n, n))
        parts.append(b"%b %b %b %b re S %b %b m %b 0 l S\n" % (n, n, n, n, n, n, n))
        parts.append(b"q %b 0 0 %b 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q\n" % (n, n))
    return _page(b"".join(parts))


def growing_matrix() -> bytes:
    """Each text stands in coordinates a thousand times those of the one before."""
    return _page(TEXT + (b"1000 0 0 1000 3 3 cm " + TEXT) * 200)


def wild_boxes() -> bytes:
    """Boxes of pages and annotations without a sensible number."""
    links = b" ".join(
        b"<< /Type /Annot /Subtype /Link /Rect [%b %b 0 nan] /A << /S /URI /URI (x:%b) >> >>"
        % (number, number, number)
        for number in NUMBERS
    )
    entries = b"/CropBox [nan inf -inf 1e38] /Rotate 1e20 /UserUnit -3 /Annots [%b null 7]" % links
    return _page(TEXT, entries=entries, box=b"[-1e38 -5 1e38 inf]")


def tiny_paths() -> bytes:
    dots = (b"%d %d m %d %d l S " % (x, y, x + 1, y) for x in range(317) for y in range(316))
    return _page(TEXT + b"".join(dots))


def grid_of_rules() -> bytes:
    """A table of 250,000 cells, empty but for a few."""
    rules = [b"%f 0 m %f 800 l S " % (x * 1.1, x * 1.1) for x in range(500)]
    rules += [b"0 %f m 550 %f l S " % (y * 1.6, y * 1.6) for y in range(500)]
    return _page(TEXT + b"".join(rules))


def many_words() -> bytes:
    words = (
        b"BT /F 1.6 Tf %d %f Td (w%d) Tj ET " % (5 + 6 * column, 5 + 1.9 * row, row)
        for row in range(430)
        for column in range(95)
    )
    return _page(b"".join(words))


def one_long_text() -> bytes:
    return _page(b"BT /F 10 Tf 72 700 Td (" + b"word " * 200_000 + b") Tj ET")


def type3_recursion() -> bytes:
    """A glyph that is drawn with its own font."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0]"
        b" /FirstChar 65 /LastChar 65 /Widths [1] /Encoding << /Differences [65 /A] >>"
        b" /CharProcs << /A 11 0 R >>"
        b" /Resources << /Font << /T 10 0 R /F 5 0 R >> >> >>"
    )
    glyph = _stream(b"1 0 d0 BT /T 1 Tf (AAAA) Tj ET " + TEXT)
    data = _page(TEXT + b"BT /T 20 Tf 72 500 Td (AAAA) Tj ET", more={10: font, 11: glyph})
    return data.replace(b"<< /F 5 0 R >> ", b"<< /F 5 0 R /T 10 0 R >> ", 1)


def broken_pictures() -> bytes:
    """Pictures whose filters get what they cannot read, and claim to be enormous."""
    filters = (b"JBIG2Decode", b"JPXDecode", b"DCTDecode", b"CCITTFaxDecode", b"LZWDecode")
    pictures = {
        10 + at: _stream(
            b"\x97JB2\r\n\x1a\n\x00\xff\xd8\xff\x4f" * 20,
            b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8"
            b" /ColorSpace /DeviceRGB /Filter /%b /SMask %d 0 R" % (name, 10 + at),
        )
        for at, name in enumerate(filters)
    }
    drawn = b"".join(
        b"q 90 0 0 90 %d 300 cm /P%d Do Q " % (95 * at, at) for at in range(len(filters))
    )
    named = b"".join(b"/P%d %d 0 R " % (at, 10 + at) for at in range(len(filters)))
    return _page(TEXT + drawn, more=pictures, resources=b"/XObject << %b >>" % named)


TAGGED = b"/MarkInfo << /Marked true >> /StructTreeRoot 10 0 R"
MARKED = b"/P << /MCID 0 >> BDC " + TEXT + b"EMC"


def structure_cycle() -> bytes:
    """Elements that hold their parents, and each other twice."""
    elements = {
        10: b"<< /Type /StructTreeRoot /K [11 0 R 11 0 R 10 0 R] /ParentTree << /Kids [10 0 R] >>"
        b" /RoleMap << /A /B /B /A >> /ClassMap 10 0 R >>",
        11: b"<< /S /Table /P 10 0 R /Pg 3 0 R /K [12 0 R 10 0 R 0] >>",
        12: b"<< /S /A /P 12 0 R /K [11 0 R 11 0 R 12 0 R 12 0 R] /A [12 0 R] /C /X >>",
    }
    return _page(MARKED, more=elements, catalog=TAGGED)


def deep_structure() -> bytes:
    depth = 20_000
    elements = {
        11 + level: b"<< /S /Div /P %d 0 R /Pg 3 0 R /K %b >>"
        % (10 + level, b"%d 0 R" % (12 + level) if level + 1 < depth else b"0")
        for level in range(depth)
    }
    root = {10: b"<< /Type /StructTreeRoot /K 11 0 R >>"}
    return _page(MARKED, more=root | elements, catalog=TAGGED)


def wide_structure() -> bytes:
    elements = b"<< /S /P /Pg 3 0 R /K 0 >> " * MANY
    root = {10: b"<< /Type /StructTreeRoot /K [%b] >>" % elements}
    return _page(MARKED, more=root, catalog=TAGGED)


def huge_spans() -> bytes:
    """A tagged table whose cells claim to cover everything."""
    cell = b"<< /S /TD /Pg 3 0 R /K 0 /A << /O /Table /RowSpan 99999 /ColSpan 99999 >> >> "
    rows = b"".join(b"<< /S /TR /K [%b] >> " % (cell * 30) for _ in range(30))
    root = {10: b"<< /Type /StructTreeRoot /K << /S /Table /K [%b] >> >>" % rows}
    return _page(MARKED, more=root, catalog=TAGGED)


def layers_in_circles() -> bytes:
    """Layers whose order, configuration and membership lead back to themselves."""
    more = {
        10: b"<< /OCGs [10 0 R 11 0 R] /D << /Order 13 0 R /OFF [11 0 R] /BaseState /OFF >> >>",
        11: b"<< /Type /OCG /Name 7 >>",
        12: b"<< /Type /OCMD /OCGs [12 0 R 11 0 R] /VE [/Not [/And 12 0 R]] >>",
        13: b"[13 0 R 11 0 R]",
    }
    content = b"/OC /L BDC " + TEXT + b"/OC /None BDC " + TEXT
    resources = b"/Properties << /L 12 0 R >>"
    return _page(TEXT + content, more=more, resources=resources, catalog=b"/OCProperties 10 0 R")


def encrypted_for_everybody() -> bytes:
    out = io.BytesIO()
    lock = pikepdf.Encryption(user="", owner="owner", R=6)
    with pikepdf.open(io.BytesIO(pdfs.resume())) as pdf:
        pdf.save(out, encryption=lock)
    return out.getvalue()


def huge_page() -> bytes:
    return _page(TEXT, box=b"[0 0 14400 14400]", entries=b"/UserUnit 75000")


def oblique_page() -> bytes:
    return Sheet().column(60, 700, PROSE).pdf().replace(b"/Rotate 0", b"/Rotate 45")


def double_keys() -> bytes:
    keys = b"/Contents 4 0 R /Contents null /MediaBox [0 0 9 9] /Type /Pages /Parent 3 0 R"
    return _page(TEXT, entries=keys)


def marks_without_end() -> bytes:
    """Marks and graphics states that are opened and never closed, and the other way round."""
    return _page(b"EMC Q " * 2000 + (b"/Span << /MCID 0 >> BDC q " + TEXT) * 5000)


def deep_arrays() -> bytes:
    return _page(TEXT + b"[" * 30_000 + b"]" * 30_000 + b" TJ " + TEXT)


def deep_outline_and_info() -> bytes:
    """Metadata that is no text, and a name tree that is its own kid."""
    more = {
        10: b"<< /Title 10 0 R /Author [1 2] /CreationDate (D:99999999999999) /ModDate /X >>",
        11: b"<< /Kids [11 0 R 11 0 R] /Names [(a) 11 0 R] >>",
        12: _packed(b"<x:xmpmeta><rdf:RDF" + b"<a>" * MANY, b"/Type /Metadata /Subtype /XML"),
    }
    data = _page(TEXT, more=more, catalog=b"/Names << /Dests 11 0 R >> /Metadata 12 0 R /Lang 7")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 10 0 R")


BUILDERS: tuple[Callable[[], bytes], ...] = (
    broken_object_stream, xref_loop, false_page_count, same_page_many_times, page_tree_cycle,
    parent_cycle, nested_forms, form_in_itself, doubling_forms, broken_unicode_maps, wild_numbers,
    growing_matrix, wild_boxes, tiny_paths, grid_of_rules, many_words, one_long_text,
    type3_recursion, broken_pictures, structure_cycle, deep_structure, wide_structure, huge_spans,
    layers_in_circles, encrypted_for_everybody, huge_page, oblique_page, double_keys,
    marks_without_end, deep_arrays, deep_outline_and_info,
)  # fmt: skip
HOSTILE: Mapping[str, Callable[[], bytes]] = {build.__name__: build for build in BUILDERS}
