"""A resume in, columns out: nothing is guessed, and what is not there stays empty."""

from datetime import date
from typing import Any

import pytest

from apps.candidates.projection import (
    email_key,
    name_key,
    phone_key,
    project,
    skill_keys,
    storable,
    years_at,
)
from tests.candidates.rows import NORA, resume

Entry = dict[str, Any]
Span = tuple[str | None, str | None, bool]


def _position(**fields: Any) -> Entry:
    names = ("title", "company", "start_date", "end_date", "start_date_iso", "end_date_iso")
    return {**dict.fromkeys((*names, "description")), "current": False, "bullets": [], **fields}


def _shown(**fields: Any) -> Entry:
    return project(resume(experience=[_position(**fields)])).work_history[0]


def test_of_nothing_comes_nothing() -> None:
    for empty in (resume(), {}):
        columns = project(empty).by_name()
        columns.pop("parsing_confidence")
        assert set(map(str, columns.values())) == {"None", "[]"}


def test_the_first_of_several() -> None:
    columns = project(NORA)
    assert (columns.email, columns.phone) == ("Nora@Example.com", "+1 415-555-0123")
    assert (columns.github_url, columns.linkedin_url, columns.portfolio_url) == (
        "https://github.com/nora",
        None,
        None,
    )


DATES: tuple[tuple[Entry, str | None, str | None], ...] = (
    (
        {"start_date": "March 2021", "start_date_iso": "2021-03", "current": True},
        "2021-03",
        "present",
    ),
    ({"start_date_iso": "2019", "end_date_iso": "2020-01"}, "2019", "2020-01"),
    ({"start_date": "long ago", "end_date": "lately"}, "long ago", "lately"),
    ({"start_date_iso": "2019"}, "2019", None),
    ({}, None, None),
)


@pytest.mark.parametrize(("fields", "start", "end"), DATES)
def test_dates_of_a_position(fields: Entry, start: str | None, end: str | None) -> None:
    shown = _shown(**fields)
    assert (shown["start_date"], shown["end_date"]) == (start, end)
    assert shown["is_current"] is fields.get("current", False)


DESCRIPTIONS: tuple[tuple[Entry, str | None], ...] = (
    ({"description": "Led a team.", "bullets": ["One.", "Two."]}, "Led a team.\nOne.\nTwo."),
    ({"bullets": ["One."]}, "One."),
    ({"description": "Led a team."}, "Led a team."),
    ({}, None),
)


@pytest.mark.parametrize(("fields", "text"), DESCRIPTIONS)
def test_description_and_bullets(fields: Entry, text: str | None) -> None:
    assert _shown(**fields)["description"] == text


TITLES: tuple[tuple[list[tuple[str | None, bool]], str | None, str | None], ...] = (
    ([("Engineer", True), ("Lead", True)], "Head", "Engineer"),
    ([("Engineer", False), ("Lead", True)], "Head", "Lead"),
    ([("Engineer", False)], "Head", "Head"),
    ([(None, True)], "Head", "Head"),
    ([("Engineer", False)], None, None),  # what somebody was is not what they are
    ([], None, None),
)


@pytest.mark.parametrize(("positions", "headline", "title"), TITLES)
def test_current_title(
    positions: list[tuple[str | None, bool]], headline: str | None, title: str | None
) -> None:
    entries = [_position(title=one, current=current) for one, current in positions]
    said = resume(experience=entries, candidate={"headline": headline})
    assert project(said).current_title == title


STUDIES: tuple[tuple[Entry, str | None, str | None], ...] = (
    ({"start_date_iso": "2013-09", "end_date_iso": "2017-05"}, "2013", "2017"),
    ({"graduation_date": "May 2017"}, None, "2017"),
    ({"graduation_date": "'09"}, None, None),
    ({"graduation_date": "room 20171"}, None, None),
    ({"start_date_iso": "2013"}, "2013", None),
    ({}, None, None),
)


@pytest.mark.parametrize(("fields", "start", "end"), STUDIES)
def test_years_of_a_study(fields: Entry, start: str | None, end: str | None) -> None:
    [study] = project(resume(education=[fields])).education
    assert (study["start_year"], study["end_year"]) == (start, end)


def test_languages_are_names() -> None:
    said = [{"name": "English", "proficiency": "native"}, {"name": None, "proficiency": "fluent"}]
    assert project(resume(languages=said)).languages == ["English"]


YEARS: tuple[tuple[list[Span], date, float | None], ...] = (
    ([("2014-04", None, True)], date(2014, 12, 31), 0.8),
    ([("2014-04", None, True)], date(2014, 3, 1), None),
    ([("2012-03", "2014-03", False), ("2014-01", "2014-06", False)], date(2020, 1, 1), 2.3),
    ([("2012", None, False)], date(2020, 1, 1), 1.0),
    ([(None, "2014", False)], date(2020, 1, 1), None),
    ([], date(2020, 1, 1), None),
)


@pytest.mark.parametrize(("spans", "as_of", "expected"), YEARS)
def test_years_at_a_day(spans: list[Span], as_of: date, expected: float | None) -> None:
    entries = [
        _position(start_date_iso=start, end_date_iso=end, current=current)
        for start, end, current in spans
    ]
    assert years_at(resume(experience=entries), as_of) == expected


NOT_NUMBERS = ("", "415-555-0123", "0421 555", "x", "+1", "+999 12345678", "+1 415-555-01234567890")


def test_keys() -> None:
    assert phone_key("+1 (415) 555-0123") == phone_key("+14155550123") == "+14155550123"
    assert phone_key("+49 30 555-0123") == "+49305550123"
    assert {phone_key(text) for text in NOT_NUMBERS} == {""}
    assert email_key(" Nora@Example.COM ") == "nora@example.com"
    assert email_key(None) == ""
    assert skill_keys(["C++", "c++", " Node  JS ", "", "\x00"]) == ["c++", "node js"]
    assert len(name_key("x" * 500)) == 120


def test_storable() -> None:
    assert storable({"a\x00": ["b\x00", 1, None, {"c": "\x00"}]}) == {
        "a": ["b", 1, None, {"c": ""}]
    }
