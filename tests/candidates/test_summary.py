"""Summaries say what was extracted, in fixed sentences, and nothing else."""

import re
import tomllib

import pytest

from apps.candidates.summary import GROUPS, HERE, Facts, languages, write

NORA = Facts(
    name="Nora Feldweg",
    title="Engineer",
    company="Example Works",
    years=7.4,
    skills=("Python", "SQL"),
    degree="Bachelor of Science",
    institution="University of Nowhere",
    languages=("English", "Swedish"),
)
SAID = {
    "all": (
        NORA,
        "Nora Feldweg, Engineer at Example Works. 7+ years of work experience. "
        "Skills: Python, SQL. Education: Bachelor of Science, University of Nowhere. "
        "Languages: English, Swedish.",
    ),
    "no employer": (Facts(name="Nora", title="Engineer"), "Nora, Engineer."),
    "no name": (Facts(title="Engineer", company="Works"), "Engineer at Works."),
    "one year": (Facts(years=1.9), "1 year of work experience."),
    "two years": (Facts(years=2.0), "2+ years of work experience."),
    "a school only": (Facts(institution="Nowhere"), "Education: Nowhere."),
    "a degree only": (Facts(degree="BSc"), "Education: BSc."),
    "a company with a dot": (
        Facts(title="Engineer", company="Example Inc."),
        "Engineer at Example Inc.",
    ),
    "braces are text": (Facts(skills=("{name}",)), "Skills: {name}."),
}
UNSAID = {
    "nothing": Facts(),
    "a name alone": Facts(name="Nora"),
    "an employer alone": Facts(company="Works"),
    "less than a year": Facts(years=0.9),
    "blanks": Facts(title="  ", degree=" "),
}


@pytest.mark.parametrize(("facts", "text"), SAID.values(), ids=SAID)
def test_what_is_said(facts: Facts, text: str) -> None:
    assert write(facts, "en") == text


@pytest.mark.parametrize("facts", UNSAID.values(), ids=UNSAID)
def test_what_is_not_said(facts: Facts) -> None:
    assert write(facts, "en") is None


def test_five_skills_and_four_languages() -> None:
    many = tuple("ABCDEFG")
    assert write(Facts(skills=many), "en") == "Skills: A, B, C, D, E."
    assert write(Facts(languages=many), "en") == "Languages: A, B, C, D."


def test_a_language_without_sentences_is_answered_in_english() -> None:
    assert write(NORA, "fi") == write(NORA, None) == write(NORA, "en")
    assert languages() == {"en", "de", "fr", "es", "pt", "it", "nl"}


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_word_is_a_fact_or_one_of_the_sentences(language: str) -> None:
    """Without its facts a summary is made of the words of its file, and of no others."""
    text = write(NORA, language)
    assert text is not None
    for fact in (NORA.name, NORA.title, NORA.company, NORA.degree, NORA.institution, "7"):
        assert str(fact) in text
        text = text.replace(str(fact), "")
    for fact in (*NORA.skills, *NORA.languages):
        assert fact in text
        text = text.replace(fact, "")
    file = (HERE / f"{language}.toml").read_text(encoding="utf-8")
    assert set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", file))


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_file_has_the_same_sentences(language: str) -> None:
    own, english = (
        tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
        for name in (language, "en")
    )
    assert list(own) == list(english) == list(GROUPS)
    for group, sentences in own.items():
        assert list(sentences) == list(english[group])
        for needed, sentence in sentences.items():
            assert set(re.findall(r"{(\w+)}", sentence)) == set(needed.split("-"))
