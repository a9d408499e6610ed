"""Languages to speak: a requirement such as "German C1" held against the languages of a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from apps.engine.matching.model import Evidence, Spoken
from apps.engine.matching.words import phrase_of
from apps.engine.resume.vocabulary.load import groups

LEVELS: Mapping[str, int] = {
    "basic": 1,
    "intermediate": 2,
    "professional": 3,
    "fluent": 4,
    "native": 4,
}
"""The groups of proficiency.toml in order. Who grew up with a language is not preferred to who
speaks it as well: that would ask for an origin."""


@dataclass(frozen=True, slots=True)
class LanguageWish:
    """A language by its ISO 639 code, and the least level, 0 for any."""

    code: str
    level: int


@dataclass(frozen=True, slots=True)
class LanguageFound:
    """The rule that a language met, its credit in hundredths, and where it stands."""

    rule: str
    credit: int
    says: str
    evidence: Evidence


RULES: Mapping[str, tuple[int, str]] = {
    "language": (100, "spoken well enough"),
    "language_level_unknown": (70, "spoken, but the record does not say how well"),
    "language_below_level": (40, "spoken, but not as well as asked"),
}
"""What a language earns that is spoken, by its level."""


@cache
def _codes() -> Mapping[tuple[str, ...], str]:
    """Languages by their names in twenty languages; the codes themselves are no names."""
    found: dict[tuple[str, ...], str] = {}
    for code, names in groups("language_names").items():
        for name in names:
            found.setdefault(phrase_of(name), code)
    return found


@cache
def _levels() -> Mapping[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for group, names in groups("proficiency").items():
        for name in (group, *names):
            found[phrase_of(name)] = max(LEVELS[group], found.get(phrase_of(name), 0))
    return found


@lru_cache(maxsize=8192)
def language_wish(text: str) -> LanguageWish | None:
    """The language a requirement names, with its level; None when it names none.

    >>> language_wish("German C1"), language_wish("fluent Spanish"), language_wish("Excel")
    (LanguageWish(code='de', level=4), LanguageWish(code='es', level=4), None)
    """
    phrase = phrase_of(text)
    for cut in range(len(phrase), 0, -1):
        for name, rest in ((phrase[:cut], phrase[cut:]), (phrase[-cut:], phrase[:-cut])):
            if name in _codes() and (not rest or rest in _levels()):
                return LanguageWish(_codes()[name], _levels()[rest] if rest else 0)
    return None


def find_language(wish: LanguageWish, spoken: Sequence[Spoken]) -> LanguageFound | None:
    """The best that the languages of a record say to the wish; None when it is not spoken."""
    found = [_judge(wish, one) for one in spoken if _code_of(one.name) == wish.code]
    return max(found, key=lambda one: one.credit, default=None)


def _code_of(name: str) -> str | None:
    wish = language_wish(name)
    return wish.code if wish else None


def _judge(wish: LanguageWish, one: Spoken) -> LanguageFound:
    level = _level_of(one)
    rule = "language"
    if wish.level:
        rule = "language_level_unknown" if not level else rule
        rule = "language_below_level" if 0 < level < wish.level else rule
    text = f"{one.name} ({one.proficiency})" if one.proficiency else one.name
    return LanguageFound(rule, *RULES[rule], Evidence(text, "languages", one.pointer))


def _level_of(one: Spoken) -> int:
    named = language_wish(one.name)
    told = _levels().get(phrase_of(one.proficiency), 0) if one.proficiency else 0
    if one.proficiency and not told:  # "C1 (Goethe-Zertifikat)"
        told = max((_levels().get((word,), 0) for word in phrase_of(one.proficiency)), default=0)
    return told or (named.level if named else 0)
