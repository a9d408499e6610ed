"""Work, study and person as read from layouts people draw."""

from typing import Any, cast

import pytest

from apps.engine.resume import extract
from tests.engine.resume.conftest import TODAY, draw
from tests.engine.resume.layouts import LAYOUTS


def entries(layout: str, kind: str) -> list[dict[str, Any]]:
    resume = extract(draw(LAYOUTS[layout].text), TODAY).resume
    return cast("list[dict[str, Any]]", resume[kind])


@pytest.mark.parametrize("layout", [name for name, one in LAYOUTS.items() if one.work])
def test_reads_work(layout: str) -> None:
    keys = ("title", "company", "location", "start_date_iso", "end_date_iso")
    found = entries(layout, "experience")
    read = tuple((*(one[key] for key in keys), len(one["bullets"])) for one in found)
    assert read == LAYOUTS[layout].work


@pytest.mark.parametrize("layout", [name for name, one in LAYOUTS.items() if one.study])
def test_reads_study(layout: str) -> None:
    keys = ("institution", "degree", "field")
    found = entries(layout, "education")
    read = tuple(
        (*(one[key] for key in keys), one["end_date_iso"] or one["graduation_date"])
        for one in found
    )
    assert read == LAYOUTS[layout].study


@pytest.mark.parametrize("layout", LAYOUTS)
def test_reads_who_it_is_about(layout: str) -> None:
    candidate = extract(draw(LAYOUTS[layout].text), TODAY).resume["candidate"]
    assert isinstance(candidate, dict)
    assert tuple(candidate.values()) == LAYOUTS[layout].person
