"""Requirements and facts in, the score with its parts and reasons out."""

from typing import NamedTuple

from apps.engine.matching import education, experience, location, skills
from apps.engine.matching.asked import search_for
from apps.engine.matching.experience import Counted, count_years, position_of
from apps.engine.matching.model import Facts, Match, Reason, Requirements, Status, Weights
from apps.engine.matching.rounding import THOUSAND, divided, shown, thousandths, written
from apps.engine.matching.skills import SkillFound

NOT_ASKED = 100
"""What a part shows that nothing is asked of: nothing is missing. The total leaves it out."""


class Findings(NamedTuple):
    """What the parts found, before anybody asks why."""

    skills: tuple[SkillFound, ...]
    years: Counted
    points: tuple[int | None, int | None, int | None]  # skills, experience, education


def score(requirements: Requirements, facts: Facts) -> Match:
    """The score and its parts, without the reasons: for thousands of records."""
    return _match(requirements, _find(requirements, facts), ())


def explain(requirements: Requirements, facts: Facts) -> Match:
    """The same score with the reasons, so that a reader can recompute it."""
    findings = _find(requirements, facts)
    reasons = (
        *skills.explain(findings.skills),
        experience.explain(requirements, findings.years),
        education.explain(facts, requirements.education_level),
        *location.explain(requirements, facts),
        _sum(requirements.weights, findings),
    )
    return _match(requirements, findings, reasons)


def _find(requirements: Requirements, facts: Facts) -> Findings:
    search = search_for(requirements)
    found = skills.find_skills(search, facts)
    position = position_of(requirements.title, skills.entries_with_skills(found))
    years = count_years(facts, position)
    points = (
        skills.points_of(found),
        experience.points_of(requirements, years),
        education.points_of(facts, requirements.education_level),
    )
    return Findings(found, years, points)


def _match(requirements: Requirements, findings: Findings, reasons: tuple[Reason, ...]) -> Match:
    parts = (NOT_ASKED if points is None else points for points in findings.points)
    skilled, experienced, educated = parts
    return Match(_total(requirements.weights, findings), skilled, experienced, educated, reasons)


def _total(weights: Weights, findings: Findings) -> int | None:
    """The weighted mean of the parts that something is asked of; None when there is none."""
    counted = _counted(weights, findings)
    whole = sum(weight for _, weight, _ in counted)
    return divided(sum(weight * points for _, weight, points in counted), whole) if whole else None


def _counted(weights: Weights, findings: Findings) -> list[tuple[str, int, int]]:
    """Name, weight in thousandths and points of the parts that count."""
    named = (
        (skills.PART, weights.skills),
        (experience.PART, weights.experience),
        (education.PART, weights.education),
    )
    return [
        (name, thousandths(weight), points)
        for (name, weight), points in zip(named, findings.points, strict=True)
        if points is not None and thousandths(weight)
    ]


def _sum(weights: Weights, findings: Findings) -> Reason:
    """The arithmetic of the whole."""
    counted = _counted(weights, findings)
    total = _total(weights, findings)
    if total is None:
        text = "The position asks for nothing that counts, so there is no score."
        return Reason("total", "", Status.NOT_ASKED, "not_asked", text)
    terms = " + ".join(f"{written(shown(weight))} x {points}" for _, weight, points in counted)
    whole = sum(weight for _, weight, _ in counted)
    exact = sum(weight * points for _, weight, points in counted) / whole
    over = "" if whole == THOUSAND else f" over {written(shown(whole))}"
    names = ", ".join(name for name, _, _ in counted)
    rounded = "" if exact == total else f", rounded to {total}"
    text = f"{names}: ({terms}){over} = {written(exact)}{rounded}."
    return Reason("total", "", Status.SUM, "sum", text, total, 100)
