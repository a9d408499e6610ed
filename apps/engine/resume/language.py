"""Texts in, the language they are most likely written in out."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from apps.engine.resume.vocabulary.load import groups

DEFAULT = "en"
ENDING_WEIGHT = 0.5
"""Of a function word: names and borrowed words carry foreign endings."""
MAX_ENDING = 5

_WORD = re.compile(r"[^\W\d_]+")
Owners = Mapping[str, tuple[str, ...]]


def detect_language(texts: Iterable[str]) -> str:
    """The language whose function words and endings stand most often in the texts.

    >>> detect_language(["Leitung des Teams und Planung der Schichten"])
    'de'
    """
    counts = dict.fromkeys(groups("glue"), 0.0)
    for text in texts:
        for token in _WORD.findall(text.lower()):
            for language, weight in _votes(token):
                counts[language] += weight
    best = max(counts, key=lambda language: (counts[language], language == DEFAULT))
    return best if counts[best] else DEFAULT


@lru_cache(maxsize=4096)
def _votes(token: str) -> tuple[tuple[str, float], ...]:
    """What a word says for languages that have it, or its ending."""
    owners = [(_owners("glue").get(token, ()), 1.0)]
    for length in range(1, min(MAX_ENDING, len(token) - 1) + 1):
        owners.append((_owners("word_endings").get(token[-length:], ()), ENDING_WEIGHT))
    return tuple((language, weight / len(found)) for found, weight in owners for language in found)


@cache
def _owners(concept: str) -> Owners:
    found: dict[str, list[str]] = {}
    for language, words in groups(concept).items():
        for word in words:
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}
