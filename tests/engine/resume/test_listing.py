"""Certificates, awards, projects and publications as lists of named things."""

import pytest

from apps.engine.resume.columns import split_columns
from apps.engine.resume.listing import read_listing, read_publications
from apps.engine.resume.rows import Row, make_rows
from tests.engine.resume.conftest import draw


def rows(text: str) -> tuple[Row, ...]:
    return split_columns(make_rows(draw(text).lines))


LISTS = [
    ("First Aid at Work, Red Cross || 2018", [("First Aid at Work", "Red Cross", "2018")]),
    (
        "Data Engineer – Professional, Cloud House || 2022\nData Analyst, Cloud House || 2020",
        [
            ("Data Engineer – Professional", "Cloud House", "2022"),
            ("Data Analyst", "Cloud House", "2020"),
        ],
    ),
    ("Best Paper – IEEE, Berlin || 2018", [("Best Paper", "IEEE", "2018")]),
    ("• PMP, PMI, May 2020\n• CSM, 2018", [("PMP", "PMI", "May 2020"), ("CSM", None, "2018")]),
    (
        "Winner, Harbour Regatta 2020\nFinalist, Long Swim 2019",
        [("Winner", "Harbour Regatta", "2020"), ("Finalist", "Long Swim", "2019")],
    ),
    (
        "**Best Cake**\nAwarded by Baker Guild\n2019\n\n**Best Bread**\nAwarded by Mill\n2018",
        [("Best Cake", "Baker Guild", "2019"), ("Best Bread", "Mill", "2018")],
    ),
]


@pytest.mark.parametrize(("text", "items"), LISTS)
def test_reads_lists(text: str, items: list[tuple[str, str | None, str]]) -> None:
    found = [
        (item.name.value, item.issuer and item.issuer.value, item.period and item.period.date.text)
        for item in read_listing(rows(text))
    ]
    assert found == items


def test_a_citation_over_several_lines_is_one_publication() -> None:
    text = (
        "A. Lunde, B. Holm: Tides and trains: a long study of ferries in\n"
        "narrow waters, Journal of Northern Transport, 2021\n"
        "A. Lunde: A short note on piers, Harbour Letters, 2019\n"
    )
    found = read_publications(rows(text))
    assert [item.period and item.period.date.text for item in found] == ["2021", "2019"]
    assert found[0].name.value.endswith(
        "ferries in narrow waters, Journal of Northern Transport, 2021"
    )


def test_a_row_without_a_year_goes_on_the_citation_above() -> None:
    text = (
        "Lunde, A. (2020). Tides and trains: what we know of ferries. North\nHarbour Letters, 14."
    )
    found = read_publications(rows(text))
    assert len(found) == 1
    assert found[0].name.value.endswith("North Harbour Letters, 14.")


def test_nothing_of_a_header_vanishes() -> None:
    text = "**Tide Watch** || 2019\nOpen source, maintainer\n• Wrote the model"
    found = read_listing(rows(text))
    assert [item.subtitle and item.subtitle.value for item in found] == ["Open source, maintainer"]
