"""Years of experience."""

from datetime import date

import pytest

from apps.engine.matching import Requirements, explain, read_facts, record_of
from apps.engine.matching.experience import fields_of
from apps.engine.matching.model import Status
from tests.engine.matching.people import TODAY, Entry, facts_of, resume_of, wishes

ENGINEER = "Backend Engineer"
YEARS = [
    # work, least, most, points, rule
    (((ENGINEER, "2020-11", None, ""),), 3, None, 100, "years_met"),
    (((ENGINEER, "2020-11", None, ""),), 3, 8, 100, "years_met"),
    (((ENGINEER, "2025-11", None, ""),), 3, None, 37, "years_short"),
    (((ENGINEER, "2025", "2025", ""),), 2, None, 50, "years_short"),
    (((ENGINEER, "2016-11", None, ""),), 3, 8, 90, "years_above"),
    (((ENGINEER, "1990-11", None, ""),), 3, 8, 70, "years_above"),
    (((ENGINEER, "2016-11", None, ""),), None, 8, 90, "years_above"),
    (((ENGINEER, "2020-01", "2021-12", ""), (ENGINEER, "2020-06", "2021-12", "")), 4, None, 50, ""),
    ((("Head Chef", "2010-01", None, ""),), 3, None, 0, "years_short"),
    ((("Data Analyst", "2023-01", "2024-12", ""),), 2, None, 50, "years_short"),
    ((("Employee", "2023-01", "2024-12", ""),), 2, None, 50, "years_short"),
    ((("Head Chef", "2023-01", "2024-12", "Wrote the booking site in Python."),), 2, None, 100, ""),
    ((), 3, None, 0, "years_unknown"),
    (((ENGINEER, None, None, ""),), 3, None, 0, "years_unknown"),
]


@pytest.mark.parametrize(("work", "least", "most", "points", "rule"), YEARS)
def test_counts_years(
    work: tuple[Entry, ...], least: int | None, most: int | None, points: int, rule: str
) -> None:
    requirements = Requirements(
        title="Backend Engineer",
        required_skills=wishes("Python"),
        min_experience_years=least,
        max_experience_years=most,
    )
    match = explain(requirements, facts_of(resume_of(work=work)))
    reason = next(reason for reason in match.reasons if reason.part == "experience")
    assert (match.experience, reason.points) == (points, points)
    assert reason.rule == rule or not rule


@pytest.mark.parametrize(
    ("years", "least", "most", "rule", "text"),
    [
        (2.9, 2.94, None, "years_short", "2.9 of 2.94 years = 99 points."),
        (14.8, 25.29, None, "years_short", "14.8 of 25.29 years = 59 points."),
        (0.0, 0.02, None, "years_short", "0 of 0.02 years = 0 points."),
        (2.9, 2.9, None, "years_met", "In full: 100 points."),
        (2.9, 2.86, None, "years_met", "In full: 100 points."),
        (14.8, None, 8.84, "years_above", "14.8 years are more than 8.84: 100 - 25 = 75 points."),
        (14.8, None, 14.4, "years_met", "In full: 100 points."),
    ],
)
def test_years_are_asked_for_as_they_are_written(
    years: float, least: float | None, most: float | None, rule: str, text: str
) -> None:
    requirements = Requirements(min_experience_years=least, max_experience_years=most)
    record = record_of({"ats": {"years_of_experience": years}}, TODAY)
    reason = explain(requirements, read_facts({}, record)).reasons[1]
    assert reason.rule == rule
    assert reason.text.endswith(f". {text}")
    assert (reason.status is Status.MET) == (rule == "years_met")


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        (None, "3 years of dated work, all of it counts"),
        (3.0, "3 years of dated work, all of it counts"),
        (5.0, "5 years, as the record states, all of it counts"),  # somebody corrected it
        (3.1, "3.1 years, as the record states, all of it counts"),
    ],
)
def test_says_where_the_years_come_from(stated: float | None, text: str) -> None:
    resume = resume_of(work=((ENGINEER, "2020-01", "2022-12", ""),))
    record = record_of({**resume, "ats": {"years_of_experience": stated}}, TODAY)
    requirements = Requirements(title=ENGINEER, min_experience_years=2)
    assert text in explain(requirements, read_facts(resume, record)).reasons[1].text


def test_each_month_counts_as_its_best_entry() -> None:
    resume = resume_of(
        work=(("Head Chef", "2020-01", "2023-12", ""), (ENGINEER, "2022-01", "2023-12", ""))
    )
    requirements = Requirements(title=ENGINEER, min_experience_years=4)
    reason = explain(requirements, facts_of(resume)).reasons[1]
    assert "4 years of dated work, of which 2 count" in reason.text
    assert [one.text.split(": ")[1] for one in reason.evidence] == [
        "does not count",
        "is work in the same field",
    ]


def test_without_a_field_of_the_position_all_work_counts() -> None:
    resume = resume_of(work=(("Head Chef", "2020-01", "2023-12", ""),))
    requirements = Requirements(title="Number 4711", min_experience_years=4)
    assert explain(requirements, facts_of(resume)).experience == 100


def test_a_stated_number_of_years_overrules_the_dates() -> None:
    resume = resume_of(work=((ENGINEER, "2025-01", "2025-12", ""),))
    requirements = Requirements(title=ENGINEER, min_experience_years=4)
    record = record_of({**resume, "ats": {"years_of_experience": 4.0}}, TODAY)
    assert explain(requirements, read_facts(resume, record)).experience == 100


def test_a_stated_number_without_dates_is_said_as_such() -> None:
    record = record_of({"ats": {"years_of_experience": 4}}, TODAY)
    requirements = Requirements(title=ENGINEER, min_experience_years=4)
    reason = explain(requirements, read_facts({}, record)).reasons[1]
    assert "as the record states without dated work" in reason.text


def test_the_present_is_the_one_of_the_record() -> None:
    resume = resume_of(work=((ENGINEER, "2020-01", None, ""),))
    requirements = Requirements(title=ENGINEER, min_experience_years=4)
    early = read_facts(resume, record_of(resume, date(2021, 12, 31)))
    late = read_facts(resume, record_of(resume, date(2024, 1, 1)))
    assert explain(requirements, early).experience == 50
    assert explain(requirements, late).experience == 100


def test_nothing_asked_counts_for_nothing() -> None:
    match = explain(Requirements(title=ENGINEER), facts_of(resume_of()))
    assert match.reasons[1].status is Status.NOT_ASKED
    assert match.experience == 100


FIELDS = [
    ("Senior Backend Engineer", {"software"}),
    ("Kellnerin", {"food and hospitality"}),
    ("Kellner", {"food and hospitality"}),
    ("Infirmière de bloc", {"nursing"}),
    ("Bilanzbuchhalter (m/w/d)", {"finance"}),
    ("Team Lead", set()),
    ("", set()),
]


@pytest.mark.parametrize(("title", "fields"), FIELDS)
def test_reads_the_field_of_a_title(title: str, fields: set[str]) -> None:
    assert fields_of(title) == fields
