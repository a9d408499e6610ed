"""Studies and the level that is asked for in, points for education with their reason out."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from apps.engine.matching.model import LADDER, Evidence, Facts, Level, Reason, Status, Study
from apps.engine.matching.words import phrase_of
from apps.engine.resume.degrees import degree_end
from apps.engine.resume.vocabulary.load import groups, spellings

PART = "education"
FULL = 100
NO_LEVEL = "none"

GROUPS: Mapping[str, Level] = {
    "school": Level.HIGH_SCHOOL,
    "associate": Level.ASSOCIATE,
    "bachelor": Level.BACHELORS,
    "master": Level.MASTERS,
    "doctor": Level.PHD,
}
"""The groups of degrees.toml on the ladder; degree_levels.toml overrules it word by word."""


class Rule(NamedTuple):
    """What the highest level earns that a record names."""

    name: str
    points: int
    says: str


REACHED = Rule("level_reached", 100, "the level asked, or a higher one")
STUDYING = Rule("level_in_progress", 75, "the level asked, not finished yet")
BELOW: tuple[Rule, ...] = (
    Rule("one_level_below", 60, "one level below"),
    Rule("two_levels_below", 30, "two levels below"),
    Rule("far_below", 0, "more than two levels below"),
)
"""By how many levels are lacking."""
UNKNOWN = Rule("level_unknown", 0, "no degree whose level is known")


class Known(NamedTuple):
    """A study whose level is known."""

    level: Level
    done: bool
    study: Study


@cache
def _levels() -> Mapping[tuple[str, ...], Level | None]:
    found: dict[tuple[str, ...], Level | None] = {}
    for group, words in groups("degrees").items():
        for word in words:
            found.setdefault(phrase_of(word), GROUPS[group])
    for name, words in groups("degree_levels").items():
        for word in words:
            found[phrase_of(word)] = None if name == NO_LEVEL else Level(name)
    return found


@lru_cache(maxsize=4096)
def level_of(degree: str) -> Level | None:
    """The level a degree stands for; None when its words do not tell.

    >>> level_of("Master of Science"), level_of("Licenciatura"), level_of("Certificate in Baking")
    (<Level.MASTERS: 'masters'>, <Level.BACHELORS: 'bachelors'>, None)
    """
    words = phrase_of(degree[: degree_end(degree)] if degree_end(degree) else degree)
    for length in range(len(words), 0, -1):
        if words[:length] in _levels():
            return _levels()[words[:length]]
    return _compound_level(words)


def _compound_level(words: tuple[str, ...]) -> Level | None:
    """Germanic compounds: "Professionsbachelor"."""
    for ending in spellings("degree_parts", "compound"):
        level = _levels().get(phrase_of(ending))
        if level not in (None, Level.HIGH_SCHOOL) and any(
            word.endswith(phrase_of(ending)[0]) for word in words
        ):
            return level
    return None


def _best(facts: Facts, asked: Level) -> tuple[Rule, Known | None]:
    """The rule that earns most among all studies, and the study it was earned with."""
    known = [
        Known(level, _is_done(study, facts), study)
        for study in facts.studies
        if (level := level_of(study.degree)) is not None
    ]
    best = max(
        known,
        key=lambda one: (_rule(one, asked).points, LADDER.index(one.level), one.done),
        default=None,
    )
    return (_rule(best, asked), best) if best else (UNKNOWN, None)


def _is_done(study: Study, facts: Facts) -> bool:
    if study.end is None:
        return not study.current
    today = f"{facts.as_of.year:04d}-{facts.as_of.month:02d}"
    return study.end <= today[: len(study.end)]


def _rule(study: Known, asked: Level) -> Rule:
    lacking = LADDER.index(asked) - LADDER.index(study.level)
    if study.done:
        return REACHED if lacking <= 0 else BELOW[min(lacking, len(BELOW)) - 1]
    if lacking <= 0:
        return STUDYING
    return BELOW[min(lacking + 1, len(BELOW)) - 1]


def points_of(facts: Facts, asked: Level) -> int | None:
    """Points from 0 to 100; None when no level is asked for."""
    return None if asked is Level.ANY else _best(facts, asked)[0].points


def explain(facts: Facts, asked: Level) -> Reason:
    """The reason for the points."""
    if asked is Level.ANY:
        return Reason(PART, "", Status.NOT_ASKED, "not_asked", "No level of education is asked.")
    rule, best = _best(facts, asked)
    requirement = f"{asked.value} or higher"
    if best is None:
        text = f"{requirement}: {rule.says} is given, so nothing is counted."
        return Reason(PART, requirement, Status.UNKNOWN, rule.name, text, 0, FULL)
    status = Status.MET if rule is REACHED else Status.PARTLY if rule.points else Status.MISSING
    text = f"{requirement}: {best.study.degree} is {best.level.value}: {rule.says}. "
    evidence = (Evidence(best.study.degree, "education", best.study.pointer),)
    return Reason(
        PART,
        requirement,
        status,
        rule.name,
        f"{text}{rule.points} of {FULL} points.",
        rule.points,
        FULL,
        evidence=evidence,
    )
