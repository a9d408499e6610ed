"""Words as matching compares them."""

import pytest

from apps.engine.matching.words import number_forms, phrase_of, without_version, words_of

PHRASES = [
    ("Python", ("python",)),
    ("C++", ("c++",)),
    ("C#", ("c#",)),
    ("C", ("c",)),
    (".NET", ("dotnet",)),
    ("ASP.NET", ("asp", "net")),
    ("Node.js", ("node", "js")),
    ("CI/CD", ("ci", "cd")),
    ("Éducation spéciale", ("education", "speciale")),
    ("Schweißen", ("schweissen",)),
    ("księgowość", ("ksiegowosc",)),
]


@pytest.mark.parametrize(("text", "phrase"), PHRASES)
def test_folds(text: str, phrase: tuple[str, ...]) -> None:
    assert phrase_of(text) == phrase


def test_signs_end_a_phrase() -> None:
    assert words_of("Java, Script. Next") == ["java", ",", "script", ".", "next"]
    assert words_of("net income") == ["net", "income"]


def test_cuts_a_version() -> None:
    assert [without_version(text) for text in ("Python 3.11", "Java 17", "Angular 2+")] == [
        "Python",
        "Java",
        "Angular",
    ]
    assert [without_version(text) for text in ("Python", "5S", "365")] == [None] * 3


@pytest.mark.parametrize("text", ["analysis", "business", "logistics", "sales", "status", "SQL"])
def test_leaves_words_alone_that_are_no_plural(text: str) -> None:
    assert number_forms(phrase_of(text)) == (phrase_of(text),)
