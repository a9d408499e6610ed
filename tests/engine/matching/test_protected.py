"""Protected traits never influence a score: they cannot be passed in, and where a resume names them
they are not read."""

from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import pytest

from apps.engine.matching import Facts, Record, Requirements, explain, score
from apps.engine.resume.vocabulary.load import groups
from tests.engine.matching.people import PEOPLE, POSITIONS, facts_of, resume_of, wishes

FORBIDDEN = ("name", "age", "birth", "gender", "sex", "nation", "marital", "photo", "picture")
TRAITS: tuple[dict[str, Any], ...] = (
    {"candidate": {"name": "Maria Example", "headline": None, "location": None}},
    {"candidate": {"name": "John Example", "headline": None, "location": None}},
    {"candidate": {"name": "Aicha Example", "photo": "data:image/png;base64,aaaa"}},
    {"personal": {"date_of_birth": "1961-02-03", "age": 65, "gender": "female"}},
    {"personal": {"date_of_birth": "2003-02-03", "age": 23, "gender": "male"}},
    {"personal": {"nationality": "German", "marital_status": "married", "children": 3}},
    {"sections": {"summary": "Married, born on 3 February 1961, German citizen."}},
    {"sections": {"summary": "Single, aged 23, Nigerian citizen, he/him."}},
    {"contact": {"emails": ["fatima@example.com"], "phones": ["+49 30 555-0100"], "links": []}},
    {"awards": [{"name": "Woman Engineer of the Year"}]},
    {"publications": [{"name": "Being a father in nursing"}]},
)


@pytest.mark.parametrize("trait", TRAITS)
def test_traits_change_no_score_and_no_reason(trait: dict[str, Any]) -> None:
    for requirements in POSITIONS.values():
        for resume in PEOPLE.values():
            plain = explain(requirements, facts_of(resume_of() | resume | {"candidate": {}}))
            marked = explain(
                requirements, facts_of(resume_of() | resume | {"candidate": {}} | trait)
            )
            assert plain == marked


@pytest.mark.parametrize("shape", [Facts, Record, Requirements])
def test_no_field_could_carry_a_trait(shape: type) -> None:
    names = [field.name for field in fields(shape)]
    assert [name for name in names if any(word in name for word in FORBIDDEN)] == [
        name for name in names if "language" in name and "age" in name
    ]


def pairs() -> list[tuple[str, str]]:
    """Titles that differ by gender alone, side by side in the vocabulary."""
    endings = (("er", "erin"), ("o", "a"), ("or", "ora"), ("ier", "ière"), ("eur", "euse"))
    known = {
        title
        for concept in ("occupations", "skill_titles")
        for titles in groups(concept).values()
        for title in titles
    }
    return sorted(
        (title, title[: -len(one)] + other)
        for title in known
        for one, other in endings
        if title.endswith(one) and title[: -len(one)] + other in known
    )


def test_titles_of_either_gender_score_alike() -> None:
    assert len(pairs()) > 60
    for one, other in pairs():
        for requirements in POSITIONS.values():
            scores = [
                score(requirements, facts_of(resume_of("Excel", ((title, "2020-01", None, ""),))))
                for title in (one, other)
            ]
            assert scores[0] == scores[1], (one, other, requirements.title)


@pytest.mark.parametrize("concept", ["occupations", "skill_titles"])
def test_german_titles_come_in_both_forms(concept: str) -> None:
    for titles in groups(concept).values():
        lone = [
            title
            for title in titles
            if title.endswith(("erin", "istin", "entin")) and title[: -len("in")] not in titles
        ]
        assert set(lone) <= {"Zimmerin"}  # beside "Zimmermann"


def test_who_grew_up_with_a_language_is_not_preferred() -> None:
    asked = Requirements(required_skills=wishes("native German"))
    scores = [
        score(asked, facts_of(resume_of(languages=(("German", level),))))
        for level in ("native", "fluent", "C2")
    ]
    assert len({match.score for match in scores}) == 1


def test_the_place_of_a_candidate_does_not_count() -> None:
    for requirements in POSITIONS.values():
        for one, other in pairwise(("Berlin", "Lagos", "Lima", "")):
            facts = facts_of(resume_of("Excel"))
            assert (
                score(requirements, replace(facts, location=one)).score
                == score(requirements, replace(facts, location=other)).score
            )
