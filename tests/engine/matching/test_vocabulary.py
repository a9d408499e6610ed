"""The vocabulary of matching: names mean one thing, relations lead somewhere and in no circle."""

from itertools import combinations

import pytest

from apps.engine.matching.relations import skill_named, wordings
from apps.engine.matching.words import phrase_of
from apps.engine.resume.vocabulary.load import groups

RELATIONS = ("skill_kinds", "skill_implied")


def test_a_name_means_one_skill() -> None:
    owners: dict[tuple[str, ...], str] = {}
    for concept in ("skills", "skill_names"):
        for skill, names in groups(concept).items():
            for name in (skill, *names):
                assert owners.setdefault(phrase_of(name), skill) == skill, name


@pytest.mark.parametrize("concept", [*RELATIONS, "skill_titles"])
def test_relations_use_the_names_of_skills(concept: str) -> None:
    related = [
        name
        for skill, others in groups(concept).items()
        for name in ((skill,) if concept == "skill_titles" else (skill, *others))
    ]
    assert [name for name in related if skill_named(name) != name] == []


def test_no_skill_is_a_kind_of_itself() -> None:
    for skill in groups("skill_kinds"):
        below: set[str] = set()
        edge = [skill]
        while edge:
            found = [one for name in edge for one in groups("skill_kinds").get(name, ())]
            below.update(found)
            edge = [one for one in found if one in groups("skill_kinds")]
            assert len(below) < 500
        assert skill not in below, skill


def test_holds_a_few_hundred_entries_of_many_professions() -> None:
    relations = sum(len(others) for concept in RELATIONS for others in groups(concept).values())
    assert relations > 400
    assert sum(len(names) for names in groups("skill_names").values()) > 1200
    for skill in ("Nursing", "Accounting", "Welding", "Forklift", "Teaching", "Cooking", "Python"):
        assert len(wordings(skill)) > 10, skill


def test_ambiguous_words_are_names_of_skills() -> None:
    words = (*groups("skill_ambiguous")["word"], *groups("skill_ambiguous")["cased"])
    used = {
        spelling
        for concept in ("skills", "skill_names", *RELATIONS)
        for skill, names in groups(concept).items()
        for spelling in (skill, *names)
    }
    unlisted = [word for word in words if word not in used]
    assert len(unlisted) < len(words) / 2, unlisted  # the others may be asked for by their own name


def test_fields_of_work_do_not_share_titles() -> None:
    for (one, titles), (other, others) in combinations(groups("occupations").items(), 2):
        assert not {phrase_of(t) for t in titles} & {phrase_of(t) for t in others}, (one, other)


def test_related_fields_exist() -> None:
    for field, others in groups("occupations_related").items():
        assert {field, *others} <= groups("occupations").keys()
