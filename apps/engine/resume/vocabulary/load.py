"""The vocabulary's reader: a concept's name in, its words by spelling out."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

HERE = Path(__file__).parent

_TOKEN = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?")
_GROUP = re.compile(r'^(?:"([^"]+)"|([\w-]+)) = \[([^\]]*)\]', re.MULTILINE)
_STRING = re.compile(r'"([^"]*)"')
"""The part of TOML the vocabulary is written in; `check` holds it against the whole of it."""
STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters with strokes and ligatures, which Unicode does not take apart."""


class VocabularyError(Exception):
    """A vocabulary file that contradicts itself or holds an empty group."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower-case words without accents and punctuation, one blank between them.

    >>> fold("  Éducation & Training: ")
    'education training'
    """
    if text.isascii():
        lower = text.lower()
        return lower if lower.isalnum() else " ".join(_TOKEN.findall(lower))
    plain = unicodedata.normalize("NFKD", text.casefold().translate(STROKES))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_TOKEN.findall(kept))


@cache
def groups(concept: str) -> Mapping[str, tuple[str, ...]]:
    """The groups of a concept with their words, in the order of the file."""
    text = (HERE / f"{concept}.toml").read_text(encoding="utf-8")
    table = text[text.index("[words]") :]
    return {
        group[1] or group[2]: tuple(_STRING.findall(group[3])) for group in _GROUP.finditer(table)
    }


@cache
def words(concept: str) -> Mapping[str, str]:
    """Every folded spelling of a concept that belongs to one group, mapped to the group's name."""
    spellings: dict[str, str] = {}
    for name, variants in groups(concept).items():
        for spelling in (name, *variants):
            if key := fold(spelling):
                spellings.setdefault(key, name)
    return spellings


@cache
def members(concept: str, *names: str) -> frozenset[str]:
    """The folded spellings of the given groups of a concept; of all groups when none is given."""
    chosen = groups(concept)
    return frozenset(
        fold(word) for name in (names or tuple(chosen)) for word in chosen[name] if fold(word)
    )


@cache
def spellings(concept: str, *names: str) -> tuple[str, ...]:
    """The spellings of the given groups as written in the file, longest first: for patterns."""
    chosen = groups(concept)
    found = {word for name in (names or tuple(chosen)) for word in chosen[name]}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def lines(name: str) -> frozenset[str]:
    """The words of a plain list, one a line, without its comments."""
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def check(concept: str) -> None:
    """Refuse empty groups and words listed twice, but for those the file says it shares."""
    import tomllib  # only tests check the files

    table = tomllib.loads((HERE / f"{concept}.toml").read_text(encoding="utf-8"))
    if {name: tuple(found) for name, found in table["words"].items()} != groups(concept):
        raise VocabularyError(f"{concept}: more than lists of plain words")
    shared = set(table.get("shared", ()))
    owner: dict[str, str] = {}
    for name, variants in table["words"].items():
        if not variants and not table.get("names_are_words", False):
            raise VocabularyError(f"{concept}: {name!r} is empty")
        for spelling in variants:
            key = spelling.casefold()
            if owner.get(key) == name:
                raise VocabularyError(f"{concept}: {spelling!r} is listed twice in {name!r}")
            if key in owner and key not in shared:
                raise VocabularyError(f"{concept}: {spelling!r} means two things")
            owner[key] = name
