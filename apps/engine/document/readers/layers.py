"""Layers of a document that are switched off -> which text objects of a page stand on them.

ISO 32000-1, 8.11 (optional content). What decides is the state in which a reader opens the file.
"""

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

import pikepdf
from pikepdf import Array, Dictionary, Name

from apps.engine.document.readers import pdfium_api as api
from apps.engine.document.readers.calls import ready

LAYER_MARK = "OC"
MAX_NAME = 512  # bytes
MAX_DEPTH = 8  # forms inside forms
MAX_OBJECTS = 20_000  # of one page


def layers_off(pdf: pikepdf.Pdf) -> frozenset[str]:
    """The names of layers that are off; none that another layer, which is on, has as well."""
    try:
        properties = pdf.Root.get(Name.OCProperties)
        if not isinstance(properties, Dictionary):
            return frozenset()
        state = properties.get(Name.D, Dictionary())
        on, off = _groups(state.get(Name.ON)), _groups(state.get(Name.OFF))
        known = _groups(properties.get(Name.OCGs))
        if state.get(Name.BaseState) == Name.OFF:
            off = {key: name for key, name in known.items() if key not in on}
        return frozenset(off.values()) - {known[key] for key in known.keys() - off.keys()}
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError):
        return frozenset()


def _groups(groups: pikepdf.Object | None) -> dict[tuple[int, int], str]:
    """The names of optional content groups by their objects."""
    listed = groups if isinstance(groups, Array) else ()
    found = (group for group in listed if isinstance(group, Dictionary))
    return {group.objgen: str(group.get(Name.Name, "")) for group in found}


def objects_off(page: int, off: Set[str]) -> frozenset[int]:
    """The handles of the objects on layers with these names, those in forms included."""
    (holder,) = ready([page])
    count = min(api.count_objects(page), MAX_OBJECTS)
    handles = [api.page_object(holder, index) for index in range(count)]
    return frozenset(_off(handles, off, outer=False, depth=0))


def _off(handles: Sequence[int], off: Set[str], *, outer: bool, depth: int) -> Iterator[int]:
    for handle in handles:
        hidden = outer or any(name in off for name in _layers(handle))
        if hidden:
            yield handle
        if api.object_type(handle) == api.FORM and depth < MAX_DEPTH:
            inside = range(api.count_children(handle))
            kids = [api.child_object(handle, index) for index in inside]
            yield from _off(kids, off, outer=hidden, depth=depth + 1)


def _layers(handle: int) -> Iterable[str]:
    """The names of the layers an object is marked with."""
    for index in range(max(0, api.count_marks(handle))):
        mark = api.object_mark_at(handle, index)
        if mark and _text(api.mark_name, mark) == LAYER_MARK:
            yield _text(api.mark_string, mark, b"Name")


def _text(function: Callable[..., int], *arguments: object) -> str:
    buffer, length = ctypes.create_string_buffer(MAX_NAME), ctypes.c_ulong()
    if not function(*arguments, buffer, MAX_NAME, ctypes.addressof(length)):
        return ""
    return buffer.raw[: min(length.value, MAX_NAME)].decode("utf-16-le", "replace").rstrip("\x00")
