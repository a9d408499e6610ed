"""What no field and no section took is listed; what says nothing new is not."""

from typing import Any, cast

import pytest

from apps.engine.resume import extract
from tests.engine.resume.conftest import TODAY, draw

HEAD = "# Ada Lunde\nada.lunde@example.com | Oslo, Norway\n{line}\n\n"
BODY = """## Experience
**Engineer**, Fjord AB, Oslo || 2019 – 2021
• Built things

## Core
## Competencies
Python, SQL
"""


def metadata(line: str) -> dict[str, Any]:
    text = HEAD.format(line=line) + BODY
    return cast("dict[str, Any]", extract(draw(text), TODAY).metadata)


@pytest.mark.parametrize(
    "line",
    [
        "Last updated in June 2025",
        "ada-lunde",
        "adalu",
        "alunde",
        "Phone:",
        "• •",
        "Curriculum Vitae",
    ],
)
def test_what_says_nothing_new_is_not_listed(line: str) -> None:
    assert metadata(line)["unassigned"] == []
    assert metadata(line)["coverage"] == 1.0


@pytest.mark.parametrize("line", ["Left-handed", "Updated the archive", "danu"])
def test_everything_else_is_listed(line: str) -> None:
    assert [one["text"] for one in metadata(f"– {line} –")["unassigned"]] == [f"– {line} –"]
    assert metadata(f"– {line} –")["coverage"] < 1.0


def test_contact_at_the_foot_leaves_its_neighbours_in_their_section() -> None:
    text = (
        "# Ada Lunde\n\n"
        + BODY
        + "\n## Interests\nSailing, Chess\nada@example.com\n+47 22 55 01 42\n"
    )
    found = extract(draw(text), TODAY).resume
    assert cast("dict[str, Any]", found["sections"])["other"] == "Sailing, Chess"
    assert cast("dict[str, Any]", found["contact"])["emails"] == ["ada@example.com"]
