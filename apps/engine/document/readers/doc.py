"""The bytes of a DOC -> a DOCX by LibreOffice, or its bare text by catdoc, whichever is installed.

Both are other people's programs: they run in the sandbox only. LibreOffice keeps looks, tables and
running headers; catdoc keeps the words, their paragraphs and the cells of tables.
"""

from apps.engine import office
from apps.engine.errors import PasswordProtected, UnsupportedFormat
from apps.engine.external import find, run

CATDOC_SECONDS = 20.0  # it needs milliseconds
OPTIONS = ("-w", "-d", "utf-8", "-s", "cp1252")  # paragraphs as rows, and which letters are meant
SECTORS = (512, 4096)  # bytes of a compound file's sectors, [MS-CFB] 2.2
MAGIC = b"\xec\xa5"  # of the document itself, [MS-DOC] 2.5.2
FLAGS_AT, ENCRYPTED = 11, 0x01
SEARCHED = 2_000_000  # bytes in which the document begins; it is nearly always the first stream


def can_read() -> bool:
    """Whether a DOC can be read here at all."""
    return office.is_installed() or find("catdoc") is not None


def check_doc(data: bytes) -> None:
    """Refuse what can be seen cheaply. Raises PasswordProtected, and UnsupportedFormat where
    nothing that reads a DOC is installed."""
    for sector in SECTORS:
        for start in range(sector, min(len(data), SEARCHED), sector):
            if data.startswith(MAGIC, start):
                if data[start + FLAGS_AT] & ENCRYPTED:
                    raise PasswordProtected("the document needs a password to be opened")
                break
    if not can_read():
        raise UnsupportedFormat("to read DOC files, install LibreOffice or catdoc")


def as_docx(data: bytes) -> bytes | None:
    """The same document as a DOCX; None where LibreOffice is not installed."""
    check_doc(data)
    return office.convert(data, ending=".doc", to="docx") if office.is_installed() else None


def as_text(data: bytes) -> str:
    """The words of the document. Raises CorruptFile."""
    program = find("catdoc")
    assert program is not None
    text = run([str(program), *OPTIONS], given=data, seconds=CATDOC_SECONDS)
    return text.decode("utf-8", "replace")
