"""A PDFium page -> its glyphs as numpy columns, and the styles they are set in.

One call per glyph and property, made by `map`; results are written straight into numpy memory.
What all glyphs of a text object share is read once for each object.
"""

import ctypes
import re
from collections.abc import Iterable
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from apps.engine.document.readers import pdfium_api as api
from apps.engine.document.readers.calls import (
    Rows,
    ready,
)  # fmt: skip
from apps.engine.document.readers.placing import Placing
from apps.engine.model import Style
from apps.engine.page import FIRST, NO_TEXT, UNMAPPED, Flags, Floats, Glyphs, Ints, run_lengths

MADE_UP_HYPHEN = 0xFFFE
HYPHENS = (0x02, MADE_UP_HYPHEN)  # what PDFium reports for a hyphen at the end of a line
FIRST_PRINTABLE = 0x20
FIRST_SWAPPED = ord("a") << 8
RIGHT_TO_LEFT = (0x590, 0x900)  # Hebrew to Arabic
PRESENTATION = (0xFB1D, 0xFF00)  # the same letters in their shapes
HIGH_SURROGATES, LOW_SURROGATES, AFTER_SURROGATES = 0xD800, 0xDC00, 0xE000
BOLD_WEIGHT = 600
FORCE_BOLD, ITALIC_FLAG = 1 << 18, 1 << 6
BOLD_NAMES = ("bold", "black", "heavy", "demi", "-bd", ",bd")
ITALIC_NAMES = ("italic", "oblique", "slanted", "-it", "kursiv")
FAMILY = re.compile(r"(?!(?:cid)?font|type)[a-z]{4}", re.IGNORECASE)
"""What a name with a family in it holds, and F12 does not. A family without a style means its
regular face: its weight is not believed, since writers guess it from the widths of glyphs."""
TEX_BOLD = re.compile(r"CM(?:BX|SSBX|B\d)|SF(?:BX|SX|BI|SO|XC|RB|TB)\d|EC(?:BX|SX|BI)")
TEX_ITALIC = re.compile(r"CM(?:TI|SL|SSI|BXTI|BXSL)|SF(?:TI|SL|SI|BI|BL|SO)\d|EC(?:TI|SL|BI)")
"""Fonts of TeX tell their look by two letters: https://ctan.org/pkg/cm-super"""
ASCENT_RANGE = (0.6, 1.1)  # a box reaching outside these shares of the size has wrong font metrics
DESCENT_RANGE = (0.1, 0.4)
INVISIBLE_MODES = (3, 7)  # neither filled nor stroked
FILL_AND_STROKE = 2  # how software without a bold font fakes one
FAR = 100_000.0  # points: the largest page has 14,400
DEFAULT_ASCENT, DEFAULT_DESCENT = 0.8, 0.2


BOXES = Rows(4, np.float32)  # left, top, right, bottom
SIZES = Rows(1, np.float32)
MATRICES = Rows(6, np.float32)
ORIGINS = Rows(2, np.float64, apart=True)
COLORS = Rows(4, np.uint32, apart=True)

Look = tuple[int, float, bool, int, int, int]  # font, size, filled and stroked; red, green, blue
Face = tuple[str, bool, bool]  # name without subset tag, bold, italic


class RunColumns:
    """What the text objects of a page say: one row for each of the m runs."""

    def __init__(self, holder: Any, first: Ints, objects: Ints) -> None:
        count = len(first)
        indices, handles = first.tolist(), ready(objects.tolist())
        holders = [holder] * count
        self.fonts: list[int] = list(map(api.text_font, handles))
        self.modes = np.fromiter(map(api.text_mode, handles), np.int64, count)
        self.marks = np.fromiter(map(api.object_mark, handles), np.int64, count)
        self.sizes = SIZES.ask(api.text_size, handles)[:, 0]
        self.matrices = MATRICES.ask(api.glyph_matrix, holders, indices)
        self.origins = ORIGINS.ask(api.glyph_origin, holders, indices)
        self.colors = COLORS.ask(api.text_color, handles)


class Read(NamedTuple):
    """What PDFium tells of the text of a page."""

    glyphs: Glyphs
    styles: tuple[Style, ...]
    handles: Ints  # the text object of each run
    embedded: bool  # whether all fonts of the text are in the file


def read_glyphs(page: int, placing: Placing) -> Read:
    """The glyphs of a loaded page as displayed, their styles and objects."""
    text = api.load_text(page)
    try:
        return _read(text, placing)
    finally:
        api.close_text(text)


def _read(text: int, placing: Placing) -> Read:
    count = max(0, api.count_glyphs(text)) if text else 0
    codes = _codes(text, count)
    (holder,) = ready([text or 0])
    objects = _objects(holder, codes)
    _adopt_blanks(objects, codes)
    real = np.flatnonzero(objects)  # line ends made up by PDFium belong to no object
    boxes = BOXES.ask(api.glyph_box, [holder] * len(real), real.tolist())
    real, boxes = _within_reach(real, boxes)
    if not len(real):
        return Read(empty_glyphs(), (), np.zeros(0, np.int64), True)
    objects = objects[real]
    starts = np.flatnonzero(np.concatenate((FIRST, objects[1:] != objects[:-1])))
    runs = RunColumns(holder, real[starts], objects[starts])
    lengths = run_lengths(starts, len(real))
    glyphs, styles = _place(_clean(codes[real]), boxes, runs, lengths, placing)
    embedded = all(api.font_embedded(font) == 1 for font in dict.fromkeys(runs.fonts))
    return Read(glyphs, styles, objects[starts], embedded)


def _within_reach(places: Ints, boxes: Floats) -> tuple[Ints, Floats]:
    """The glyphs that are somewhere: broken matrices put them nowhere, or into endless distance."""
    near = np.abs(boxes).max(axis=1, initial=0) < FAR  # never true of what is no number
    return (places, boxes) if near.all() else (places[near], boxes[near])


def _objects(holder: Any, codes: Ints) -> Ints:
    """The text object of each glyph, 0 for those that PDFium makes up.

    Few glyphs are asked: between two of one object stands nothing of another one.
    """
    objects = np.zeros(len(codes), np.int64)
    known, unsure = np.zeros(len(codes), bool), np.ones(len(codes), bool)
    for level in _levels(codes):
        asked = np.flatnonzero(level & unsure)
        objects[asked] = list(map(api.glyph_object, repeat(holder), asked.tolist()))
        known[asked] = True
        places = np.flatnonzero(known)
        found = objects[places]
        lengths = run_lengths(places, len(codes))
        objects = np.repeat(found, lengths)
        changes = np.ones(len(found), bool)
        changes[:-1] = found[1:] != found[:-1]
        unsure = np.repeat(changes, lengths) & ~known
        if not unsure.any():
            break
    return objects


def _levels(codes: Ints) -> Iterable[Flags]:
    """Where to ask for the object first, next and last: ends of lines, words, everywhere.

    Text from right to left comes in another order than it was written in: there everywhere.
    """
    if not len(codes):
        return
    everywhere = np.ones(len(codes), bool)
    if not _may_run_backwards(codes):
        ends = (codes < ord(" ")) | (codes == MADE_UP_HYPHEN)
        edges = ends.copy()
        edges[1:] |= ends[:-1]
        edges[:-1] |= ends[1:]
        edges[0] = edges[-1] = True
        yield edges
        inked = codes > ord(" ")
        words = inked.copy()
        words[1:] &= ~inked[:-1]
        yield words
    yield everywhere


def _may_run_backwards(codes: Ints) -> bool:
    if codes.max() < RIGHT_TO_LEFT[0]:
        return False
    return any(
        ((codes >= first) & (codes < end)).any() for first, end in (RIGHT_TO_LEFT, PRESENTATION)
    )


def _adopt_blanks(objects: Ints, codes: Ints) -> None:
    """Give the blanks that PDFium makes up to the object before them: they are hints."""
    made_up = np.flatnonzero((objects[1:] == 0) & (codes[1:] == ord(" "))) + 1
    objects[made_up] = objects[made_up - 1]


def _codes(text: int, count: int) -> Ints:
    """The code of each glyph, made up ones included."""
    if not count:
        return np.zeros(0, np.int64)
    units = np.zeros(count + 1, np.uint16)
    if api.glyph_codes(text, 0, count, units.ctypes.data) == count + 1:
        return units[:count].astype(np.int64)
    # some glyph has no code, or more than one unit: only one by one they stay in step
    return np.fromiter(map(api.glyph_code, repeat(text), range(count)), np.int64, count)


def empty_glyphs() -> Glyphs:
    """No glyph at all, in the right shapes."""
    whole, real = np.zeros(0, np.int64), np.zeros(0, np.float64)
    return Glyphs(whole, real, real, real, real, real, real, whole, whole, whole, whole, whole)


def _clean(codes: Ints) -> Ints:
    for hyphen in HYPHENS:
        codes[codes == hyphen] = ord("-")
    codes[(codes < FIRST_PRINTABLE) & (codes != ord("\t"))] = UNMAPPED
    if codes.max() < FIRST_SWAPPED:
        return codes
    _swap_back(codes)
    surrogate = (codes >= HIGH_SURROGATES) & (codes < AFTER_SURROGATES)
    if surrogate.any():
        _join_surrogates(codes, surrogate)
    return codes


def _swap_back(codes: Ints) -> None:
    """PDFium hands out the letters of some ligatures with their two bytes swapped."""
    low = codes & 0xFF
    swapped = (low == 0) & (codes >= FIRST_SWAPPED) & (codes <= ord("z") << 8)
    if swapped.any():
        pair = np.zeros(len(codes), bool)
        pair[:-1] |= swapped[1:]
        pair[1:] |= swapped[:-1]
        chosen = swapped & pair  # one alone is a CJK character
        codes[chosen] >>= 8


def _join_surrogates(codes: Ints, surrogate: Flags) -> None:
    """Two halves of one code point become that code point and nothing; a lone half is unmapped."""
    first = np.flatnonzero(
        surrogate[:-1]
        & (codes[:-1] < LOW_SURROGATES)
        & (codes[1:] >= LOW_SURROGATES)
        & surrogate[1:]
    )
    high, low = codes[first] - HIGH_SURROGATES, codes[first + 1] - LOW_SURROGATES
    codes[surrogate] = UNMAPPED
    codes[first] = (high << 10) + low + 0x10000
    codes[first + 1] = NO_TEXT


def _place(
    codes: Ints, boxes: Floats, runs: RunColumns, lengths: Ints, placing: Placing
) -> tuple[Glyphs, tuple[Style, ...]]:
    a, b, c, d, e, f = placing.matrix
    along = runs.matrices[:, :2].astype(float) @ np.array([[a, b], [c, d]])
    upward = np.hypot(runs.matrices[:, 2], runs.matrices[:, 3])
    sizes = np.minimum(np.round(runs.sizes * upward, 2), FAR).astype(float)
    turns = np.round(np.degrees(np.arctan2(along[:, 1], along[:, 0])) / 90).astype(int) % 4
    origins = runs.origins @ np.array([[a, b], [c, d]]) + (e, f)
    baselines = np.choose(turns, (origins[:, 1], -origins[:, 0], -origins[:, 1], origins[:, 0]))
    styles, style_of_run = _styles(runs, sizes)
    never, clip = (runs.modes == mode for mode in INVISIBLE_MODES)
    hidden = (never | clip | (runs.colors[:, 3] == 0)).astype(np.int64)
    of_run = np.repeat(np.arange(len(lengths)), lengths)
    size, base = sizes[of_run], baselines[of_run]
    left, top, right, bottom = boxes.T.astype(float, order="C")
    left, bottom, right, top = placing.place(left, bottom, right, top)
    if not turns.any():
        left, right = open_ligatures(left, right, of_run)
    lower, upper = _tame(bottom, top, base, size)
    if turns.any():
        upright = (turns == 0)[of_run]
        lower, upper = np.where(upright, lower, bottom), np.where(upright, upper, top)
    glyphs = Glyphs(
        codes, left, lower, right, upper, base, size, style_of_run[of_run], hidden[of_run],
        (turns * 90)[of_run], runs.marks[of_run], of_run,
    )  # fmt: skip
    return glyphs, styles


def open_ligatures(left: Floats, right: Floats, of_run: Ints) -> tuple[Floats, Floats]:
    """Sides with the box of each ligature divided among its letters: PDFium gives all the whole."""
    same = (left[1:] == left[:-1]) & (right[1:] == right[:-1]) & (of_run[1:] == of_run[:-1])
    same &= right[1:] > left[1:]
    if not same.any():
        return left, right
    starts = np.flatnonzero(np.concatenate((FIRST, ~same)))
    lengths = run_lengths(starts, len(left))
    count = np.repeat(lengths, lengths)
    place = np.arange(len(left)) - np.repeat(starts, lengths)
    wide = right - left
    ends = np.where(place + 1 < count, left + wide * (place + 1) / count, right)
    return left + wide * place / count, ends


def _tame(bottom: Floats, top: Floats, base: Floats, size: Floats) -> tuple[Floats, Floats]:
    """Believable descents and ascents of upright boxes: fonts often lie about theirs."""
    em = np.maximum(size, 0.01)
    descent = _believable((base - bottom) / em, DESCENT_RANGE, DEFAULT_DESCENT)
    ascent = _believable((top - base) / em, ASCENT_RANGE, DEFAULT_ASCENT)
    return base - descent * size, base + ascent * size


def _believable(share: Floats, limits: tuple[float, float], default: float) -> Floats:
    cut: Floats = np.minimum(np.maximum(share, limits[0]), limits[1])
    cut[share <= 0] = default
    return cut


def _styles(runs: RunColumns, sizes: Floats) -> tuple[tuple[Style, ...], Ints]:
    faces = {font: _face(font) for font in dict.fromkeys(runs.fonts)}
    known: dict[Style, int] = {}
    indices = []
    looks: dict[Look, int] = {}
    red, green, blue, _ = runs.colors.T.tolist()
    stroked = (runs.modes == FILL_AND_STROKE).tolist()
    for look in zip(runs.fonts, sizes.tolist(), stroked, red, green, blue, strict=True):
        if look not in looks:
            style = _style(look, faces[look[0]])
            looks[look] = known.setdefault(style, len(known))
        indices.append(looks[look])
    return tuple(known), np.array(indices, np.int64)


def _style(look: Look, face: Face) -> Style:
    _, size, stroked, red, green, blue = look
    name, bold, italic = face
    color = (round(red / 255, 3), round(green / 255, 3), round(blue / 255, 3))
    return Style(name, size, bold or stroked, italic, color)


def _face(font: int) -> Face:
    length = api.font_name(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    api.font_name(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
    low = name.lower()
    flags = max(0, api.font_flags(font))
    italic = (
        any(part in low for part in ITALIC_NAMES)
        or bool(TEX_ITALIC.match(name))
        or bool(flags & ITALIC_FLAG)
    )
    return name, is_bold(name, flags, api.font_weight(font)), italic


def is_bold(name: str, flags: int, weight: int) -> bool:
    """Whether a face is bold, from its name, the flags of its descriptor and its weight, 1 to 1000.

    >>> is_bold("Carlito", 0, 828), is_bold("Carlito-Bold", 0, 400), is_bold("F3", 0, 700)
    (False, True, True)
    """
    return (
        any(part in name.lower() for part in BOLD_NAMES)
        or bool(TEX_BOLD.match(name))
        or bool(flags & FORCE_BOLD)
        or (weight >= BOLD_WEIGHT and not FAMILY.match(name))
    )
