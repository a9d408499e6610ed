"""E-mails, phones and links: found, typed, rejoined, and what is left alone."""

from dataclasses import replace
from typing import Any, cast

import pytest

from apps.engine.resume import extract
from apps.engine.resume.contact import (
    find_emails,
    find_links,
    find_phones,
    likely_regions,
    link_type,
)
from apps.engine.resume.rows import Row, make_rows
from tests.engine.resume.conftest import TODAY, draw
from tests.engine.resume.test_columns import moved


def rows(text: str) -> tuple[Row, ...]:
    return make_rows(draw(text).lines)


EMAILS = [
    ("ada.lunde@example.com", ["ada.lunde@example.com"]),
    ("E-Mail: ada.lunde@example.com | +47 22 00 00 00", ["ada.lunde@example.com"]),
    (
        "a.lunde@post.example.co.uk, ada@example.org",
        ["a.lunde@post.example.co.uk", "ada@example.org"],
    ),
    ("ada.lunde@exam\nple.com", ["ada.lunde@example.com"]),
    ("ada.lunde@example.or\ng", ["ada.lunde@example.org"]),
    ("ada.lunde\n@example.org", ["ada.lunde@example.org"]),
    ("Ada van der Lunde\n\nada.vander\nlunde@example.org", ["ada.vanderlunde@example.org"]),
    ("ada.van-\nderlunde@example.org", ["ada.van-derlunde@example.org"]),
    ("Ada van der Lunde\n\nada.dev\nhello@example.org", ["hello@example.org"]),
    ("ADA@example.com ada@EXAMPLE.com", ["ADA@example.com"]),
    ("ada@lunde.example.\ncom", ["ada@lunde.example.com"]),
    ("ada@lunde.example.\nGuide", ["ada@lunde.example"]),
    ("Write to ada@lunde.example.com.\nGuide", ["ada@lunde.example.com"]),
]


@pytest.mark.parametrize(("text", "emails"), EMAILS[:5] + EMAILS[6:])
def test_finds_emails(text: str, emails: list[str]) -> None:
    assert [found.value for found in find_emails(rows(text))] == emails


@pytest.mark.parametrize("text", ["ada at example", "@ada", "3 @ 4", "lunde@", "follow @lunde"])
def test_leaves_other_signs_alone(text: str) -> None:
    assert find_emails(rows(text)) == ()


PHONES = [
    ("+44 20 7946 0812", [], ["+44 20 7946 0812"]),
    ("(312) 555-0188", ["US"], ["(312) 555-0188"]),
    ("Tel. 0221 5550 123", ["DE"], ["0221 5550 123"]),
    ("06-12345678", ["NL"], ["06-12345678"]),
    ("07700 900763", [], ["07700 900763"]),
    ("Tél. : +33 6 39 98\n01 23", [], ["+33 6 39 98 01 23"]),
    ("+1 646 555 0190\n2019", [], ["+1 646 555 0190"]),
    ("+1 646 555 0190\n50674", [], ["+1 646 555 0190"]),
    ("Phone: 819 555-0147 | Oslo", [], ["819 555-0147"]),
    ("Oslo, Norway. 612.555.0177. ada@example.com", [], ["612.555.0177"]),
    ("+1 646 555 0190 / +1 646 555 0191", [], ["+1 646 555 0190", "+1 646 555 0191"]),
]


@pytest.mark.parametrize(("text", "regions", "phones"), PHONES)
def test_finds_phones(text: str, regions: list[str], phones: list[str]) -> None:
    assert [found.value for found in find_phones(rows(text), regions)] == phones


@pytest.mark.parametrize(
    "text",
    [
        "2014 - 2018",
        "12.03.1984",
        "orcid.org/0000-0001-2345-6789",
        "ISO 9001",
        "50674 Köln",
        "Passport AB 123 456 789",
        "01 02 1984",
    ],
)
def test_leaves_other_numbers_alone(text: str) -> None:
    assert find_phones(rows(text), ["DE", "US"]) == ()


LINKS = [
    ("linkedin.com/in/adalunde", [("linkedin", "https://linkedin.com/in/adalunde")]),
    ("https://github.com/adalunde.", [("github", "https://github.com/adalunde")]),
    ("www.adalunde.example.org", [("portfolio", "https://www.adalunde.example.org")]),
    ("adalunde.dev", [("portfolio", "https://adalunde.dev")]),
    (
        "https://orcid.org/0000-0001-\n2345-6789",
        [("orcid", "https://orcid.org/0000-0001-2345-6789")],
    ),
    ("linkedin.com/in/ada-\nlunde", [("linkedin", "https://linkedin.com/in/ada-lunde")]),
    ("linkedin.com/in/adalun\nde", [("linkedin", "https://linkedin.com/in/adalunde")]),
    ("adalunde.exampl\ne", [("portfolio", "https://adalunde.example")]),
    ("Oslo | linkedin.com/in/ada-\nlunde", [("linkedin", "https://linkedin.com/in/ada-lunde")]),
    ("xing.com/profile/Ada_Lun\nde (Personal)", [("xing", "https://xing.com/profile/Ada_Lunde")]),
    (
        "linkedin.com/in/ada-\nlunde.example",
        [("linkedin", "https://linkedin.com/in/ada-"), ("portfolio", "https://lunde.example")],
    ),
    ("linkedin.com/in/ada\nOslo", [("linkedin", "https://linkedin.com/in/ada")]),
    ("github.com/ada https://www.github.com/ada/", [("github", "https://www.github.com/ada/")]),
]


@pytest.mark.parametrize(("text", "links"), LINKS)
def test_finds_links(text: str, links: list[tuple[str, str]]) -> None:
    assert [found.value for found in find_links(rows(text))] == links


@pytest.mark.parametrize(
    "text", ["Node.js", "B.Sc. Physics", "ada@example.com", "Ph.D.", "e.g. this"]
)
def test_leaves_other_dots_alone(text: str) -> None:
    assert find_links(rows(text)) == ()


def test_types_links_by_their_host() -> None:
    assert link_type("https://scholar.google.com/citations?user=x") == "google_scholar"
    assert link_type("https://de.linkedin.com/in/x") == "linkedin"
    assert link_type("https://example.org") == "portfolio"


def test_likely_regions_follow_place_mail_and_language() -> None:
    assert likely_regions(["Oslo, Norway"], ["a@example.de"], "fr") == ("NO", "DE", "FR")


def test_the_host_of_a_broken_address_is_no_page() -> None:
    lines = rows("ada.lunde-\n@mail.example.org")
    assert find_links(lines, find_emails(lines)) == ()


def test_a_page_on_the_host_of_the_address_is_kept() -> None:
    lines = rows("ada@lunde.example.org lunde.example.org")
    assert [link.value[1] for link in find_links(lines, find_emails(lines))] == [
        "https://lunde.example.org"
    ]


@pytest.mark.parametrize(
    ("place", "region"), [("London, UK", "GB"), ("Leeds, England", "GB"), ("Dubai, UAE", "AE")]
)
def test_the_place_tells_the_country_of_a_number(place: str, region: str) -> None:
    assert likely_regions([place], [], "en")[0] == region


MAIN = (
    "# Ada Lunde\n\n## Experience\nGuide, Fjord AB\n2019 – 2021\n\n## Education\nFjord School\n2014"
)
SIDE = "ada@lunde.example.\ncom\nLyon 7e\n\n## Skills\nMaps"


@pytest.mark.parametrize(
    ("side", "emails", "town", "studied"),
    [
        (SIDE, ["ada@lunde.example.com"], "Lyon 7e", "Fjord School\n2014"),
        ("Law School\n2012\n\n## Skills\nMaps", [], None, "Fjord School\n2014\nLaw School\n2012"),
    ],
)
def test_contact_at_the_top_of_a_sidebar_is_no_part_of_the_section_before(
    side: str, emails: list[str], town: str | None, studied: str
) -> None:
    main, beside = draw(MAIN), draw(side).lines
    right = (
        replace(moved(line, right=300), id=len(main.lines) + index, region=1)
        for index, line in enumerate(beside)
    )
    found = cast("Any", extract(replace(main, lines=(*main.lines, *right)), TODAY).resume)
    assert found["contact"]["emails"] == emails
    assert found["candidate"]["location"] == town
    assert found["sections"]["education"] == studied


@pytest.mark.parametrize("text", ["Passport AB 123 456 789", "01 02 1984", "123456789012"])
def test_a_lone_number_of_another_kind_is_no_phone(text: str) -> None:
    assert find_phones(rows(text), []) == ()
