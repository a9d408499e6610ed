"""Requirements in, what to look for in a record out: every wording with its rule and credit."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from apps.engine.matching.languages import LanguageWish, language_wish
from apps.engine.matching.model import Requirements, SkillWish
from apps.engine.matching.relations import Link, Phrase, Wording, skill_named, wordings
from apps.engine.matching.rounding import THOUSAND, thousandths
from apps.engine.matching.words import phrase_of, without_version
from apps.engine.resume.vocabulary.load import groups, spellings

FULL = 100
"""Credit of a skill that is met in full, in hundredths."""


class Rule(NamedTuple):
    """How a skill was met, and the share of its points that earns."""

    name: str
    credit: int  # in hundredths
    says: str


RULES: Mapping[Link, Rule] = {
    Link.SAME: Rule("exact", FULL, "named as asked"),
    Link.SYNONYM: Rule("synonym", FULL, "another name of {asked}"),
    Link.KIND: Rule("kind_of", 90, "a kind of {way}"),
    Link.IMPLIED: Rule("implied", 80, "implies {way}"),
    Link.TITLE: Rule("title", 70, "a title whose holders do {way}"),
    Link.WIDER: Rule("parent_term", 30, "only the wider term of {asked}"),
}
"""What a wording earns by its link to what is asked. A kind or a product of a skill is near it; a
title says less than a skill that is named; the wider term leaves the question open."""

OTHER_VERSION = Rule("version", 90, "named, but not with what is asked beside the name")
"""The most a skill earns when it is named without the version or the addition that is asked."""

NICE_SHARE = 20
"""Hundredths of its weight that a skill counts which is nice to have: to lack it costs little."""

POINT = THOUSAND * FULL * FULL
"""Parts that a point is counted in: of the weight thousandths, of the share and the credit
hundredths. Nothing of their product is rounded away."""

SHORT = 3
"""Letters of an abbreviation that running text holds in other words and languages too."""
SHORTEST = 2
"""Letters of an abbreviation that must stand alone even in a list of skills."""
_ADDITION = re.compile(r"(.+?)\s*\([^()]*\)")
_CHOICE = re.compile(r"\s+(?:or|oder|ou|o)\s+|\s*/\s*|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Term:
    """A wording of the wish number `wish`, and what must hold where it stands.

    `listed` and `running` are the patterns that lists of skills and running text must hold too.
    """

    phrase: Phrase
    wish: int
    wording: Wording
    rule: Rule
    listed: re.Pattern[str] | None
    running: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One skill that is asked for, and the points it is about, in parts.

    `language` when it is a language to speak.
    """

    wish: SkillWish
    required: bool
    of: int
    language: LanguageWish | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """All skills of a position, and their terms by the first word of each."""

    asked: tuple[Asked, ...]
    terms: Mapping[str, tuple[Term, ...]]


@lru_cache(maxsize=256)
def search_for(requirements: Requirements) -> Search:
    """What to look for. Kept: many records are held against one position."""
    asked = (
        *(_asked(wish, True) for wish in requirements.required_skills),
        *(_asked(wish, False) for wish in requirements.nice_to_have_skills),
    )
    terms: dict[str, list[Term]] = {}
    for number, one in enumerate(asked):
        if one.language is None:
            for term in _terms(number, one.wish.skill):
                terms.setdefault(term.phrase[0], []).append(term)
    return Search(asked, {word: tuple(found) for word, found in terms.items()})


def _asked(wish: SkillWish, required: bool) -> Asked:
    named = skill_named(wish.skill)
    of = thousandths(wish.weight) * (FULL if required else NICE_SHARE) * FULL
    return Asked(wish, required, of, language_wish(wish.skill) if named is None else None)


def _terms(number: int, skill: str) -> Iterator[Term]:
    for name, cap in _names_in(skill):
        for wording in wordings(name):
            rule = RULES[wording.link]
            if cap is not None and rule.credit > cap.credit:
                rule = cap
            yield Term(
                wording.phrase, number, wording, rule, *_patterns(wording.spelling, wording.phrase)
            )


def _names_in(skill: str) -> Iterator[tuple[str, Rule | None]]:
    """What a requirement names: itself, one of several, or something with a version."""
    choices = [one for one in _CHOICE.split(skill.strip()) if one]
    if skill_named(skill) is None and len(choices) > 1 and all(map(skill_named, choices)):
        yield from ((one, None) for one in choices)
        return
    yield skill, None
    if skill_named(skill) is None:
        addition = _ADDITION.fullmatch(skill.strip())
        bare = addition[1] if addition else without_version(skill)
        if bare is not None and skill_named(bare) is not None:
            yield bare, OTHER_VERSION


def _patterns(
    spelling: str, phrase: Phrase
) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What a list and what running text must hold for a name that may be another word."""
    if word := _ambiguous("word").get(phrase):
        return _in_listing(word), _in_listing(word)
    if word := _ambiguous("cased").get(phrase):
        return None, _in_sentence(word)
    if len(phrase) > 1 or len(phrase[0]) > SHORT:
        return None, None
    alone = _in_listing(spelling) if len(phrase[0]) <= SHORTEST else None
    return alone, None if spelling.islower() else _as_written(spelling)


@cache
def _ambiguous(group: str) -> Mapping[Phrase, str]:
    """Words by what they are looked up by; where one is written in two ways, the capital wins."""
    return {phrase_of(word): word for word in sorted(groups("skill_ambiguous")[group])[::-1]}


@cache
def _in_listing(spelling: str) -> re.Pattern[str]:
    return re.compile(_listing(spelling))


@cache
def _in_sentence(spelling: str) -> re.Pattern[str]:
    word = re.escape(spelling)
    return re.compile(rf"(?<=[\w,;:&)(]\s){word}(?![\w-])|{_listing(spelling)}")


@cache
def _as_written(spelling: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])")


@cache
def _listing(spelling: str) -> str:
    """Between the edges of a list or the words that stand before and after its members."""
    before = "|".join(map(re.escape, spellings("skill_ambiguous", "before")))
    after = "|".join(map(re.escape, spellings("skill_ambiguous", "after")))
    word = re.escape(spelling)
    if spelling.islower():
        word = f"(?i:{word})"
    return (
        rf"(?:^\s*|[,;:/|(•·]\s*|(?:^|[\s(])(?i:{before})\s+){word}"
        rf"(?=\s*(?:$|[,;:/|)•·]|\.(?:\s|$))|\s+(?i:{after})(?!\w)|\s+v?\d{{1,2}}(?!\d)|\s+\()"
    )
