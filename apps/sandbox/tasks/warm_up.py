"""A small resume of an invented person, as a PDF made here: no file, no customer, no surprise."""

_LINES = (
    ("F2", 20, "Nora Feldweg"),
    ("F1", 10, "Bookbinder | Bremen, Germany | nora@example.org | +49 421 1234567"),
    ("F2", 13, "Experience"),
    ("F2", 10, "Master Bookbinder, Example Press, April 2019 - Present"),
    ("F1", 10, "- Bound 400 books a year by hand"),
    ("F2", 13, "Education"),
    ("F1", 10, "Diploma in Bookbinding, Example School of Crafts, 2014 - 2018"),
    ("F2", 13, "Skills"),
    ("F1", 10, "Python, project management, Excel"),
)

_TOP, _LEFT, _LEADING = 760, 72, 22  # points


def small_resume() -> bytes:
    """One page, two fonts, four sections."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        _stream(_content()),
        _font("Helvetica"),
        _font("Helvetica-Bold"),
    ]
    return _file(objects)


def _content() -> bytes:
    lines = (
        f"BT /{font} {size} Tf {_LEFT} {_TOP - number * _LEADING} Td ({text}) Tj ET"
        for number, (font, size, text) in enumerate(_LINES)
    )
    return "\n".join(lines).encode("ascii")


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} >>".encode("ascii")


def _file(objects: list[bytes]) -> bytes:
    """Number the objects and write the table that says where each begins."""
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(body))
    )
