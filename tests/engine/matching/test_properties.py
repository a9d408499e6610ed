"""What holds of every position and every record."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.engine.matching import Facts, Level, Requirements, SkillWish, Weights, explain, score
from apps.engine.matching.model import Place, Statement
from apps.engine.resume.vocabulary.load import groups
from tests.engine.matching.people import facts_of, resume_of

SKILLS = sorted(
    {*groups("skills"), *groups("skill_names"), *groups("skill_kinds"), "Tide tables", "Beekeeping"}
)
TITLES = sorted(title for titles in groups("occupations").values() for title in titles)
DEGREES = ("B.Sc.", "Master of Science", "Abitur", "Ph.D.", "BTS", "Certificate", "Astronomy")

skills = st.sampled_from(SKILLS)
weights = st.sampled_from((0.0, 0.1, 0.25, 0.5, 0.8, 1.0))
wish_lists = st.lists(st.builds(SkillWish, skills, weights), max_size=5).map(tuple)
years = st.none() | st.integers(0, 20)
months = st.builds("{:04d}-{:02d}".format, st.integers(1980, 2026), st.integers(1, 12))
requirements = st.builds(
    Requirements,
    title=st.sampled_from(TITLES),
    required_skills=wish_lists,
    nice_to_have_skills=wish_lists,
    min_experience_years=years,
    max_experience_years=years,
    education_level=st.sampled_from(tuple(Level)),
    preferred_locations=st.just(("Remote",)),
    weights=st.builds(Weights, weights, weights, weights),
)


def _resume(
    listed: list[str], work: list[Any], degrees: list[tuple[str, str | None]]
) -> dict[str, Any]:
    return resume_of(
        ", ".join(skill for skill in listed if "," not in skill), tuple(work), tuple(degrees)
    )


resumes = st.builds(
    _resume,
    st.lists(skills, max_size=6),
    st.lists(st.tuples(st.sampled_from(TITLES), months, st.none() | months, skills), max_size=4),
    st.lists(st.tuples(st.sampled_from(DEGREES), st.none() | months), max_size=3),
)
few = settings(max_examples=150, deadline=None)


@few
@given(requirements, resumes)
def test_scores_lie_within_bounds_and_add_up(asked: Requirements, resume: dict[str, Any]) -> None:
    match = explain(asked, facts_of(resume))
    for part in (match.skills, match.experience, match.education):
        assert 0 <= part <= 100
    if match.score is not None:
        parts = [match.skills, match.experience, match.education]
        assert min(parts) <= match.score <= max(parts)
    earned = [one for one in match.reasons if one.part == "skills" and one.kind]
    of = sum(one.of or 0 for one in earned)
    if of:
        assert abs(match.skills - 100 * sum(one.points or 0 for one in earned) / of) <= 0.51


@few
@given(requirements, resumes, skills)
def test_another_skill_never_lowers_a_score(
    asked: Requirements, resume: dict[str, Any], skill: str
) -> None:
    before = facts_of(resume)
    after = facts_of({**resume, "skills": [*resume["skills"], skill]})
    assert (score(asked, after).score or 0) >= (score(asked, before).score or 0)


@few
@given(requirements, resumes, st.randoms(use_true_random=False))
def test_the_order_of_things_does_not_matter(
    asked: Requirements, resume: dict[str, Any], random: Any
) -> None:
    facts = facts_of(resume)
    shuffled = facts_of({key: _shuffled(value, random) for key, value in resume.items()})
    wishes = tuple(_shuffled(list(asked.required_skills), random))
    assert _scores(asked, facts) == _scores(replace(asked, required_skills=wishes), shuffled)


def _shuffled(value: Any, random: Any) -> Any:
    return random.sample(value, len(value)) if isinstance(value, list) else value


def _scores(asked: Requirements, facts: Facts) -> tuple[int | None, dict[str, int]]:
    match = score(asked, facts)
    return match.score, match.breakdown


@few
@given(requirements, resumes)
def test_the_same_again_is_the_same(asked: Requirements, resume: dict[str, Any]) -> None:
    assert explain(asked, facts_of(resume)) == explain(asked, facts_of(resume))


@few
@given(st.text(max_size=30), st.text(max_size=60))
def test_any_text_is_endured(skill: str, text: str) -> None:
    facts = facts_of(resume_of())
    facts = replace(facts, statements=(Statement(text, Place.WORK), Statement(text, Place.SKILLS)))
    match = explain(Requirements(title=text, required_skills=(SkillWish(skill),)), facts)
    assert match.score in range(101)
