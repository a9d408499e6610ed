"""What the words of a line tell: numbers, capitals, names, addresses, the end of a sentence."""

import re

from apps.engine.model import Line

LETTERS = 0.55  # of the signs of a title are letters
SECTION_NUMBER = re.compile(
    r"^(?:\d{1,2}\.?|[IVX]{1,4}\.|[A-Z]\.|§+\s*\d[\d.\-–]*[a-z]?)\s+[^\W\d_]"
)
DEEP_NUMBER = re.compile(r"^(?:\d{1,2}|[A-Z])(?:\.\d{1,2})+\.?\s+[^\W\d_]")
APPENDIX = re.compile(r"^[A-Z]\s+[A-Z]\w")
SENTENCE_END = re.compile(r"(?<!\s\d)(?<!\s\d\d)(?<!\s[IVXA-Z])(?<!\s[IVX]{2})[.,;…][\"'”’»)\]]*$")
"""A full stop, but not the one behind the number of a chapter."""
TYPEWRITER = re.compile(
    r"Mono|NimbusMon|Courier|Consol|Typewriter|Menlo|Code|^(?:CM|SF|EC)T[TW]", re.I
)
ADDRESS = re.compile(r"\S@\S|https?://|www\.\S")
NAME = (
    r"(?:[A-ZÀ-Þ][\w'’-]*\.?\s+)+(?:(?:de|da|di|du|la|van|von|der|den|bin|al)\s+)*[A-ZÀ-Þ][\w'’-]+"
)
NAMES = re.compile(rf"{NAME}(?:\s*(?:,|;|&|and|und|et|y|e|en)+\s*{NAME})+")
NOTE_SIGNS = re.compile(r"(?<=[^\W\d_])[\d*†‡§,]*\d|[*†‡§]")
LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")
PAGE_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,6}")
NUMBERED_MARGIN = re.compile(r"^\d{1,4}\s*[|·•–—]?\s+\S|\S\s+[|·•–—]?\s*\d{1,4}$")
AMOUNT = re.compile(r"^\d+(?:[.,]\d+)*\s?%?\s([^\W\d_])")
DATE = re.compile(r"\(?(?:\d{1,2}\.?\s+)?[^\W\d_]{3,}\.?\s+(?:\d{1,2},\s*)?(?:19|20)\d\d\)?")
A_WORD = re.compile(r"[^\W\d_]{4}")


def heading_depth(text: str) -> int:
    """The parts of the section number a heading begins with, 0 for none.

    >>> heading_depth("2.1 Materials"), heading_depth("IV. Results"), heading_depth("Results")
    (2, 1, 0)
    """
    if DEEP_NUMBER.match(text):
        return text.split()[0].rstrip(".").count(".") + 1
    return 1 if SECTION_NUMBER.match(text) else 0


def has_values(line: Line) -> bool:
    """Whether a line falls into pieces, the gap behind a section number or letter aside."""
    numbered = heading_depth(line.text) > 0 or APPENDIX.match(line.text) is not None
    return len(line.cells) > (2 if numbered and line.cells[1:2] == (1,) else 1)


def is_amount(text: str) -> bool:
    """Whether text begins with a number of things.

    >>> is_amount("12 apples"), is_amount("1 Überblick")
    (True, False)
    """
    amount = AMOUNT.match(text)
    return amount is not None and amount[1].islower()


def is_capitals(text: str) -> bool:
    """Whether text is set in capitals: signs and short codes do not tell.

    >>> is_capitals("FURTHER READING"), is_capitals("2.6X")
    (True, False)
    """
    return text.isupper() and bool(A_WORD.search(text))


def is_mostly_signs(text: str) -> bool:
    """Whether digits and signs outweigh the letters, as in rows of figures.

    >>> is_mostly_signs("A1 B2 C3"), is_mostly_signs("12 Orchards")
    (True, False)
    >>> is_mostly_signs("Version 4.2.0 (18 May 2025)"), is_mostly_signs("Total 12.5 14.1 18.7")
    (False, True)
    """
    body = DATE.sub("", re.sub(r"^[\W\d]*\s", "", text)).replace(" ", "")
    return sum(map(str.isalpha, body)) < LETTERS * len(body)


def is_names(text: str) -> bool:
    """Whether a line lists people, signs of footnotes aside.

    >>> is_names("Jane Keeper1 and Max Apfel*"), is_names("Apples, Pears and Plums")
    (True, False)
    """
    return NAMES.fullmatch(NOTE_SIGNS.sub("", text)) is not None
