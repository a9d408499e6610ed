"""What the letters stand for that Symbol, Wingdings and Courier New draw as bullets."""

from collections.abc import Mapping

BULLETS: Mapping[str, str] = {
    "\uf0b7": "•", "·": "•", "\uf0a7": "▪", "§": "▪", "o": "◦", "\uf06f": "◦", "\uf0d8": "➢",
    "Ø": "➢", "\uf0fc": "✓", "ü": "✓", "\uf0a8": "□", "\uf06e": "■", "\uf0e0": "→", "\uf0e8": "➔",
    "\uf076": "❖", "v": "❖",
}  # fmt: skip
PRIVATE = ("\ue000", "\uf8ff")


def bullet(text: str) -> str:
    """A bullet that everybody can read; of a longer text the first sign.

    >>> bullet("\\uf0b7"), bullet("-"), bullet("\\uf123")
    ('•', '-', '•')
    """
    sign = text.strip()[:1]
    if sign in BULLETS:
        return BULLETS[sign]
    return "•" if PRIVATE[0] <= sign <= PRIVATE[1] else sign
