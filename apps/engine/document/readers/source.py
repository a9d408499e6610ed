"""The bytes of a PDF -> what is known before any page is read: page count, selection, metadata."""

import io
from dataclasses import dataclass

import pikepdf

from apps.engine.document.page_range import select_pages
from apps.engine.document.readers.layers import layers_off
from apps.engine.errors import CorruptPdf, InvalidPdf, PasswordProtected
from apps.engine.options import Options

HEADER = b"%PDF-"
HEADER_REACH = 1024  # readers accept that much rubbish before the header


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file. `data` are the bytes for the page readers, saved anew when encrypted."""

    data: bytes
    pdf: pikepdf.Pdf  # opened; closed when nobody holds the source any more
    page_count: int
    numbers: tuple[int, ...]  # the selected pages, counted from 1
    title: str | None
    author: str | None
    creation_date: str | None
    modification_date: str | None
    warnings: tuple[str, ...]
    tagged: bool = False  # whether it has a structure tree
    layers_off: frozenset[str] = frozenset()  # names of the layers that are switched off


def open_source(data: bytes, options: Options) -> Source:
    """Open a PDF; refuse what is none, what is broken and what needs a password."""
    if HEADER not in data[:HEADER_REACH]:
        raise InvalidPdf("no PDF header in the first 1024 bytes")
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
        return _describe(pdf, data, options)
    except pikepdf.PasswordError as error:
        raise PasswordProtected("the document needs a password to be opened") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError) as error:
        raise CorruptPdf("the document is damaged beyond repair") from error


def _describe(pdf: pikepdf.Pdf, data: bytes, options: Options) -> Source:
    count = len(pdf.pages)
    if count == 0:
        raise CorruptPdf("the document has no pages")
    information = _information(pdf)
    numbers = select_pages(options.page_range, count, options.max_pages)
    return Source(
        data=data,
        pdf=pdf,
        page_count=count,
        numbers=numbers,
        title=_said(information, "/Title"),
        author=_said(information, "/Author"),
        creation_date=_said(information, "/CreationDate"),
        modification_date=_said(information, "/ModDate"),
        warnings=("repaired",) if pdf.get_warnings() else (),
        tagged=pikepdf.Name.StructTreeRoot in pdf.Root,
        layers_off=layers_off(pdf),
    )


def _information(pdf: pikepdf.Pdf) -> pikepdf.Object | None:
    try:
        return pdf.docinfo
    except (pikepdf.PdfError, TypeError, ValueError):
        return None


def _said(information: pikepdf.Object | None, key: str) -> str | None:
    if information is None:
        return None
    try:
        value = str(information.get(key, "")).replace("\x00", "").strip()
    except (pikepdf.PdfError, TypeError, ValueError):
        return None
    return value or None


def saved_anew(data: bytes) -> bytes:
    """The same document with its structure repaired and its encryption removed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()
