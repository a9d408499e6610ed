"""Texts in, their words as matching compares them out: without case, accents and punctuation."""

import re
import unicodedata
from functools import lru_cache

from apps.engine.resume.vocabulary.load import STROKES

_WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?|[,;:|•·()!?]|\.(?=\s)")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_STROKED = re.compile(f"[{''.join(map(chr, STROKES))}]")
_DOT_NET = re.compile(r"(?<![\w.])\.net\b")
_SIGNS = frozenset(",;:|•·()!?.")
_VERSION = re.compile(r"v?\d+(?:\.\d+)*(?:\.?x)?\+?")
"""`3`, `3.11`, `v2`, `2.x`: what may stand behind the name of a product."""


def words_of(text: str) -> list[str]:
    """Folded words, and the signs between them that end a phrase.

    >>> words_of("Python 3, C++ (.NET), Node.js")
    ['python', '3', ',', 'c++', '(', 'dotnet', ')', ',', 'node', 'js']
    """
    plain = text.lower() if text.isascii() else _plain(text)
    if ".net" in plain:
        plain = _DOT_NET.sub("dotnet", plain)
    return _WORD.findall(plain)


def _plain(text: str) -> str:
    folded = text.casefold()
    if _STROKED.search(folded):
        folded = folded.translate(STROKES)
    return _MARKS.sub("", unicodedata.normalize("NFKD", folded))


@lru_cache(maxsize=8192)
def phrase_of(text: str) -> tuple[str, ...]:
    """The words alone: what a name is looked up by.

    >>> phrase_of("CI/CD"), phrase_of("Éducation (spéciale)")
    (('ci', 'cd'), ('education', 'speciale'))
    """
    return tuple(word for word in words_of(text) if word not in _SIGNS)


def without_version(text: str) -> str | None:
    """The name of a product without the version behind it; None when there is none.

    >>> without_version("Python 3.11"), without_version("Python"), without_version("365")
    ('Python', None, None)
    """
    name, _, last = text.strip().rpartition(" ")
    return name.rstrip() if name and _VERSION.fullmatch(last.lower()) else None


def number_forms(phrase: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The phrase, and it with its last word in the other number, as English writes it.

    >>> number_forms(("unit", "tests")), number_forms(("statistics",))
    ((('unit', 'tests'), ('unit', 'test')), (('statistics',),))
    """
    last = phrase[-1]
    if len(last) < SHORTEST_PLURAL or not last.isalpha() or last.endswith(_NO_PLURAL):
        return (phrase,)
    other = last[:-1] if last.endswith("s") else f"{last}s"
    return (phrase, (*phrase[:-1], other))


SHORTEST_PLURAL = 4
_NO_PLURAL = ("ss", "us", "is", "ics", "ales", "ing")
"""`business`, `status`, `analysis`, `statistics`, `sales`, `nursing`."""
