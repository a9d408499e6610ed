"""Languages to speak."""

import pytest

from apps.engine.matching import Requirements, explain
from apps.engine.matching.languages import language_wish
from tests.engine.matching.people import facts_of, resume_of, wishes

CASES = [
    # asked, name, proficiency, rule, points
    ("German", "Deutsch", "B1", "language", 1.0),
    ("German C1", "Deutsch", "C2", "language", 1.0),
    ("German C1", "Allemand", "langue maternelle", "language", 1.0),
    ("native German", "German", "fluent", "language", 1.0),
    ("German C1", "German", "B2", "language_below_level", 0.4),
    ("German C1", "German", "", "language_level_unknown", 0.7),
    ("fluent Spanish", "Español", "C1 (DELE)", "language", 1.0),
    ("English", "Inglés", "", "language", 1.0),
    ("German", "English", "C2", "missing", 0.0),
]


@pytest.mark.parametrize(("asked", "name", "level", "rule", "points"), CASES)
def test_reads_languages(asked: str, name: str, level: str, rule: str, points: float) -> None:
    facts = facts_of(resume_of(languages=((name, level),)))
    reason = explain(Requirements(required_skills=wishes(asked)), facts).reasons[0]
    assert (reason.rule, reason.points) == (rule, points)


def test_a_language_in_the_list_of_skills_counts() -> None:
    facts = facts_of(resume_of("French, Excel"))
    reason = explain(Requirements(required_skills=wishes("French")), facts).reasons[0]
    assert (reason.rule, reason.evidence[0].pointer) == ("language", "/skills/0")


def test_prose_does_not_make_a_speaker() -> None:
    for done in ("Served German customers.", "German"):
        resume = resume_of("", (("Sales Manager", "2020-01", None, done),))
        resume["sections"] = {"summary": "German engineer, born in Bonn."}
        asked = Requirements(required_skills=wishes("German"))
        assert explain(asked, facts_of(resume)).reasons[0].rule == "missing"


@pytest.mark.parametrize("text", ["Excel", "R", "Go", "Polish windows", "C1", "", "SE"])
def test_is_no_language(text: str) -> None:
    assert language_wish(text) is None
