"""Where a person lives: the town of an address, on one line or on several, among other details."""

from typing import Any, cast

import pytest

from apps.engine.resume import extract
from apps.engine.resume.places import is_postal_town, street_end
from tests.engine.resume.conftest import TODAY, draw

BODY = "\n\n## Experience\n**Engineer**, Fjord AB, Oslo || 2019 – 2021\n• Built things"
PLACES = [
    ("Oslo, Norway | ada@example.com", "Oslo, Norway"),
    ("Adresse: Hauptstr. 5, 10115 Berlin", "10115 Berlin"),
    ("221 Oak Avenue, Apt 4, Denver, CO 80203", "Denver, CO 80203"),
    ("__Mexico City__\n__Mexico__", "Mexico City, Mexico"),
    ("Portland, Oregon, 503.555.0134", "Portland, Oregon"),
    ("Via Roma 12, 12051 Alba (CN) | ada@example.com", "12051 Alba (CN)"),
    ("Email: ada@example.com | Phone: 555-0148 | Address: Baton Rouge,\nLouisiana",
     "Baton Rouge, Louisiana"),
    ("14 Clifton Row, Bristol BS8\n4QT, United Kingdom", "Bristol BS8 4QT, United Kingdom"),
    ("Hauptplatz 3, 3040 Neulengbachtal", "3040 Neulengbachtal"),
    ("Rua Nova 12, 4050-262 Porto, Portugal", "4050-262 Porto, Portugal"),
    ("Denver, CO 80203-1234", "Denver, CO 80203-1234"),
    ("Sonnenweg 4 || Mobile +41 79 555 01 64\n9000 St. Gallen || ada@example.com",
     "9000 St. Gallen"),
    ("Minneapolis, Minnesota. 612.555.0177. ada@example.com.", "Minneapolis, Minnesota"),
    ("Indirizzo: Via Nuova 7, 38122 Trento, Italia (Abitazione)", "38122 Trento, Italia"),
    ("Mobile: +1 303 555 0164", None),
    ("Mobile, AL", "Mobile, AL"),
    ("ada@example.com", None),
    ("Version 12, built for Windows", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "place"), PLACES)
def test_finds_the_place(line: str, place: str | None) -> None:
    found = extract(draw(f"# Ada Lunde\n{line}{BODY}"), TODAY).resume
    assert cast("dict[str, Any]", found["candidate"])["location"] == place


STREETS = [
    ("Flat 3, 19 Moss Road, Birmingham B12 9AA", "Birmingham B12 9AA"),
    ("ul. Nowa 77/5, 60-741 Poznań", "60-741 Poznań"),
    ("Vesterbro 48, 2. th., 5000 Odense C", "5000 Odense C"),
    ("Durban 4001, South Africa", None),
    ("Oslo, Norway", None),
]


@pytest.mark.parametrize(("text", "rest"), STREETS)
def test_a_street_ends_where_the_town_begins(text: str, rest: str | None) -> None:
    end = street_end(text)
    assert (text[end:] if end else None) == rest


@pytest.mark.parametrize("text", ["3040 Neulengbachtal", "903 26 Nyköpingsvik", "12051 Alba (CN)"])
def test_a_postal_code_tells_a_town(text: str) -> None:
    assert is_postal_town(text)


@pytest.mark.parametrize("text", ["Neulengbachtal", "12 Clifton Row", "2019 was good", "44140"])
def test_a_number_alone_tells_no_town(text: str) -> None:
    assert not is_postal_town(text)
