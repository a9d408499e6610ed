"""The PDFium functions we use, bound once with constant argument types.

The library is called while the interpreter lock is held (PyDLL): PDFium is not thread-safe, and
giving the lock away and taking it back for each glyph costs more than the call itself.
"""

import ctypes
import sys
from collections.abc import Callable
from ctypes import c_char_p, c_int, c_size_t, c_uint, c_ulong, c_void_p
from importlib.util import find_spec
from pathlib import Path
from typing import Any

LIBRARY_NAMES = {"darwin": "libpdfium.dylib", "win32": "pdfium.dll"}  # elsewhere: libpdfium.so


def _library() -> ctypes.PyDLL:
    """Load the shared library out of its package, without importing the package's bindings."""
    spec = find_spec("pypdfium2_raw")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("pypdfium2_raw is not installed")
    folder = Path(next(iter(spec.submodule_search_locations)))
    return ctypes.PyDLL(str(folder / LIBRARY_NAMES.get(sys.platform, "libpdfium.so")))


_PDFIUM = _library()


def _bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    function = _PDFIUM[name]
    function.restype = result
    function.argtypes = arguments
    return function


def _bind_untyped(name: str, result: Any) -> Callable[..., Any]:
    """For calls by the thousand, with arguments made ready: see `calls.py`."""
    function = _PDFIUM[name]
    function.restype = result
    return function


_bind("FPDF_InitLibrary", None)()

# documents and pages; every handle is a plain address, 0 or None when there is none
load_document = _bind("FPDF_LoadMemDocument64", c_void_p, c_void_p, c_size_t, c_void_p)
close_document = _bind("FPDF_CloseDocument", None, c_void_p)
page_count = _bind("FPDF_GetPageCount", c_int, c_void_p)
load_page = _bind("FPDF_LoadPage", c_void_p, c_void_p, c_int)
close_page = _bind("FPDF_ClosePage", None, c_void_p)
page_bounds = _bind("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
page_rotation = _bind("FPDFPage_GetRotation", c_int, c_void_p)

# glyphs of a text page
load_text = _bind("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _bind("FPDFText_ClosePage", None, c_void_p)
count_glyphs = _bind("FPDFText_CountChars", c_int, c_void_p)
glyph_code = _bind("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
glyph_codes = _bind("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
glyph_object = _bind_untyped("FPDFText_GetTextObject", c_size_t)  # text page, index
glyph_box = _bind_untyped("FPDFText_GetLooseCharBox", None)  # text page, index, four floats
glyph_origin = _bind_untyped("FPDFText_GetCharOrigin", None)  # text page, index, x, y
glyph_matrix = _bind_untyped("FPDFText_GetMatrix", None)  # text page, index, six floats

# attributes of a text object and its font
text_font = _bind_untyped("FPDFTextObj_GetFont", c_size_t)  # object
text_size = _bind_untyped("FPDFTextObj_GetFontSize", None)  # object, float
text_mode = _bind_untyped("FPDFTextObj_GetTextRenderMode", c_int)  # object
text_color = _bind_untyped("FPDFPageObj_GetFillColor", None)  # object, red, green, blue, alpha
font_name = _bind("FPDFFont_GetBaseFontName", c_size_t, c_size_t, c_void_p, c_size_t)
font_weight = _bind("FPDFFont_GetWeight", c_int, c_size_t)
font_flags = _bind("FPDFFont_GetFlags", c_int, c_size_t)
font_embedded = _bind("FPDFFont_GetIsEmbedded", c_int, c_size_t)

# objects of a page
count_objects = _bind("FPDFPage_CountObjects", c_int, c_void_p)
page_object = _bind_untyped("FPDFPage_GetObject", c_size_t)  # page, index
object_type = _bind("FPDFPageObj_GetType", c_int, c_size_t)
object_bounds = _bind(
    "FPDFPageObj_GetBounds", c_int, c_size_t, c_void_p, c_void_p, c_void_p, c_void_p
)
object_matrix = _bind("FPDFPageObj_GetMatrix", c_int, c_size_t, c_void_p)
object_mark = _bind_untyped("FPDFPageObj_GetMarkedContentID", c_int)  # object
count_marks = _bind("FPDFPageObj_CountMarks", c_int, c_size_t)
object_mark_at = _bind("FPDFPageObj_GetMark", c_void_p, c_size_t, c_ulong)
mark_name = _bind("FPDFPageObjMark_GetName", c_int, c_void_p, c_void_p, c_ulong, c_void_p)
mark_string = _bind(
    "FPDFPageObjMark_GetParamStringValue", c_int, c_void_p, c_char_p, c_void_p, c_ulong, c_void_p
)
_FOUR_ADDRESSES = (c_void_p, c_void_p, c_void_p, c_void_p)
fill_color = _bind("FPDFPageObj_GetFillColor", c_int, c_size_t, *_FOUR_ADDRESSES)
stroke_color = _bind("FPDFPageObj_GetStrokeColor", c_int, c_size_t, *_FOUR_ADDRESSES)
count_children = _bind("FPDFFormObj_CountObjects", c_int, c_size_t)
child_object = _bind("FPDFFormObj_GetObject", c_size_t, c_size_t, c_int)
draw_mode = _bind("FPDFPath_GetDrawMode", c_int, c_size_t, c_void_p, c_void_p)
count_segments = _bind("FPDFPath_CountSegments", c_int, c_size_t)
path_segment = _bind("FPDFPath_GetPathSegment", c_size_t, c_size_t, c_int)
segment_point = _bind("FPDFPathSegment_GetPoint", c_int, c_size_t, c_void_p, c_void_p)
segment_type = _bind("FPDFPathSegment_GetType", c_int, c_size_t)

# link annotations
next_link = _bind("FPDFLink_Enumerate", c_int, c_void_p, c_void_p, c_void_p)
link_action = _bind("FPDFLink_GetAction", c_void_p, c_void_p)
link_bounds = _bind("FPDFLink_GetAnnotRect", c_int, c_void_p, c_void_p)
action_type = _bind("FPDFAction_GetType", c_size_t, c_void_p)
action_uri = _bind("FPDFAction_GetURIPath", c_size_t, c_void_p, c_void_p, c_void_p, c_size_t)

# page images
create_bitmap = _bind("FPDFBitmap_Create", c_void_p, c_int, c_int, c_int)
fill_bitmap = _bind("FPDFBitmap_FillRect", c_int, c_void_p, *(c_int,) * 4, c_size_t)
render_page = _bind("FPDF_RenderPageBitmap", None, c_void_p, c_void_p, *(c_int,) * 6)
bitmap_buffer = _bind("FPDFBitmap_GetBuffer", c_void_p, c_void_p)
bitmap_stride = _bind("FPDFBitmap_GetStride", c_int, c_void_p)
destroy_bitmap = _bind("FPDFBitmap_Destroy", None, c_void_p)

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5  # FPDF_PAGEOBJ_*
LINE_TO, BEZIER_TO, MOVE_TO = 0, 1, 2  # FPDF_SEGMENT_*
URI_ACTION = 3  # PDFACTION_URI: the only kind of action that is ever read
