"""Dates of resumes: what is one, what is none, and what it means."""

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from apps.engine.resume.dates import find_dates, find_durations, is_date_text, known_months
from apps.engine.resume.vocabulary.load import fold

RANGES = [
    ("April 2014 - Current", "2014-04", None, True),
    ("10/2011 – 03/2014", "2011-10", "2014-03", False),
    ("Jan '18 – Nov '20", "2018-01", "2020-11", False),
    ("Sept. 2019 to date", "2019-09", None, True),
    ("2019 to now", "2019", None, True),
    ("Aug 2019 onwards", "2019-08", None, True),
    ("2021-04 .. now", "2021-04", None, True),
    ("2009 … 2013", "2009", "2013", False),
    ("sept. 2014 - fév. 2020", "2014-09", "2020-02", False),
    ("Mar-19 to Apr-20", "2019-03", "2020-04", False),
    ("Jan-05 – Dec 2008", "2005-01", "2008-12", False),
    ("Mar 19 – Apr 20", "2019-03", "2020-04", False),
    ("Aug-15 – Till date", "2015-08", None, True),
    ("March 19 – April 20, 2021", "2021-03", "2021-04", False),
    ("2021 -> now", "2021", None, True),
    ("01.2020 - 03.2021", "2020-01", "2021-03", False),
    ("2020-01 – 2021-05", "2020-01", "2021-05", False),
    ("2021-06-01 -- 2022-07-01", "2021-06", "2022-07", False),
    ("2022-09-01 --", "2022-09", None, True),
    ("2019 –", "2019", None, True),
    ("Q3 2019 - Q1 2020", "2019-07", "2020-03", False),
    ("zweite Hälfte 2019 – 2020", "2019-07", "2020", False),
    ("2018–20", "2018", "2020", False),
    ("1999/2000", "1999", "2000", False),
    ("Jan – Mar 2020", "2020-01", "2020-03", False),
    ("Fall 2018 - Spring 2020", "2018-09", "2020-05", False),
    ("Jan 15, 2020 - Present", "2020-01", None, True),
    ("09/19 - 10/21", "2019-09", "2021-10", False),
    ("May 2020-Present", "2020-05", None, True),
    ("03/2014 to present", "2014-03", None, True),
    ("from 2018 to 2020", "2018", "2020", False),
    ("since 2019", "2019", None, True),
    ("Mai/Juni 2019", "2019-05", "2019-06", False),
    ("seit '09", "2009", None, True),
    ("seit 04/2019", "2019-04", None, True),
    ("Okt. 2019 - heute", "2019-10", None, True),
    ("Jan. 2018 bis heute", "2018-01", None, True),
    ("bis 2019", None, "2019", False),
    ("depuis 2019", "2019", None, True),
    ("janv. 2015 - déc. 2016", "2015-01", "2016-12", False),
    ("mai 2018 à août 2020", "2018-05", "2020-08", False),
    ("10/2018 – présent", "2018-10", None, True),
    ("enero de 2020 a la actualidad", "2020-01", None, True),
    ("desde 03/2021", "2021-03", None, True),
    ("abr. 2018 - hoy", "2018-04", None, True),
    ("set. 2012 – dez. 2017", "2012-09", "2017-12", False),
    ("desde janeiro de 2021", "2021-01", None, True),
    ("out 2019 - atual", "2019-10", None, True),
    ("marzo 2020 - in corso", "2020-03", None, True),
    ("dall'ottobre 2019", "2019-10", None, True),
    ("sinds maart 2019", "2019-03", None, True),
    ("van 2018 tot 2020", "2018", "2020", False),
    ("sept. 2019 – heden", "2019-09", None, True),
    ("mayo 2019 – a la fecha", "2019-05", None, True),
    ("out. 2019 – até o momento", "2019-10", None, True),
    ("jan 2017 tot en met dec 2018", "2017-01", "2018-12", False),
]
SINGLES = [
    ("2019", "2019"),
    ("(2014)", "2014"),
    ("15 March 2020", "2020-03"),
    ("1er janvier 2020", "2020-01"),
    ("12.03.2017", "2017-03"),
    ("Summer 2019", "2019-06"),
    ("Sommer 2019", "2019-06"),
    ("Q3 2019", "2019-07"),
    ("Oct, 2021", "2021-10"),
]
NOT_DATES = [
    "ISO 9001-2015",
    "+49 151 2014-2015",
    "Python 3.10 - 3.12",
    "Windows 2019",
    "over 2000 users",
    "$2015",
    "2,015 parcels",
    "version 2019.2",
    "0000-0001-2345-6789",
    "CA 94105-2019",
    "100 %",
    "room 2020",
    "May 15 – June 30",
    "Mar 19",
    "",
]


@pytest.mark.parametrize(("text", "start", "end", "current"), RANGES)
def test_reads_ranges(text: str, start: str | None, end: str | None, current: bool) -> None:
    found = find_dates(text)
    assert [(one.start_iso, one.end_iso, one.current) for one in found] == [(start, end, current)]


@pytest.mark.parametrize(("text", "iso"), SINGLES)
def test_reads_single_dates(text: str, iso: str) -> None:
    found = find_dates(text)
    assert [(one.start_iso, one.single) for one in found] == [(iso, True)]


@pytest.mark.parametrize("text", NOT_DATES)
def test_leaves_other_numbers_alone(text: str) -> None:
    assert find_dates(text) == ()


def test_a_season_ends_later_than_it_begins() -> None:
    (found,) = find_dates("Summer 2018 – Summer 2019")
    assert (found.start_iso, found.end_iso) == ("2018-06", "2019-08")


def test_keeps_dates_as_written() -> None:
    (found,) = find_dates("Acme, Sept. 2019 to date")
    assert (found.start_text, found.end_text, found.text) == (
        "Sept. 2019",
        "to date",
        "Sept. 2019 to date",
    )


def test_an_end_before_the_start_is_no_range() -> None:
    assert all(one.single for one in find_dates("2020 – 2011"))


AMBIGUOUS = [
    ("03/04/2020", "2020", None, True),
    ("01/02/19 - 03/04/20", "2019", "2020", True),
    ("04/15/2019", "2019-04", None, False),
    ("05/05/2019", "2019-05", None, False),
    ("03.04.2020", "2020-04", None, False),
    ("01/03/2018 – 31/08/2021", "2018-03", "2021-08", False),
    ("12/2019 – 01/2020", "2019-12", "2020-01", False),
]


@pytest.mark.parametrize(("text", "start", "end", "ambiguous"), AMBIGUOUS)
def test_of_a_date_with_two_readings_only_the_year_is_sure(
    text: str, start: str, end: str | None, ambiguous: bool
) -> None:
    (found,) = find_dates(text)
    assert (found.start_iso, found.end_iso, found.ambiguous) == (start, end, ambiguous)


def test_a_month_behind_a_year_may_open_the_next_date() -> None:
    (found,) = find_dates("2017 - Jun 2020")
    assert (found.start_iso, found.end_iso) == ("2017", "2020-06")


def test_knows_durations() -> None:
    assert find_durations("1 year 10 months") == ((0, 16),)
    assert is_date_text("Oct 2019 - Aug 2021 (1 yr 10 mos)")
    assert not is_date_text("Oct 2019 - Aug 2021, Oslo")


@pytest.mark.parametrize(
    "language", ["en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "pl", "cs", "tr", "ro"]
)
def test_knows_the_months_of_cldr(language: str) -> None:
    months = Locale(language).months["format"]
    names = {
        fold(str(name)) for width in ("wide", "abbreviated") for name in months[width].values()
    }
    assert names <= known_months()


@given(
    st.integers(1950, 2049),
    st.integers(1, 12),
    st.sampled_from(["{m:02d}/{y}", "{m:02d}.{y}", "{y}-{m:02d}", "{m}/{y}"]),
)
def test_numeric_dates_round_trip(year: int, month: int, form: str) -> None:
    (found,) = find_dates(form.format(y=year, m=month))
    assert found.start_iso == f"{year:04d}-{month:02d}"


@given(st.text(alphabet="0123456789/.-– abJn'seit", max_size=40))
def test_no_text_raises(text: str) -> None:
    for found in find_dates(text):
        assert text[found.start : found.end].strip() == found.text
