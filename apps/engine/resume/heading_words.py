"""The words of section headings: text in, the kind of section it opens out."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from apps.engine.resume.vocabulary.load import fold, groups, members

_NUMBER = re.compile(r"^(?:\d{1,2}|[IVX]{1,4}|[A-Z])(?:[.)]|\s+[|–-])?\s+(?=[^\W\d_])")
_LONG_WORD = re.compile(r"\w{7,}")
"""In shorter ones a letter makes another word."""
ENDING = 2
"""Letters at the end of a word that must be right: they change with number and language."""
_OPEN = "?"
_PLURAL = re.compile(r"(?<=[^\W\d_]{4})(?<!s)s$")
_SIGNS = " #=*_~<>[]|:+.-–—•"
"""What a typist sets around a heading."""


@cache
def known_headings() -> Mapping[str, str]:
    """Every heading of the vocabulary by its key."""
    keys: dict[str, str] = {}
    for kind, variants in groups("headings").items():
        for variant in variants:
            keys.setdefault(heading_key(variant), kind)
    return keys


def heading_key(text: str) -> str:
    """Its words without accents, articles and conjunctions.

    >>> heading_key("Skills & Areas of Expertise:")
    'skills areas expertise'
    """
    tokens = fold(text).split()
    kept = [token for token in tokens if token not in members("heading_glue", "drop")]
    return " ".join(kept or tokens)


@cache
def document_titles() -> frozenset[str]:
    """What a resume calls itself: "Resume", "Lebenslauf"."""
    return frozenset(heading_key(title) for title in groups("headings")["title"])


@cache
def _squeezed() -> Mapping[str, str]:
    return {key.replace(" ", ""): kind for key, kind in known_headings().items()}


def torn_kind(key: str) -> str | None:
    """ "S KILLS": wide kerning tore a letter off."""
    if not any(len(token) == 1 for token in key.split()):
        return None
    return _squeezed().get(key.replace(" ", ""))


@cache
def _misread() -> Mapping[str, str]:
    """Headings with one letter of a long word open, and with one letter less."""
    return {
        form: kind
        for key, kind in known_headings().items()
        if kind != "title"
        for opened in _opened(key)
        for form in (opened, opened.replace(_OPEN, ""))
    }


def _opened(key: str) -> Iterator[str]:
    for word in _LONG_WORD.finditer(key):
        for at in range(word.start(), word.end() - ENDING):
            yield key[:at] + _OPEN + key[at + 1 :]


def misread_kind(key: str) -> str | None:
    """The kind of a heading with one letter of a long word wrong or lost, as in scans.

    A letter too many makes another word more often, "Contracts" are no contacts, and so does
    another ending: "Practices" are no "Prácticas".

    >>> misread_kind("cuinical experience"), misread_kind("educaton"), misread_kind("contracts")
    ('experience', 'education', None)
    """
    kinds = {_misread().get(form) for form in (key, *_opened(key))} - {None}
    return kinds.pop() if len(kinds) == 1 else None


@cache
def _varied() -> Mapping[str, str]:
    """Headings by their words without number and order; those of several kinds are left out."""
    kinds: dict[str, set[str]] = {}
    for key, kind in known_headings().items():
        kinds.setdefault(_bag(key), set()).add(kind)
    return {bag: only for bag, (only, *more) in kinds.items() if not more and only != "title"}


def _bag(key: str) -> str:
    words = (_PLURAL.sub("", word) for word in key.split())
    return " ".join(sorted(words))


def varied_kind(key: str) -> str | None:
    """The kind of a heading of several words in another order or number.

    >>> [varied_kind(key) for key in ("academic qualification", "ausbildung schule", "skill")]
    ['education', 'education', None]
    """
    return _varied().get(_bag(key)) if " " in key else None


def joined_kind(key: str) -> str | None:
    """ "Certificates & Licences": both halves are headings of one kind."""
    tokens = key.split()
    for at in range(1, len(tokens)):
        kind = known_headings().get(" ".join(tokens[:at]))
        if kind is not None and kind == known_headings().get(" ".join(tokens[at:])):
            return kind
    return None


def part_kind(key: str) -> str | None:
    """The kind of the longest known heading inside a key of a few words more."""
    tokens = key.split()
    for length in range(min(len(tokens) - 1, 4), 0, -1):
        for start in range(len(tokens) - length + 1):
            part = " ".join(tokens[start : start + length])
            kind = known_headings().get(part)
            if kind not in (None, "title") and part not in members("heading_glue", "alone"):
                return kind
    return None


def without_number(text: str) -> str | None:
    """The text behind the number of a heading; None where no number stands.

    >>> without_number("2. Education"), without_number("IV Sprachen"), without_number("Skills")
    ('Education', 'Sprachen', None)
    """
    match = _NUMBER.match(text)
    return text[match.end() :] if match else None


def without_signs(text: str) -> str:
    """The text without the signs around it.

    >>> without_signs("=== Work Experience ===")
    'Work Experience'
    """
    return text.strip(_SIGNS) if text[:1] in _SIGNS or text[-1:] in "=#*~_]>" else text
