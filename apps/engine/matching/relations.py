"""The vocabulary of skills as a graph: a skill's name in, every wording that meets it out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from apps.engine.matching.words import number_forms, phrase_of
from apps.engine.resume.vocabulary.load import groups

Phrase = tuple[str, ...]

LONGEST_WAY = 2
"""Steps from a wording to what is asked: further away, nobody would call it evidence."""
LONGEST_KINDS = 3
"""Steps where each is a kind of the next."""


class Link(IntEnum):
    """How a wording stands to what is asked, the closest first."""

    SAME = 0
    SYNONYM = 1
    KIND = 2
    IMPLIED = 3
    TITLE = 4
    WIDER = 5


Way = tuple[tuple[str, ...], Link]
"""The skills from one to what is asked, and the loosest link between them."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that meet a skill. `way`: the skills between them and what is asked, itself last."""

    phrase: Phrase
    spelling: str
    link: Link
    way: tuple[str, ...]


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Every skill with all its names, its own first."""
    names: dict[str, list[str]] = {}
    for concept in ("skills", "skill_names"):
        for skill, others in groups(concept).items():
            names.setdefault(skill, [skill]).extend(others)
    for concept in ("skill_kinds", "skill_implied"):
        for skill, others in groups(concept).items():
            for one in (skill, *others):
                names.setdefault(one, [one])
    return {skill: tuple(dict.fromkeys(found)) for skill, found in names.items()}


@cache
def _skills_by_phrase() -> Mapping[Phrase, str]:
    found: dict[Phrase, str] = {}
    for skill, names in _names().items():
        for name in names:
            found.setdefault(phrase_of(name), skill)
    return found


def skill_named(text: str) -> str | None:
    """The skill that goes by this name; None when the vocabulary has none.

    >>> skill_named("k8s"), skill_named("Soldadura"), skill_named("tea leaves")
    ('Kubernetes', 'Welding', None)
    """
    return _skills_by_phrase().get(phrase_of(text))


@cache
def longer_phrases() -> Mapping[str, tuple[tuple[Phrase, str], ...]]:
    """Names of several words with their skills, by each of their words."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for phrase, skill in _skills_by_phrase().items():
        if len(phrase) > 1:
            for word in dict.fromkeys(phrase):
                found.setdefault(word, []).append((phrase, skill))
    return {word: tuple(phrases) for word, phrases in found.items()}


@cache
def wordings(skill: str) -> tuple[Wording, ...]:
    """Everything that meets a skill as it is asked for, the closest first, each phrase once."""
    known = skill_named(skill)
    found = [*_unlisted(skill)] if known is None else [*_listed(skill, known)]
    once: dict[Phrase, Wording] = {}
    for wording in sorted(found, key=lambda one: one.link):
        once.setdefault(wording.phrase, wording)
    return tuple(once.values())


def _unlisted(skill: str) -> Iterator[Wording]:
    """A skill nobody has listed is met by its own words only."""
    if phrase := phrase_of(skill):
        for form in number_forms(phrase):
            yield Wording(form, skill, Link.SAME, (skill,))


def _listed(asked: str, skill: str) -> Iterator[Wording]:
    yield Wording(phrase_of(asked), asked, Link.SAME, (skill,))
    yield from _named(skill, Link.SYNONYM, (skill,))
    ways = {skill: ((skill,), Link.SYNONYM), **_ways(skill)}
    for found, (way, link) in ways.items():
        if found != skill:
            yield from _named(found, link, way)
    for found, (way, _) in ways.items():
        if len(way) <= LONGEST_WAY:
            for title in groups("skill_titles").get(found, ()):
                yield Wording(phrase_of(title), title, Link.TITLE, way)
    for wider, kinds in groups("skill_kinds").items():
        if skill in kinds:
            yield from _named(wider, Link.WIDER, (wider, skill))


def _named(skill: str, link: Link, way: tuple[str, ...]) -> Iterator[Wording]:
    for name in _names()[skill]:
        if phrase := phrase_of(name):
            yield Wording(phrase, name, link, way)


def _ways(skill: str) -> dict[str, Way]:
    """The skills that lead to one, by the shortest way; kinds before what implies."""
    ways: dict[str, Way] = {}
    edge: list[Way] = [((skill,), Link.KIND)]
    for _ in range(LONGEST_KINDS):
        reached: list[Way] = []
        for way, link in edge:
            for found, step in _steps(way[0]):
                now = max(link, step)
                longest = LONGEST_KINDS if now is Link.KIND else LONGEST_WAY
                if found != skill and found not in ways and len(way) <= longest:
                    ways[found] = ((found, *way), now)
                    reached.append(ways[found])
        edge = reached
    return ways


def _steps(skill: str) -> Iterator[tuple[str, Link]]:
    for found in groups("skill_kinds").get(skill, ()):
        yield found, Link.KIND
    for found in groups("skill_implied").get(skill, ()):
        yield found, Link.IMPLIED
