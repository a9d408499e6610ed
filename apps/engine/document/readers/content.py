"""The content streams of a page, looked at without ever unpacking more than a bounded part."""

import re
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

TEXT_OPERATOR = re.compile(rb"\b(?:Tj|TJ)\b|\)\s*['\"]")
REACH = 2_000_000  # bytes of content that are searched for text operators
MAX_CONTENT = 64_000_000  # bytes of content of one page; a page with more is a bomb
CHUNK = 1_000_000  # bytes unpacked at a time
DEFLATE_RATIO = 1032  # how far deflate can pack at best
OTHER_RATIO = 128  # and the other filters
FORM_DEPTH = 3  # forms inside forms that are looked into
MAX_FORMS = 200  # of one page


def shows_text(page: pikepdf.Page) -> bool:
    """Whether the content of a page holds an operator that shows text."""
    try:
        return any(TEXT_OPERATOR.search(_beginning(stream)) for stream in _streams(page))
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return False


def is_bounded(page: pikepdf.Page) -> bool:
    """Whether the content of a page can be unpacked in reasonable memory."""
    left = MAX_CONTENT
    try:
        for stream in _streams(page):
            left -= _size(stream, left)
            if left <= 0:
                return False
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return True  # a stream that cannot be read cannot burst either
    return True


def _streams(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    """The content streams of a page, then those of its forms."""
    contents = page.obj.get(Name.Contents)
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    yield from (part for part in parts if isinstance(part, pikepdf.Stream))
    seen: set[tuple[int, int]] = set()
    yield from _forms(page.obj, 0, seen)


def _forms(
    holder: pikepdf.Object, depth: int, seen: set[tuple[int, int]]
) -> Iterator[pikepdf.Stream]:
    resources = holder.get(Name.Resources)
    forms = resources.get(Name.XObject) if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(forms, pikepdf.Dictionary) or depth >= FORM_DEPTH:
        return
    for _, form in forms.items():
        if not isinstance(form, pikepdf.Stream) or form.get(Name.Subtype) != Name.Form:
            continue
        if form.objgen in seen or len(seen) >= MAX_FORMS:
            continue
        seen.add(form.objgen)
        yield form
        yield from _forms(form, depth + 1, seen)


def _filters(stream: pikepdf.Stream) -> list[pikepdf.Object]:
    filters = stream.get(Name.Filter)
    if filters is None:
        return []
    return list(filters) if isinstance(filters, pikepdf.Array) else [filters]


def _beginning(stream: pikepdf.Stream) -> bytes:
    """The first REACH bytes of a stream; nothing of one that is packed in an unusual way."""
    raw = stream.read_raw_bytes()
    filters = _filters(stream)
    if not filters:
        return raw[:REACH]
    if filters != [Name.FlateDecode]:
        return b""
    try:
        return zlib.decompressobj().decompress(raw, REACH)
    except zlib.error:
        return b""


def _size(stream: pikepdf.Stream, limit: int) -> int:
    """How large a stream is unpacked, roughly, and exactly where it could reach the limit."""
    length = stream.get(Name.Length, 0)
    if not isinstance(length, int):  # a damaged file says something else in its place
        length = len(stream.read_raw_bytes())
    filters = _filters(stream)
    if filters == [Name.FlateDecode]:
        if length * DEFLATE_RATIO < limit:
            return length
        return _inflated(stream.read_raw_bytes(), limit)
    if Name.FlateDecode in filters:
        return length * DEFLATE_RATIO
    return length * OTHER_RATIO if filters else length


def _inflated(raw: bytes, limit: int) -> int:
    size, packed = 0, zlib.decompressobj()
    try:
        while raw and size < limit and not packed.eof:
            size += len(packed.decompress(raw, CHUNK))
            raw = packed.unconsumed_tail
    except zlib.error:
        pass  # damaged from here on: what was unpacked so far counts
    return size
