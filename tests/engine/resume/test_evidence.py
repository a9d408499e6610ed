"""Nothing invented: every value of a result stands in the places its evidence names."""

import json
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from apps.engine import document
from apps.engine.options import RESUME_OPTIONS
from apps.engine.resume import extract
from tests.engine.resume.conftest import TODAY, draw
from tests.engine.resume.evidence import unproven
from tests.engine.resume.layouts import LAYOUTS

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "resumes"
SAMPLE = 12  # every twelfth document: the whole corpus belongs to the bench


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_value_is_proven(layout: str) -> None:
    assert unproven(extract(draw(LAYOUTS[layout].text), TODAY)) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_line_is_lost(layout: str) -> None:
    metadata = extract(draw(LAYOUTS[layout].text), TODAY).metadata
    coverage = metadata["coverage"]
    assert isinstance(coverage, float)
    assert coverage >= 0.85, metadata["unassigned"]


def test_evidence_names_page_box_and_text() -> None:
    found = extract(draw(LAYOUTS["pipes"].text), TODAY)
    (place,) = cast("list[dict[str, Any]]", found.evidence["/candidate/name"])
    assert place["page"] == 1
    assert place["text"] == "Marta Lindqvist"
    left, bottom, right, top = place["boundingBox"]
    assert left < right
    assert bottom < top


def test_the_result_is_json_and_the_same_twice() -> None:
    first, second = (extract(draw(LAYOUTS["pipes"].text), TODAY) for _ in range(2))
    assert json.dumps([first.resume, first.evidence]) == json.dumps(
        [second.resume, second.evidence]
    )


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no resume corpus beside the repository")
def test_values_of_the_corpus_are_proven() -> None:
    for path in sorted(CORPUS.glob("*.pdf"))[::SAMPLE]:
        found = document.parse(path.read_bytes(), RESUME_OPTIONS)
        assert unproven(extract(found, date(2026, 11, 1))) == [], path.name
