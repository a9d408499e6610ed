"""Skills and languages: lists in every shape, and what is none."""

import pytest

from apps.engine.resume.columns import split_columns
from apps.engine.resume.languages import find_languages
from apps.engine.resume.rows import Row, make_rows
from apps.engine.resume.skills import find_skills
from tests.engine.resume.conftest import draw


def rows(text: str) -> tuple[Row, ...]:
    return split_columns(make_rows(draw(text).lines))


SKILLS = [
    ("Python, SQL and Docker", ["Python", "SQL and Docker"]),
    ("Python, SQL, and Docker", ["Python", "SQL", "Docker"]),
    ("Languages: Python, SQL\nTools: Docker", ["Python", "SQL", "Docker"]),
    ("**Tools** || Docker, Git\n**Other** || Welding, Yoga", ["Docker", "Git", "Welding", "Yoga"]),
    ("• Contract law\n• First aid", ["Contract law", "First aid"]),
    ("Triage | Wound care | IV therapy", ["Triage", "Wound care", "IV therapy"]),
    ("Figma · Prototyping · HTML/CSS", ["Figma", "Prototyping", "HTML/CSS"]),
    ("Python ●●●●○\nReact 4/5\nGo (Advanced)\nC++ - 5 years", ["Python", "React", "Go", "C++"]),
    ("postgres, NodeJS, scikit learn", ["PostgreSQL", "Node.js", "scikit-learn"]),
    ("Excel (pivot tables, macros), SAP", ["Excel (pivot tables, macros)", "SAP"]),
    ("Python, python, PYTHON", ["Python"]),
    ("Skill || Level\nJira || Expert\nFigma || Basic\nVisum || Good", ["Jira", "Figma", "Visum"]),
    (
        "Jira || snyggt\nFigma || snyggt\nVisum || sådär\nWord || sådär",
        ["Jira", "Figma", "Visum", "Word"],
    ),
    (
        "Jira || Figma\nVisum || Excel\nWord || Maya",
        ["Jira", "Figma", "Visum", "Excel", "Word", "Maya"],
    ),
    ("Over 5000 lines:\nJava • C#", ["Java", "C#"]),
    (
        "• Cost control || • Power tools || • Safety\n• First aid || • Lean Six Sigma || • SAP",
        ["Cost control", "Power tools", "Safety", "First aid", "Lean Six Sigma", "SAP"],
    ),
]


@pytest.mark.parametrize(("text", "skills"), SKILLS)
def test_finds_skills(text: str, skills: list[str]) -> None:
    assert [found.value for found in find_skills(rows(text))] == skills


def test_a_sentence_is_no_skill() -> None:
    text = "I have worked with many different tools over the last ten years in Oslo."
    assert find_skills(rows(text)) == ()


def test_rejoins_a_skill_broken_over_two_lines() -> None:
    text = "Lesson planning, Google Class-\nroom, Pastoral care,\nPublic speaking"
    assert [found.value for found in find_skills(rows(text))] == [
        "Lesson planning",
        "Google Classroom",
        "Pastoral care",
        "Public Speaking",
    ]


LANGUAGES = [
    ("English (fluent), German (native)", [("English", "fluent"), ("German", "native")]),
    ("Deutsch: Muttersprache", [("Deutsch", "Muttersprache")]),
    ("Français – courant\nAnglais – B2", [("Français", "courant"), ("Anglais", "B2")]),
    ("Svenska || modersmål", [("Svenska", "modersmål")]),
    ("English, Spanish", [("English", None), ("Spanish", None)]),
    ("Brazilian Portuguese: native", [("Brazilian Portuguese", "native")]),
    (
        "Língua materna: Português\nOutras línguas: Inglês (C1), Espanhol (B1)",
        [("Português", "Língua materna"), ("Inglês", "C1"), ("Espanhol", "B1")],
    ),
    ("Español (nativo), Valenciano (C1)", [("Español", "nativo"), ("Valenciano", "C1")]),
    ("Italiano: madrelingua – Inglese: B2", [("Italiano", "madrelingua"), ("Inglese", "B2")]),
    ("Hobbies (many), Chess: well", []),
    ("Chess and rowing", []),
]


@pytest.mark.parametrize(("text", "languages"), LANGUAGES)
def test_finds_languages(text: str, languages: list[tuple[str, str | None]]) -> None:
    found = find_languages(rows(text))
    assert [
        (one.name.value, one.proficiency and one.proficiency.value) for one in found
    ] == languages
