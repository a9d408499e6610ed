"""The total: weights, rounding, what is not asked, twenty people and five positions."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from apps.engine.matching import (
    Requirements,
    Weights,
    asked,
    education,
    experience,
    explain,
    languages,
    read_facts,
    record_of,
    score,
)
from apps.engine.matching.match import Findings, _total
from apps.engine.matching.model import Level
from tests.engine.matching.people import PEOPLE, POSITIONS, TODAY, facts_of, resume_of, wishes

BEST = {
    "backend engineer": ("python backend, six years", "python, sixteen years"),
    "ICU nurse": ("ICU nurse", "german nurse"),
    "accountant": ("bookkeeper with DATEV", "accountant abroad"),
    "welder": ("french welder", "welder"),
    "sales manager": ("sales manager", "marketing specialist"),
}
SUITED, UNSUITED = 70, 25
UNSUITABLE = {
    "backend engineer": ("head chef", "welder", "german nurse", "sales manager"),
    "ICU nurse": ("head chef", "python backend, six years", "welder"),
    "accountant": ("head chef", "carpenter", "sales manager"),
    "welder": ("accountant abroad", "physician", "head chef"),
    "sales manager": ("german nurse", "carpenter", "head chef"),
}


@pytest.mark.parametrize("position", POSITIONS)
def test_ranks_as_a_recruiter_would(position: str) -> None:
    scores = {
        name: score(POSITIONS[position], facts_of(resume)).score or 0
        for name, resume in PEOPLE.items()
    }
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    assert tuple(ranked[:2]) == BEST[position]
    assert scores[ranked[0]] >= SUITED
    assert max(scores[name] for name in UNSUITABLE[position]) <= UNSUITED


@pytest.mark.parametrize(
    ("parts", "weights", "total"),
    [
        ((95, 90, 85), Weights(), 92),  # the contract's sample
        ((95, 90, 85), Weights(1, 0, 0), 95),
        ((95, 90, 85), Weights(1, 1, 1), 90),
        ((99, 100, 100), Weights(), 100),  # 99.5: halves go up
        ((98, 100, 100), Weights(), 99),
        ((40, None, None), Weights(), 40),  # what is not asked does not count
        ((40, None, 100), Weights(), 50),
        ((None, None, None), Weights(), None),
        ((40, None, None), Weights(0, 0.5, 0.5), None),
    ],
)
def test_weighs_the_parts(
    parts: tuple[int | None, int | None, int | None], weights: Weights, total: int | None
) -> None:
    years = explain(Requirements(), facts_of(resume_of()))
    assert years.score is None
    assert _total(weights, Findings((), None, parts)) == total  # type: ignore[arg-type]


def test_the_sum_says_how_to_recompute_it() -> None:
    requirements = Requirements(
        title="Cook",
        required_skills=wishes("Cooking"),
        education_level=Level.BACHELORS,
    )
    resume = resume_of("Cooking", studies=(("High School Diploma", "2010"),))
    last = explain(requirements, facts_of(resume)).reasons[-1]
    assert (
        last.text == "skills, education: (0.5 x 100 + 0.1 x 30) over 0.6 = 88.333, rounded to 88."
    )


def test_explaining_does_not_change_the_score() -> None:
    for requirements in POSITIONS.values():
        for resume in PEOPLE.values():
            facts = facts_of(resume)
            quick, slow = score(requirements, facts), explain(requirements, facts)
            assert (quick.score, quick.breakdown) == (slow.score, slow.breakdown)


def test_places_are_said_and_not_weighed() -> None:
    near = facts_of(resume_of("Python", location="Mexico City, MX"))
    far = facts_of(resume_of("Python", location="Oslo"))
    asked = POSITIONS["backend engineer"]
    assert score(asked, near).score == score(asked, far).score
    rules = [
        next(reason.rule for reason in explain(asked, facts).reasons if reason.part == "location")
        for facts in (near, far, facts_of(resume_of("Python")))
    ]
    assert rules == ["place_met", "place_not_met", "place_unknown"]


@pytest.mark.parametrize(
    ("printed", "says", "pointer"),
    [
        ("Lima", "Lima", "/candidate/location"),
        ("Lima", "Oslo", None),  # somebody corrected it
        ("", "Oslo", None),
    ],
)
def test_a_place_points_into_the_resume_only_where_it_stands_there(
    printed: str, says: str, pointer: str | None
) -> None:
    resume = resume_of("Python", location=printed)
    facts = read_facts(resume, replace(record_of(resume, TODAY), location=says))
    reasons = explain(POSITIONS["backend engineer"], facts).reasons
    [place] = next(one for one in reasons if one.part == "location").evidence
    assert place.as_json() == {"text": says, "in": "location", "pointer": pointer}


def test_the_door_loads_no_library_of_formats() -> None:
    code = (
        "import sys, apps.engine.matching; "
        "sys.exit(any(m in sys.modules for m in "
        "('pypdfium2', 'pikepdf', 'pdfminer', 'docx', 'PIL', 'django')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_documentation_names_every_rule() -> None:
    page = Path("docs/explanation/how-matching-works.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page))
    rules = {
        *(rule.name for rule in asked.RULES.values()),
        *languages.RULES,
        *(rule.name for rule in (*education.BELOW, education.REACHED, education.STUDYING)),
        *("version", "missing", "level_unknown", "place_met", "place_not_met", "place_unknown"),
        *("years_met", "years_short", "years_above", "years_unknown"),
    }
    assert rules <= named
    for row in experience.RELEVANCE:
        assert row.counts in {0, 50, 100}
