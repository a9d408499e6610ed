"""A PDFium page -> its glyphs as numpy columns, and the styles they are set in.

One call per glyph and property, made by `map`; results are written straight into numpy memory.
What all glyphs of a text object share is read once for each object.
"""

import ctypes
import re
from itertools import repeat

import numpy as np

from apps.engine.document.readers import pdfium_api as api
from apps.engine.document.readers.calls import row_addresses, run, value_addresses
from apps.engine.document.readers.placing import Placing
from apps.engine.model import Style
from apps.engine.page import NO_TEXT, UNMAPPED, Flags, Floats, Glyphs, Ints

HYPHENS = (0x02, 0xFFFE)  # what PDFium reports for a hyphen at the end of a line
FIRST_PRINTABLE = 0x20
FIRST_SWAPPED = ord("a") << 8
RIGHT_TO_LEFT = (0x590, 0x900)  # Hebrew to Arabic
PRESENTATION = 0xFB1D  # the same letters in their shapes, and what PDFium makes up as hyphens
HIGH_SURROGATES, LOW_SURROGATES, AFTER_SURROGATES = 0xD800, 0xDC00, 0xE000
BOLD_WEIGHT = 600
FORCE_BOLD, ITALIC_FLAG, FIXED_PITCH = 1 << 18, 1 << 6, 1
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
DEFAULT_ASCENT, DEFAULT_DESCENT = 0.8, 0.2


Look = tuple[int, float, bool, int, int, int]  # font, size, filled and stroked; red, green, blue
Face = tuple[str, bool, bool]  # name without subset tag, bold, italic


class RunColumns:
    """What the text objects of a page say: one row for each of the m runs."""

    def __init__(self, text: int, first: Ints, objects: Ints) -> None:
        count = len(first)
        indices, handles = first.tolist(), objects.tolist()
        self.fonts: list[int] = list(map(api.text_font, handles))
        self.modes = np.fromiter(map(api.text_mode, handles), np.int64, count)
        self.marks = np.fromiter(map(api.object_mark, handles), np.int64, count)
        self.sizes = np.zeros(count, np.float32)
        run(api.text_size, handles, row_addresses(self.sizes))
        self.matrices = np.zeros((count, 6), np.float32)
        run(api.glyph_matrix, repeat(text), indices, row_addresses(self.matrices))
        self.origins = np.zeros((count, 2), np.float64)
        run(api.glyph_origin, repeat(text), indices, *value_addresses(self.origins))
        self.colors = np.zeros((count, 4), np.uint32)
        run(api.fill_color, handles, *value_addresses(self.colors))


def read_glyphs(page: int, placing: Placing) -> tuple[Glyphs, tuple[Style, ...], Ints]:
    """The glyphs of a loaded page as displayed, their styles, and the object handle of each run."""
    text = api.load_text(page)
    try:
        return _read(text, placing)
    finally:
        api.close_text(text)


def _read(text: int, placing: Placing) -> tuple[Glyphs, tuple[Style, ...], Ints]:
    count = max(0, api.count_glyphs(text)) if text else 0
    if not count:
        return empty_glyphs(), (), np.zeros(0, np.int64)
    codes = _codes(text, count)
    objects = _objects(text, codes)
    _adopt_blanks(objects, codes)
    real = np.flatnonzero(objects)  # line ends made up by PDFium belong to no object
    if not len(real):
        return empty_glyphs(), (), np.zeros(0, np.int64)
    indices = real.tolist()
    codes = codes[real]
    boxes = np.zeros((len(real), 4), np.float32)  # left, top, right, bottom
    run(api.glyph_box, repeat(text), indices, row_addresses(boxes))
    objects = objects[real]
    starts = np.flatnonzero(np.diff(objects, prepend=0))
    runs = RunColumns(text, real[starts], objects[starts])
    of_run = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(real)))
    glyphs, styles = _place(_clean(codes), boxes[:, [0, 3, 2, 1]].astype(float), runs, of_run,
                            placing)  # fmt: skip
    return glyphs, styles, objects[starts]


def _objects(text: int, codes: Ints) -> Ints:
    """The text object of each glyph, 0 for those that PDFium makes up.

    Few glyphs are asked: between two of one object stands nothing of another one.
    """
    asked = np.flatnonzero(_may_differ(codes))
    found = _asked(text, asked)
    lengths = np.append(asked[1:] - asked[:-1], 1)
    objects = np.repeat(found, lengths)
    unsure = np.repeat(np.append(found[1:] != found[:-1], False), lengths)
    unsure[asked] = False
    rest = np.flatnonzero(unsure)
    objects[rest] = _asked(text, rest)
    return objects


def _asked(text: int, places: Ints) -> Ints:
    return np.fromiter(map(api.glyph_object, repeat(text), places.tolist()), np.int64, len(places))


def _may_differ(codes: Ints) -> Flags:
    """Where an object may begin or end, or a glyph be made up: around words, but for one blank.

    Text from right to left comes in another order than it was written in: there it may anywhere.
    """
    if ((codes >= RIGHT_TO_LEFT[0]) & (codes < RIGHT_TO_LEFT[1]) | (codes >= PRESENTATION)).any():
        return np.ones(len(codes), bool)
    blank = codes == ord(" ")
    inked = codes > ord(" ")
    may: Flags = ~(inked | blank)
    may[1:] |= (inked[1:] & ~inked[:-1]) | (blank[1:] & ~inked[:-1])
    may[0] = may[-1] = True
    return may


def _adopt_blanks(objects: Ints, codes: Ints) -> None:
    """Give the blanks that PDFium makes up to the object before them: they are hints."""
    made_up = np.flatnonzero((objects[1:] == 0) & (codes[1:] == ord(" "))) + 1
    objects[made_up] = objects[made_up - 1]


def _codes(text: int, count: int) -> Ints:
    """The code of each glyph, made up ones included."""
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
    codes: Ints, boxes: Floats, runs: RunColumns, of_run: Ints, placing: Placing
) -> tuple[Glyphs, tuple[Style, ...]]:
    a, b, c, d, e, f = placing.matrix
    along = runs.matrices[:, :2].astype(float) @ np.array([[a, b], [c, d]])
    upward = np.hypot(runs.matrices[:, 2], runs.matrices[:, 3])
    sizes = np.round(runs.sizes * upward, 2).astype(float)
    turns = np.round(np.degrees(np.arctan2(along[:, 1], along[:, 0])) / 90).astype(int) % 4
    origins = runs.origins @ np.array([[a, b], [c, d]]) + (e, f)
    baselines = np.choose(turns, (origins[:, 1], -origins[:, 0], -origins[:, 1], origins[:, 0]))
    placed = placing.place(boxes)
    styles, style_of_run = _styles(runs, sizes)
    size, turn, base = sizes[of_run], turns[of_run], baselines[of_run]
    _tame(placed, base, size, turn)
    left, bottom, right, top = placed.T.copy()
    never, clip = (runs.modes == mode for mode in INVISIBLE_MODES)
    hidden = (never | clip | (runs.colors[:, 3] == 0)).astype(np.int64)
    glyphs = Glyphs(
        codes, left, bottom, right, top, base, size, style_of_run[of_run], hidden[of_run],
        turn * 90, runs.marks[of_run], of_run,
    )  # fmt: skip
    return glyphs, styles


def _tame(boxes: Floats, base: Floats, size: Floats, turn: Ints) -> None:
    """Cut upright boxes to believable ascents and descents: fonts often lie about theirs."""
    upright = turn == 0
    ascent = (boxes[:, 3] - base) / np.maximum(size, 0.01)
    descent = (base - boxes[:, 1]) / np.maximum(size, 0.01)
    ascent = np.where(ascent <= 0, DEFAULT_ASCENT, np.clip(ascent, *ASCENT_RANGE))
    descent = np.where(descent <= 0, DEFAULT_DESCENT, np.clip(descent, *DESCENT_RANGE))
    boxes[upright, 3] = (base + ascent * size)[upright]
    boxes[upright, 1] = (base - descent * size)[upright]


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
