"""Places: what reads like one, and where one ends a text."""

import pytest

from apps.engine.resume.places import joins_region, place_score, trailing_place

PLACES = [
    "Bristol, UK", "Tromsø, Norway", "São Paulo, SP", "Madison, WI, US", "Remote", "Singapore",
    "50674 Köln", "3581 AB Utrecht", "Austin, TX 78701 US", "Mumbai, Maharashtra (IN)", "Den Haag",
    "Rotterdam – Nederland", "Cape Town, Western Cape, South Africa", "10017, New York, NY (US)",
    "Durban 4001, South Africa", "Bristol BS8 4QT", "903 26 Umeå", "60-741 Poznań", "5000 Odense C",
    "2514 GL Den Haag", "Recife – PE", "Olinda/PE", "São Paulo - SP",
    "Lyon 7e", "Paris 15ème", "69007 Lyon 7e", "Dublin 4, Ireland", "Wien 10",
    "Rennes (35)", "Ajaccio (2A)",
]  # fmt: skip
NOT_PLACES = [
    "Westfield Academy", "Head of Marketing", "Acme Bank", "Python", "Marketing, BBA", "",
    "Brasserie Lune, Lyon, France", "Fjord Analytics, Oslo, Norway", "and so on",
    "BA", "MS", "Avvocata", "Chef – IT", "Marketing – PR", "Sales/US",
    "March 12", "Dublin 2014", "Angular 7", "Lyon 7", "Fjordhaus (35)",
]  # fmt: skip


@pytest.mark.parametrize("text", PLACES)
def test_reads_places(text: str) -> None:
    assert place_score(text) > 0


@pytest.mark.parametrize("text", NOT_PLACES)
def test_leaves_other_names_alone(text: str) -> None:
    assert place_score(text) <= 0


TAILS = [
    ("Fernweh Reisen GmbH, Hamburg", "Hamburg"),
    ("Court of Appeal, Second Circuit, Albany, NY", "Albany, NY"),
    ("Institute of Oceans, Aldenburg, Tromsø, Norway", "Tromsø, Norway"),
    ("Northlight AB, Remote", "Remote"),
    ("Director, Product, Northlight", None),
    ("Brighton, UK", None),
    ("12 Long Road, Bristol BS8 4QT, United Kingdom", "Bristol BS8 4QT, United Kingdom"),
    ("Sales Director, MENA", None),
]


@pytest.mark.parametrize(("text", "place"), TAILS)
def test_finds_the_place_at_the_end(text: str, place: str | None) -> None:
    start = trailing_place(text)
    assert (text[start:] if start else None) == place


@pytest.mark.parametrize("text", ["Recife – PE", "Maré Ltda., Olinda/PE", "Ana | Recife - PE | 55"])
def test_a_dash_joins_a_town_with_its_state(text: str) -> None:
    start = text.index("PE") - (1 if "/" in text else 3)
    assert joins_region(text, start, text.index("PE"))


@pytest.mark.parametrize("text", ["Chef – PE", "Recife – PErito", "Recife – Olinda", "Recife, PE"])
def test_other_dashes_part(text: str) -> None:
    at = max(text.find(" – "), text.find(", "))
    assert not joins_region(text, at, at + 3 if text[at] == " " else at + 2)
