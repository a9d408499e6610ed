"""No text makes the mapper raise, and what nobody can see never enters a field."""

from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.engine.model import Document
from apps.engine.resume import extract
from tests.engine.resume.conftest import TODAY, draw
from tests.engine.resume.evidence import unproven

PIECES = [
    "# Ada Lunde", "## EXPERIENCE", "## Ausbildung", "## Skills", "**Engineer**", "__Fjord AB__",
    "2019 – Present", "01/2020 - 02/2021", "seit 2019", "Oslo, Norway", "• Built things",
    "ada@example.com", "+47 22 85 50 50", "B.Sc. in Physics", "University of Oslo", "||", ",",
    " | ", "Python, SQL", "https://example.org/", "-", "(", ")", "Jan", "2019", "\n", "\n",
    "\n\n", "    ",
]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=30))
def test_no_text_raises_or_invents(pieces: list[str]) -> None:
    assert unproven(extract(draw(" ".join(pieces)), TODAY)) == []


def test_an_empty_document_is_an_empty_resume() -> None:
    found = extract(Document(0, (), ()), TODAY)
    resume = cast("dict[str, Any]", found.resume)
    assert resume["candidate"] == {"name": None, "headline": None, "location": None}
    assert resume["experience"] == []
    assert "missing_name" in resume["ats"]["warnings"]
    assert found.evidence == {}


def test_hidden_text_never_enters_a_field() -> None:
    text = "# Ada Lunde\nada@example.com\n## Skills\nPython, SQL\nKubernetes, Rust, COBOL"
    found = extract(draw(text, hidden=frozenset({4})), TODAY)
    resume = cast("dict[str, Any]", found.resume)
    assert resume["skills"] == ["Python", "SQL"]
    assert "hidden_text" in resume["ats"]["warnings"]
    assert "COBOL" not in str(found.evidence)


def test_keys_stand_in_the_order_of_the_contract() -> None:
    resume = cast("dict[str, Any]", extract(draw("# Ada Lunde"), TODAY).resume)
    assert list(resume)[:5] == ["candidate", "contact", "skills", "experience", "education"]
    assert list(resume["sections"]) == [
        "summary", "skills", "experience", "education", "projects", "certifications", "awards",
        "publications", "languages", "volunteering", "other",
    ]  # fmt: skip
    assert list(resume["ats"])[:5] == [
        "keyword_text", "section_coverage", "date_ranges", "confidence", "warnings",
    ]  # fmt: skip
