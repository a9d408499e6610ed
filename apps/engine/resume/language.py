"""Text in, the language it is most likely written in out."""

import re
from collections.abc import Iterable

from apps.engine.resume.vocabulary.load import groups

DEFAULT = "en"
MARGIN = 1.15
"""Times the hits of the next language: names and foreign titles add a few."""


def detect_language(texts: Iterable[str]) -> str:
    """The language whose commonest function words stand most often in the texts."""
    counts = dict.fromkeys(groups("glue"), 0.0)
    owners = _owners()
    for text in texts:
        for token in re.findall(r"[^\W\d_]+", text.lower()):
            shared = owners.get(token, ())
            for language in shared:
                counts[language] += 1.0 / len(shared)
    ranked = sorted(counts, key=lambda language: (-counts[language], language))
    best, second = ranked[0], ranked[1]
    if counts[best] == 0 or counts[best] < MARGIN * counts[second]:
        return (
            best
            if counts[best] > 0 and best == DEFAULT
            else (DEFAULT if counts[best] == 0 else best)
        )
    return best


def _owners() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, words in groups("glue").items():
        for word in words:
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}
