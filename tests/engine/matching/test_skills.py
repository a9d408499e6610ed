"""Skills: which wording meets which, by which rule, and what looks alike and is left alone."""

import pytest

from apps.engine.matching import Requirements, SkillWish, explain
from apps.engine.matching.model import Reason, Status
from tests.engine.matching.people import facts_of, resume_of, wishes


def judge(asked: str, listed: str = "", done: str = "", title: str = "Employee") -> Reason:
    resume = resume_of(listed, ((title, "2020-01", None, done),))
    requirements = Requirements(required_skills=(SkillWish(asked),))
    return explain(requirements, facts_of(resume)).reasons[0]


MET = [
    # asked, listed, done, rule, points
    ("Python", "Python", "", "exact", 1.0),
    ("python", "PYTHON", "", "exact", 1.0),
    ("Python", "Python 3.11", "", "exact", 1.0),
    ("PostgreSQL", "Postgres", "", "synonym", 1.0),
    ("Postgres", "PostgreSQL", "", "synonym", 1.0),
    ("K8s", "Kubernetes", "", "synonym", 1.0),
    ("JavaScript", "React", "", "implied", 0.8),
    ("Python", "Django", "", "implied", 0.8),
    ("Python", "", "Built it with Django REST Framework.", "implied", 0.8),
    ("SQL", "PostgreSQL", "", "kind_of", 0.9),
    ("Spring", "Spring Boot", "", "kind_of", 0.9),
    ("Marketing", "Email marketing", "", "kind_of", 0.9),
    ("Nursing", "Nursing assistant", "", "implied", 0.8),
    ("Testing", "Unit testing", "", "exact", 1.0),
    ("Databases", "PostgreSQL", "", "kind_of", 0.9),
    ("PostgreSQL", "SQL", "", "parent_term", 0.3),
    ("Python 3.11", "Python", "", "version", 0.9),
    ("Python 3.11", "Python 3.11", "", "exact", 1.0),
    ("Python (Django)", "Python", "", "version", 0.9),
    ("AWS or Azure", "Azure", "", "exact", 1.0),
    ("React/Vue", "Vue.js", "", "exact", 1.0),
    ("C++", "C++", "", "exact", 1.0),
    ("C", "C, C++", "", "exact", 1.0),
    ("C#", "C#", "", "exact", 1.0),
    (".NET", ".NET", "", "exact", 1.0),
    (".NET", "dotnet", "", "exact", 1.0),
    ("Go", "Go", "", "exact", 1.0),
    ("Go", "", "Services in Go and Python.", "exact", 1.0),
    ("R", "R (ggplot2)", "", "exact", 1.0),
    ("R", "", "Models in R.", "exact", 1.0),
    ("Excel", "", "Reports with Excel for the board.", "exact", 1.0),
    ("Excel", "", "Reports in MS Excel.", "exact", 1.0),
    ("React", "", "React and Redux front ends.", "exact", 1.0),
    ("Unit tests", "unit test", "", "synonym", 1.0),
    ("Tide tables", "tide table", "", "exact", 1.0),
    ("Tide modelling", "", "Did tide modelling for ports.", "exact", 1.0),
    ("Welding", "Soudage", "", "synonym", 1.0),
    ("Accounting", "Buchhaltung", "", "synonym", 1.0),
    ("Nursing", "enfermería", "", "synonym", 1.0),
    ("Forklift", "Staplerschein", "", "synonym", 1.0),
    ("CPR", "ACLS", "", "implied", 0.8),
    ("Lean Manufacturing", "5S", "", "kind_of", 0.9),
    ("SEO", "", "Doubled traffic by SEO.", "exact", 1.0),
    ("Food safety (HACCP)", "food safety (HACCP)", "", "exact", 1.0),
    ("Food safety (HACCP)", "Food safety: HACCP", "", "exact", 1.0),
    ("Food safety HACCP", "Food safety (HACCP)", "", "exact", 1.0),
    ("Food safety (HACCP)", "Food safety", "", "version", 0.9),
    ("Falconry (advanced)", "Falconry (advanced)", "", "exact", 1.0),
]


@pytest.mark.parametrize(("asked", "listed", "done", "rule", "points"), MET)
def test_meets(asked: str, listed: str, done: str, rule: str, points: float) -> None:
    reason = judge(asked, listed, done)
    assert (reason.rule, reason.points) == (rule, points)


LEFT_ALONE = [
    # asked, listed, done
    ("Java", "JavaScript", ""),
    ("Java", "", "Wrote JavaScript."),
    ("C", "C++", ""),
    ("C", "C#", ""),
    ("C", "Objective-C", ""),
    ("C", "", "Reported to the C-level."),
    ("C", "Vitamin C analysis", ""),
    ("C++", "C", ""),
    ("C#", "C", ""),
    ("R", "", "Led the R&D team."),
    ("R", "SAP R/3", ""),
    ("R", "R&D", ""),
    ("Go", "", "Led the go-to-market plan."),
    ("Go", "", "Go to market with two products."),
    ("Go", "Go-to-market strategy", ""),
    (".NET", "Internet", ""),
    (".NET", "", "Net income rose."),
    ("Excel", "", "Excels in teams and can excel under pressure."),
    ("Excel", "", "Excel at what you do."),
    ("excel", "", "We excel in service."),
    ("go", "", "We go to market."),
    ("React", "", "React to incidents within minutes."),
    ("Word", "", "Spread the word in clinics."),
    ("Spring", "", "Spring 2019 campaign for shoes."),
    ("Swift", "", "A swift answer to every ticket."),
    ("Rust", "", "Removed rust from hulls."),
    ("Cybersecurity", "", "Offered job security to the team."),
    ("Security", "IT security", ""),
    ("Communication", "", "Built the communication network of the port."),
    ("Organization", "", "Work in a large organization of the state."),
    ("Insurance", "Quality assurance", ""),
    ("Machine Learning", "", "Dosed 5 ml per hour."),
    ("Artificial Intelligence", "", "Consulenza ai clienti."),
    ("Accounts Receivable", "", "Moved to Little Rock, ar."),
    ("Business Intelligence", "", "A bi-weekly meeting."),
    ("Sales", "", "Set up the point of sale system."),
    ("Python", "MATLAB, Excel", "Drove trucks."),
    ("Docker", "Python", ""),
    ("Sales", "Salesforce", ""),
    ("Networking", "", "Built the network security team."),
    ("Project Management, Software", "Project Management", ""),
    ("Falconry (advanced)", "Falconry", ""),
    ("Falconry (advanced)", "Falconry, advanced", ""),
    ("Falconry (advanced)", "Falconry (advanced beginner)", ""),
    ("Falconry (advanced)", "", "Taught falconry. Advanced to head of birds."),
    ("Data Entry", "Data: entry level", ""),
    ("Management Accounting", "", "Controlling costs of the kitchen."),
]


@pytest.mark.parametrize(("asked", "listed", "done"), LEFT_ALONE)
def test_leaves_alone(asked: str, listed: str, done: str) -> None:
    reason = judge(asked, listed, done)
    assert (reason.status, reason.rule, reason.evidence) == (Status.MISSING, "missing", ())


TITLES = [
    ("Nursing", "Krankenpfleger"),
    ("Nursing", "Krankenpflegerin"),
    ("Project Management", "Project Manager"),
    ("Cooking", "Köchin"),
    ("Accounting", "Senior Accountant"),
]


@pytest.mark.parametrize(("asked", "title"), TITLES)
def test_a_title_says_less_than_a_skill(asked: str, title: str) -> None:
    reason = judge(asked, title=title)
    assert (reason.rule, reason.points) == ("title", 0.7)
    assert reason.evidence[0].text == title


def test_a_title_is_only_read_in_titles() -> None:
    assert judge("Nursing", done="Worked beside the staff nurse.").rule == "missing"


def test_shows_every_place_of_the_best_rule_and_where_it_stands() -> None:
    resume = resume_of("SQL, Postgres", (("DBA", "2020-01", None, "Tuned PostgreSQL."),))
    reason = explain(Requirements(required_skills=wishes("Postgres")), facts_of(resume)).reasons[0]
    assert [(one.text, one.place, one.pointer) for one in reason.evidence] == [
        ("Postgres", "skills", "/skills/1"),
        ("PostgreSQL", "work", "/experience/0/bullets/0"),
    ]
    assert "named as asked" in reason.text


def test_says_the_way_from_what_is_found_to_what_is_asked() -> None:
    reason = judge("Python", "Django REST Framework")
    assert "implies Python" in reason.text
    assert "a kind of Relational Databases, which leads to Databases" in (
        judge("Databases", "MariaDB").text
    )


def test_sums_weights_and_what_is_nice_to_have() -> None:
    requirements = Requirements(
        required_skills=wishes("Python", ("PostgreSQL", 0.8)),
        nice_to_have_skills=wishes(("Docker", 0.5)),
    )
    match = explain(requirements, facts_of(resume_of("Python, PostgreSQL")))
    assert match.skills == 95
    assert match.reasons[3].text == "1.8 of 1.9 points = 95 of 100."


@pytest.mark.parametrize(
    ("weight", "required", "listed", "sum_", "points", "of"),
    [
        (0.8, True, "PostgreSQL", "0.8 x 0.9 = 0.72", 0.72, 0.8),
        (0.5, False, "SQL", "0.5 x 0.2 (nice to have) x 1 = 0.1", 0.1, 0.1),
        (0.13, False, "PostgreSQL", "0.13 x 0.2 (nice to have) x 0.9 = 0.0234", 0.0234, 0.026),
        (0.333, False, "PostgreSQL", "0.333 x 0.2 (nice to have) x 0.9 = 0.05994", 0.05994, 0.0666),
        (0.001, False, "SQL", "0.001 x 0.2 (nice to have) x 1 = 0.0002", 0.0002, 0.0002),
        (0.3336, True, "SQL", "0.334 x 1 = 0.334", 0.334, 0.334),
    ],
)
def test_the_points_are_the_product_that_is_written(
    weight: float, required: bool, listed: str, sum_: str, points: float, of: float
) -> None:
    asked = wishes(("SQL", weight))
    requirements = (
        Requirements(required_skills=asked) if required else Requirements(nice_to_have_skills=asked)
    )
    reason, total = explain(requirements, facts_of(resume_of(listed))).reasons[:2]
    assert reason.text.endswith(f"Points: {sum_}.")
    assert (reason.points, reason.of) == (points, of)
    assert total.text.startswith(f"{points} of {of} points = ")


def test_a_skill_of_no_weight_is_said_and_not_counted() -> None:
    requirements = Requirements(required_skills=wishes(("Python", 0.0)))
    match = explain(requirements, facts_of(resume_of("Java")))
    assert (match.score, match.skills) == (None, 100)
    assert match.reasons[0].requirement == "Python"
