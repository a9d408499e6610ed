"""What the letters stand for that Symbol, Wingdings and Courier New draw as bullets."""

import re
from collections.abc import Mapping

SYMBOL_FONTS = re.compile(r"symbol|wingdings|webdings", re.IGNORECASE)
SIGNS: Mapping[str, str] = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "□", "\uf06e": "■",
    "\uf06f": "□", "\uf06c": "●", "\uf0e0": "→", "\uf0e8": "➔", "\uf076": "❖", "\uf02d": "-",
    "\uf0be": "–", "\uf0b2": "◇", "\uf0fe": "✓",
}  # fmt: skip
"""Their places in the private use area, where these fonts have their letters as well."""
UNNAMED: Mapping[str, str] = {"·": "•", "§": "▪", "o": "◦", "Ø": "➢", "ü": "✓", "v": "❖"}
"""Letters that nobody takes for a bullet but in one of these fonts, named or not."""
PRIVATE_PAGE = 0xF000
PRIVATE = ("\ue000", "\uf8ff")


def bullet(text: str, font: str = "") -> str:
    """A bullet that everybody can read; of a longer text the first sign.

    >>> bullet("\\uf0b7"), bullet("l", "Wingdings"), bullet("-"), bullet("\\uf123")
    ('•', '●', '-', '•')
    """
    sign = text.strip()[:1]
    if SYMBOL_FONTS.search(font) and sign and ord(sign) < 0x100:
        sign = chr(PRIVATE_PAGE + ord(sign))
    if sign in SIGNS or sign in UNNAMED:
        return SIGNS.get(sign) or UNNAMED[sign]
    return "•" if PRIVATE[0] <= sign <= PRIVATE[1] else sign
