"""What is computed from the fields: years, confidence, warnings, keywords."""

from typing import Any, cast

import pytest

from apps.engine.resume import ats, extract
from apps.engine.resume.dates import find_dates
from tests.engine.resume.conftest import TODAY, draw
from tests.engine.resume.layouts import LAYOUTS

YEARS = [
    (["2019 – 2020"], 2.0),
    (["01/2019 – 12/2020", "06/2020 – 06/2021"], 2.5),
    (["11/2025 – Present"], 1.1),
    (["01/2027 – 12/2030"], 0.0),
    (["2018"], 1.0),
    ([], None),
]


@pytest.mark.parametrize(("texts", "years"), YEARS)
def test_counts_years_once(texts: list[str], years: float | None) -> None:
    dates = [date for text in texts for date in find_dates(text)]
    assert (ats.years_of_experience(dates, TODAY) or None) == (years or None)


def test_states_confidence_and_keywords() -> None:
    found = cast("dict[str, Any]", extract(draw(LAYOUTS["pipes"].text), TODAY).resume["ats"])
    assert found["keyword_text"] == "python sql scala airflow dbt kafka"
    assert found["section_coverage"] == ["skills", "experience", "education"]
    assert found["date_ranges"] == ["Jan 2020 – Present", "Mar 2016 – Dec 2019"]
    assert found["confidence"]["contact"] == 1.0
    assert found["confidence"]["sections"] == 1.0
    assert found["confidence"]["name"] > 0.8
    assert found["warnings"] == []


def test_warns_of_what_is_missing() -> None:
    found = cast("dict[str, Any]", extract(draw("## Skills\nPython"), TODAY).resume["ats"])
    assert found["warnings"][:2] == ["missing_name", "missing_headline"]
    assert set(found["warnings"]) <= set(ats.WARNINGS)


@pytest.mark.parametrize(("period", "warned"), [("03/04/2020", True), ("03/2020", False)])
def test_warns_of_dates_with_two_readings(period: str, warned: bool) -> None:
    text = f"# Ada Lunde\n\n## Experience\n**Editor**, Fjord AB || {period} – Present\n• Wrote"
    warnings = cast("dict[str, Any]", extract(draw(text), TODAY).resume["ats"])["warnings"]
    assert ("ambiguous_date" in warnings) is warned
