"""Levels of education."""

import pytest

from apps.engine.matching import Level, Requirements, explain
from apps.engine.matching.education import level_of
from tests.engine.matching.people import facts_of, resume_of

LEVELS = [
    ("Bachelor of Science", Level.BACHELORS),
    ("B.Sc.", Level.BACHELORS),
    ("Licenciatura en Derecho", Level.BACHELORS),
    ("Laurea triennale", Level.BACHELORS),
    ("Professionsbachelor", Level.BACHELORS),
    ("Master of Science", Level.MASTERS),
    ("Diplom-Ingenieur", Level.MASTERS),
    ("MBA", Level.MASTERS),
    ("Laurea magistrale in Fisica", Level.MASTERS),
    ("magister", Level.MASTERS),
    ("Ph.D.", Level.PHD),
    ("Dr. rer. nat.", Level.PHD),
    ("Doctorado en Biología", Level.PHD),
    ("Associate of Arts", Level.ASSOCIATE),
    ("BTS", Level.ASSOCIATE),
    ("Meisterprüfung", Level.ASSOCIATE),
    ("High School Diploma", Level.HIGH_SCHOOL),
    ("Abitur", Level.HIGH_SCHOOL),
    ("Ausbildung zur Industriekauffrau", Level.HIGH_SCHOOL),
    ("baccalauréat", Level.HIGH_SCHOOL),
]
NO_LEVELS = ["Certificate", "Bootcamp", "Erasmus", "Curso de inglés", "Astronomy", "", "Diploma"]


@pytest.mark.parametrize(("degree", "level"), LEVELS)
def test_reads_the_level(degree: str, level: Level) -> None:
    assert level_of(degree) is level


@pytest.mark.parametrize("degree", NO_LEVELS)
def test_says_no_level(degree: str) -> None:
    assert level_of(degree) is None


POINTS = [
    # degrees with their ends, asked, points, rule
    ((("Bachelor of Arts", "2020"),), Level.BACHELORS, 100, "level_reached"),
    ((("Ph.D.", "2020"),), Level.BACHELORS, 100, "level_reached"),
    ((("Bachelor of Arts", "2028"),), Level.BACHELORS, 75, "level_in_progress"),
    ((("Bachelor of Arts", "2020"),), Level.MASTERS, 60, "one_level_below"),
    ((("BTS", "2020"),), Level.MASTERS, 30, "two_levels_below"),
    ((("Abitur", "2020"),), Level.PHD, 0, "far_below"),
    ((("Bachelor of Arts", "2028"),), Level.MASTERS, 30, "two_levels_below"),
    ((("Certificate", "2020"),), Level.BACHELORS, 0, "level_unknown"),
    ((), Level.BACHELORS, 0, "level_unknown"),
    ((("Abitur", "2015"), ("M.Sc.", "2028"), ("B.Sc.", "2020")), Level.BACHELORS, 100, ""),
]


@pytest.mark.parametrize(("degrees", "asked", "points", "rule"), POINTS)
def test_earns(
    degrees: tuple[tuple[str, str | None], ...], asked: Level, points: int, rule: str
) -> None:
    facts = facts_of(resume_of(studies=degrees))
    match = explain(Requirements(education_level=asked), facts)
    reason = next(reason for reason in match.reasons if reason.part == "education")
    assert (match.education, match.score) == (points, points)
    assert reason.rule == rule or not rule
