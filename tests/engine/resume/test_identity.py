"""Who a resume is about: names of all shapes, headline, place."""

from typing import Any, cast

import pytest

from apps.engine.resume import extract
from tests.engine.resume.conftest import TODAY, draw

BODY = "\n\n## Experience\n**Engineer**, Fjord AB, Oslo || 2019 – 2021\n• Built things"
HEADERS = [
    ("# María del Carmen\n# Aznárez Gil\nArquitecta", "María del Carmen Aznárez Gil", "Arquitecta"),
    ("Curriculum Vitae\nName: Jan van den Berg", "Jan van den Berg", None),
    ("# Jean-Pierre O'Neill, Ph.D.\nChemist", "Jean-Pierre O'Neill, Ph.D.", "Chemist"),
    ("# Ahmed bin Rashid | Petroleum Engineer", "Ahmed bin Rashid", "Petroleum Engineer"),
    ("# Lucy Chen – UX Designer", "Lucy Chen", "UX Designer"),
    ("# sofia rossi\ngraphic designer", "sofia rossi", "graphic designer"),
    ("# Okonkwo, Chinedu\nAccountant", "Okonkwo, Chinedu", "Accountant"),
    ("peter@lind.example.dk\n# Peter Lind\nSnedker", "Peter Lind", "Snedker"),
    ("# Mary Baker\nChemist", "Mary Baker", "Chemist"),
    ("# J. R. Tolvanen\nOulu, Finland", "J. R. Tolvanen", None),
    ("# KOFI MENSAH\nDevOps Engineer | Remote", "KOFI MENSAH", "DevOps Engineer"),
    (
        "# Chidi Obi\nMechanical Engineer (Rotating\nEquipment)",
        "Chidi Obi",
        "Mechanical Engineer (Rotating Equipment)",
    ),
    (
        "# Ada Lunde\nChemist with seven years in laboratories and trained\nin the care of maps.",
        "Ada Lunde",
        None,
    ),
    ("# Ludovica Poli\nAvvocata", "Ludovica Poli", "Avvocata"),
    (
        "# Benedita\n# Figueiroa\n# Paz\nGestora de turismo",
        "Benedita Figueiroa Paz",
        "Gestora de turismo",
    ),
    ("# Ada Lunde\nDepartment of Geology, Fjord University", "Ada Lunde", None),
    ("# Ilse Brouwer (she/her)\nSoftware tester", "Ilse Brouwer", "Software tester"),
    ("Ilse Brouwer (she/her)", "Ilse Brouwer", None),
    ("# Ilse Brouwer (Software Tester)", "Ilse Brouwer", "Software Tester"),
    ("# Hui Min (Helen) Zhang\nChemist", "Hui Min (Helen) Zhang", "Chemist"),
    ("# Ada Lunde\nTeaching Council No. || T555013", "Ada Lunde", None),
    ("# RESUME\n**Peter Novák**\nSoftware Tester", "Peter Novák", "Software Tester"),
]


@pytest.mark.parametrize(("header", "name", "headline"), HEADERS)
def test_finds_name_and_headline(header: str, name: str, headline: str | None) -> None:
    candidate = cast("dict[str, Any]", extract(draw(header + BODY), TODAY).resume["candidate"])
    assert (candidate["name"], candidate["headline"]) == (name, headline)


@pytest.mark.parametrize("header", ["# Curriculum Vitae", "# 2019", "ada@example.com", "# RESUME"])
def test_nothing_that_reads_like_a_name_is_no_name(header: str) -> None:
    found = extract(draw(header + BODY), TODAY).resume
    assert cast("dict[str, Any]", found["candidate"])["name"] is None
