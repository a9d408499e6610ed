"""A PDFium page -> its link annotations with a URI, as displayed. No other action is read."""

import ctypes
from collections.abc import Iterator

from apps.engine.document.readers import pdfium_api as api
from apps.engine.document.readers.placing import Placing, place_box
from apps.engine.model import Link

Raw = tuple[float, float, float, float]  # left, bottom, right, top in user space

MAX_URI_BYTES = 4096
MAX_LINKS = 2000


def read_links(document: int, page: int, number: int, placing: Placing) -> tuple[Link, ...]:
    """The links of a loaded page, in the order of its annotation array."""
    found = []
    for box, uri in _annotations(document, page):
        found.append(Link(number, place_box(box, placing.matrix), uri))
    return tuple(found)


def _annotations(document: int, page: int) -> Iterator[tuple[Raw, str]]:
    position = ctypes.c_int(0)
    link = ctypes.c_void_p()
    bounds = (ctypes.c_float * 4)()  # left, top, right, bottom
    for _ in range(MAX_LINKS):
        if not api.next_link(page, ctypes.addressof(position), ctypes.addressof(link)):
            return
        uri = _uri(document, api.link_action(link))
        if uri and api.link_bounds(link, ctypes.addressof(bounds)):
            left, top, right, bottom = bounds
            yield (min(left, right), min(bottom, top), max(left, right), max(bottom, top)), uri


def _uri(document: int, action: int | None) -> str:
    if not action or api.action_type(action) != api.URI_ACTION:
        return ""
    buffer = ctypes.create_string_buffer(MAX_URI_BYTES)
    api.action_uri(document, action, buffer, MAX_URI_BYTES)
    return buffer.value.decode("utf-8", "replace").strip()
