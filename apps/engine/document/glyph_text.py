"""Code points -> text: ligatures opened, unmapped and control codes dealt with, icons settled."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from apps.engine.model import Style
from apps.engine.page import NO_TEXT, UNMAPPED, Glyphs, Ints

BULLET = ord("•")
PRIVATE_USE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))
SYMBOL_BULLETS = (0xF0B7, 0xF0A7, 0xF0A8, 0xF0D8, 0xF0FC, 0xF076, 0xF06E, 0xF071, 0xF0B0, 0xF02D)
"""Where the bullets of the Symbol and Wingdings fonts lie in the private use area."""
SAME_PLACE = 1.5  # points: icons this close to one vertical line stand in one list
ICON_FONTS = re.compile(
    r"awesome|wingding|webding|marvosym|dingbat|fontello|icomoon|glyphicon|"
    r"(?:^|[-_ ]|material)(?:icons?|symbols?)(?:$|[-_ \d])",
    re.IGNORECASE,
)
FIRST_SYMBOL = 0x2000  # letters and digits of all alphabets used in icon fonts lie below
PRIVATE_START = 0xE000
FEW_UNMAPPED = 0.1  # of the glyphs of a page: beyond, the text itself is unmapped
INVISIBLES = (0xAD, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)  # soft hyphens, joiners
TEXTS = {
    NO_TEXT: "", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
    0xFB05: "ft", 0xFB06: "st", **dict.fromkeys(INVISIBLES, ""),
}  # fmt: skip
IS_SPECIAL = np.zeros(max(TEXTS) + 2, bool)  # by code; the last row stands for all codes above
IS_SPECIAL[list(TEXTS)] = True


def decode(codes: Ints) -> Sequence[str]:
    """The text of each glyph."""
    text = codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    special = np.flatnonzero(IS_SPECIAL[np.minimum(codes, len(IS_SPECIAL) - 1)])
    if not len(special):
        return text
    texts = list(text)
    for place in special.tolist():
        texts[place] = TEXTS[ord(text[place])]
    return texts


def settle_icons(glyphs: Glyphs, styles: tuple[Style, ...]) -> Glyphs:
    """Icons that open a list become bullets, the other ones stand for nothing."""
    codes = _with_private_icons(glyphs, styles)
    if not len(codes) or codes.max() < PRIVATE_START:
        return glyphs
    private = np.zeros(len(glyphs), bool)
    for low, high in PRIVATE_USE:
        private |= (codes >= low) & (codes <= high)
    unmapped = codes == UNMAPPED
    if np.count_nonzero(unmapped) < FEW_UNMAPPED * len(glyphs):
        private |= unmapped
    if not private.any():
        return glyphs
    glyphs = replace(glyphs, code=codes)
    codes = codes.copy()
    places = np.flatnonzero(private)
    for place in places.tolist():
        twins = (glyphs.code[places] == glyphs.code[place]) & (
            np.abs(glyphs.left[places] - glyphs.left[place]) <= SAME_PLACE
        )
        beside = np.abs(glyphs.baseline[places] - glyphs.baseline[place]) <= SAME_PLACE
        alone = (glyphs.code[places][beside] == glyphs.code[place]).all()  # others make it an icon
        repeated = np.count_nonzero(twins) > 1 and alone
        listed = glyphs.code[place] in SYMBOL_BULLETS or repeated
        if listed:
            codes[place] = BULLET
        elif codes[place] != UNMAPPED:
            codes[place] = NO_TEXT
    return replace(glyphs, code=codes)


def _with_private_icons(glyphs: Glyphs, styles: tuple[Style, ...]) -> Ints:
    """The codes, those of icon fonts without a meaning of their own moved to private use.

    Icon fonts without a Unicode map show their pictures under the codes of letters.
    """
    icons = [bool(ICON_FONTS.search(style.font)) for style in styles]
    if not any(icons):
        return glyphs.code
    meaningless = np.array(icons)[glyphs.style] & (glyphs.code < FIRST_SYMBOL)
    return np.where(
        meaningless & (glyphs.code > ord(" ")), glyphs.code + PRIVATE_START, glyphs.code
    )
