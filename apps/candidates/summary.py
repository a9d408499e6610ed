"""A few sentences about a candidate: extracted facts in, text made of fixed sentences out.

The sentences are data, one file for each language. Each is said only when all its facts are there,
and its facts stand in it as they were extracted; nothing else is claimed of the person.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "summaries"
DEFAULT = "en"

MOST_SKILLS = 5
MOST_LANGUAGES = 4
"""A summary is read at a glance; the lists stand beside it in full."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What may be said, each as extracted; None and empty are not spoken of."""

    name: str | None = None
    title: str | None = None
    company: str | None = None
    years: float | None = None
    skills: tuple[str, ...] = ()
    degree: str | None = None
    institution: str | None = None
    languages: tuple[str, ...] = ()


def write(facts: Facts, language: str | None) -> str | None:
    """The summary in the language of the CV, in English where we have no sentences in it; None
    when there is nothing to say."""
    phrases = _phrases(language if language in languages() else DEFAULT)
    said = [_said(phrases, group, _values(facts)) for group in GROUPS]
    return " ".join(sentence for sentence in said if sentence) or None


GROUPS = ("work", "experience", "skills", "study", "languages")
"""The sentences in their order; of each, the first that has all its facts."""


def languages() -> frozenset[str]:
    """The languages there are sentences in."""
    return frozenset(path.stem for path in HERE.glob("*.toml"))


@cache
def _phrases(language: str) -> Mapping[str, dict[str, str]]:
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))


def _values(facts: Facts) -> dict[str, str]:
    """What the sentences may name, as text; only what is there."""
    joined = {
        "skills": ", ".join(facts.skills[:MOST_SKILLS]),
        "languages": ", ".join(facts.languages[:MOST_LANGUAGES]),
    }
    whole = int(facts.years or 0)
    years = {"one_year": "1"} if whole == 1 else {"years": str(whole)} if whole > 1 else {}
    single = {
        name: value
        for name in ("name", "title", "company", "degree", "institution")
        if (value := (getattr(facts, name) or "").strip())
    }
    return {**single, **years, **{name: text for name, text in joined.items() if text}}


def _said(
    phrases: Mapping[str, dict[str, str]], group: str, values: Mapping[str, str]
) -> str | None:
    for needed, sentence in phrases[group].items():
        names = needed.split("-")
        if all(name in values for name in names):
            said = sentence.format_map({name: values[name] for name in names})
            return said[:-1] if said.endswith("..") else said  # of "Acme Inc."
    return None
