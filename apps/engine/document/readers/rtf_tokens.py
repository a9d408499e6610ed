"""The bytes of an RTF -> its tokens: groups, control words, letters.

Rich Text Format Specification 1.9.1. Letters come in the code page of their font, so bytes are
handed on as they are, and decoded by whoever knows the font.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])"
    rb"|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
SYMBOL_CHARSET = 2
CHARSETS: Mapping[int, str] = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""The code page of a font by its `fcharset`."""
CODE_PAGES: Mapping[int, str] = {10000: "mac_roman", 65001: "utf-8", 28591: "latin-1"}
"""Code pages whose names are not cp and their number."""


class Token(NamedTuple):
    """One token: a control word with its number, a brace, a sign behind a backslash, or letters."""

    kind: str  # word, sign, open, close, text
    name: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; pictures and the like in binary are passed over."""
    position, end = 0, len(data)
    while position < end:
        found = TOKEN.match(data, position)
        if found is None:  # a backslash at the end, or before what is nothing
            position += 1
            continue
        position = found.end()
        if found[1] == b"bin":
            position += max(0, int(found[2] or 0))
        elif (token := _token(found)) is not None:
            yield token


def _token(found: re.Match[bytes]) -> Token | None:
    """What was found; None for the end of a line, which means nothing."""
    word, number, letter, sign, brace, text = found.groups()
    if word is not None:
        return Token("word", word.decode("ascii"), None if number is None else int(number))
    if letter is not None:
        return Token("text", data=bytes((int(letter, 16),)))
    if sign is not None:
        return Token("sign", sign.decode("latin-1"))
    if brace is not None:
        return Token("open" if brace == b"{" else "close")
    return None if text is None else Token("text", data=text)


def code_page(number: int | None) -> str:
    """The encoding of a code page; that of Windows for the west where nobody knows it.

    >>> code_page(1250), code_page(99999)
    ('cp1250', 'cp1252')
    """
    name = CODE_PAGES.get(number or 0, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return CHARSETS[0]
    return name
