"""What was found of the skills in, their points with a reason for each out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.engine.matching.asked import FULL, NICE_SHARE, POINT, Asked, Search
from apps.engine.matching.finding import Hit, find
from apps.engine.matching.languages import LanguageFound, find_language
from apps.engine.matching.model import Evidence, Facts, Place, Reason, Spoken, Status
from apps.engine.matching.relations import Link
from apps.engine.matching.rounding import divided, shown, thousandths, written

PART = "skills"
REQUIRED, NICE = "required", "nice_to_have"
MOST_EVIDENCE = 3
PLACES = 7
"""Decimals of a part of a point."""
RELEVANT = 50
"""Credit in hundredths from which a skill in an entry of work makes the entry count in full."""


@dataclass(frozen=True, slots=True)
class SkillFound:
    """One skill that is asked for, and what of the record meets it, the best first."""

    asked: Asked
    hits: tuple[Hit, ...]
    language: LanguageFound | None = None

    @property
    def credit(self) -> int:
        """The share of its points that is earned, in hundredths."""
        if self.language is not None:
            return self.language.credit
        return self.hits[0].term.rule.credit if self.hits else 0

    @property
    def points(self) -> int:
        """What is earned, in parts of a point."""
        return self.asked.of * self.credit // FULL


def find_skills(search: Search, facts: Facts) -> tuple[SkillFound, ...]:
    """Every skill that is asked for with what meets it."""
    hits = find(search, facts.statements)
    spoken = facts.languages if not _asks_language(search) else (*facts.languages, *_listed(facts))
    return tuple(
        SkillFound(asked, found, find_language(asked.language, spoken) if asked.language else None)
        for asked, found in zip(search.asked, hits, strict=True)
    )


def _asks_language(search: Search) -> bool:
    return any(asked.language is not None for asked in search.asked)


def _listed(facts: Facts) -> Iterator[Spoken]:
    """Languages that a record lists among the skills. Prose is not read: it names origins too."""
    for statement in facts.statements:
        if statement.place is Place.SKILLS:
            yield Spoken(statement.text, "", statement.pointer)


def entries_with_skills(found: Sequence[SkillFound]) -> frozenset[int]:
    """The entries of the work history that name a skill which is asked for."""
    return frozenset(
        hit.statement.work
        for skill in found
        for hit in skill.hits
        if hit.statement.work is not None and hit.term.rule.credit >= RELEVANT
    )


def points_of(found: Sequence[SkillFound]) -> int | None:
    """Points from 0 to 100; None when no skill with any weight is asked for."""
    of = sum(skill.asked.of for skill in found)
    return divided(FULL * sum(skill.points for skill in found), of) if of else None


def explain(found: Sequence[SkillFound]) -> tuple[Reason, ...]:
    """A reason for each skill, and their sum."""
    points = points_of(found)
    if points is None:
        none = Reason(PART, "", Status.NOT_ASKED, "not_asked", "No skill is asked for.")
        return (*(_reason(skill) for skill in found), none)
    earned, of = sum(skill.points for skill in found), sum(skill.asked.of for skill in found)
    text = f"{_points(earned)} of {_points(of)} points = {points} of 100."
    total = Reason(PART, "", Status.SUM, "sum", text, points, FULL)
    return (*(_reason(skill) for skill in found), total)


def _reason(skill: SkillFound) -> Reason:
    name = skill.asked.wish.skill
    rule, says = _rule_of(skill)
    status = {0: Status.MISSING, FULL: Status.MET}.get(skill.credit, Status.PARTLY)
    return Reason(
        PART,
        name,
        status,
        rule,
        f"{name}: {says} {_arithmetic(skill)}",
        skill.points / POINT,
        skill.asked.of / POINT,
        REQUIRED if skill.asked.required else NICE,
        _evidence(skill),
    )


def _rule_of(skill: SkillFound) -> tuple[str, str]:
    if skill.language is not None:
        return skill.language.rule, f"{skill.language.says} ({skill.language.evidence.text})."
    if not skill.hits:
        if skill.asked.language is not None:
            return "missing", "not among the languages of the record."
        return "missing", "not named in the record."
    best = skill.hits[0]
    asked = skill.asked.wish.skill
    way = ", which leads to ".join((*best.term.wording.way[1:-1], asked))
    says = best.term.rule.says.format(asked=asked, way=way)
    return best.term.rule.name, f"met by {_words(best)!r} {_where(best)}: {says}."


def _where(hit: Hit) -> str:
    return WHERE[hit.statement.place]


WHERE = {
    Place.SKILLS: "in the list of skills",
    Place.TITLE: "in a title",
    Place.WORK: "in the work history",
    Place.PROJECT: "in a project",
    Place.CERTIFICATION: "in a certification",
    Place.EDUCATION: "in the education",
    Place.SUMMARY: "in the summary",
}
"""Places as a reader is told of them."""


def _arithmetic(skill: SkillFound) -> str:
    """How the points come about: weight, share of what is nice to have, credit."""
    weight = written(shown(thousandths(skill.asked.wish.weight)))
    share = "" if skill.asked.required else f" x {written(NICE_SHARE / FULL)} (nice to have)"
    credit = written(skill.credit / FULL)
    return f"Points: {weight}{share} x {credit} = {_points(skill.points)}."


def _points(parts: int) -> str:
    return written(parts / POINT, PLACES)


def _evidence(skill: SkillFound) -> tuple[Evidence, ...]:
    if skill.language is not None:
        return (skill.language.evidence,)
    credit = skill.credit
    best = [hit for hit in skill.hits if hit.term.rule.credit == credit]
    shown: dict[tuple[str, str], Evidence] = {}
    for hit in best:
        words = _words(hit)
        key = (words, hit.statement.pointer or hit.statement.place.value)
        shown.setdefault(key, Evidence(words, hit.statement.place.value, hit.statement.pointer))
    return tuple(shown.values())[:MOST_EVIDENCE]


def _words(hit: Hit) -> str:
    """The words as they stand in the record."""
    if hit.statement.place is Place.SKILLS or hit.term.wording.link is Link.TITLE:
        return hit.statement.text
    pattern = r"[\W_]{1,3}".join(map(re.escape, hit.term.phrase))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", hit.statement.text, re.IGNORECASE)
    return found[0] if found else hit.term.wording.spelling
