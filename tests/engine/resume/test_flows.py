"""Resumes as word processors build them, read whole."""

from typing import Any, cast

import orjson
import pytest

from apps.engine.document import parse
from apps.engine.options import RESUME_OPTIONS
from apps.engine.resume import Extraction, extract
from tests.engine.resume.conftest import TODAY
from tests.engine.resume.evidence import unproven
from tests.engine.resume.flows import RESUMES


def read(name: str) -> Extraction:
    return extract(parse(RESUMES[name].data, RESUME_OPTIONS, "cv.docx"), TODAY)


def entries(found: Extraction, kind: str) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", found.resume[kind])


@pytest.mark.parametrize("name", RESUMES)
def test_reads_who_it_is_about(name: str) -> None:
    resume, expected = cast("dict[str, Any]", read(name).resume), RESUMES[name]
    person, contact = resume["candidate"], resume["contact"]
    found = (person["name"], person["headline"], contact["emails"], contact["phones"])
    wanted = (expected.name, expected.headline, [*expected.emails], [*expected.phones])
    assert found == wanted


@pytest.mark.parametrize("name", RESUMES)
def test_reads_work_and_study(name: str) -> None:
    found = read(name)
    work = tuple(
        (
            one["title"],
            one["company"],
            one["start_date_iso"],
            one["end_date_iso"],
            len(one["bullets"]),
        )
        for one in entries(found, "experience")
    )
    study = tuple(
        (one["degree"], one["institution"], one["end_date_iso"] or one["graduation_date"])
        for one in entries(found, "education")
    )
    assert (work, study) == (RESUMES[name].work, RESUMES[name].study)
    assert found.resume["skills"] == [*RESUMES[name].skills]


@pytest.mark.parametrize("name", RESUMES)
def test_invents_nothing_and_names_no_place_on_paper(name: str) -> None:
    found = read(name)
    assert unproven(found) == []
    places = [place for group in found.evidence.values() for place in cast("list[Any]", group)]
    assert all(place["page"] == 1 and place["boundingBox"] is None for place in places)
    said = orjson.dumps([found.resume, found.evidence]).decode()
    assert [text for text in RESUMES[name].never if text in said] == []
