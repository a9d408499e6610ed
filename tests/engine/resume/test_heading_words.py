"""Headings are known with one letter wrong; other words are not taken for them."""

import pytest

from apps.engine.resume.heading_words import heading_key, misread_kind, varied_kind

MISREAD = {
    "Cuinical Experience": "experience",
    "Professlonal Experience": "experience",
    "Educaton": "education",
    "Ednication & Training": None,  # two letters
    "Berulserfahrung": "experience",
    "Techn1cal Skills": "skills",
}
OTHER_WORDS = ["Contracts", "Practices", "Sales", "Producing", "Operations", "Engineering", "Reach"]


@pytest.mark.parametrize(("text", "kind"), MISREAD.items(), ids=MISREAD)
def test_one_letter_may_be_wrong(text: str, kind: str | None) -> None:
    assert misread_kind(heading_key(text)) == kind


@pytest.mark.parametrize("text", OTHER_WORDS)
def test_other_words_are_no_headings(text: str) -> None:
    assert misread_kind(heading_key(text)) is None


VARIED = {
    "Academic Qualification": "education",
    "Ausbildung und Schule": "education",
    "Experience and Work": "experience",
    "Skill": None,  # one word: its number tells another word
    "Skills in Languages": None,  # "Language Skills" are languages, "Skills, Languages" skills
    "Studio": None,
}


@pytest.mark.parametrize(("text", "kind"), VARIED.items(), ids=VARIED)
def test_number_and_order_of_words_may_differ(text: str, kind: str | None) -> None:
    assert varied_kind(heading_key(text)) == kind
