"""What the pieces of an entry's header are: by their words, and by where the others have theirs."""

from typing import Any, cast

import pytest

from apps.engine.resume import extract
from tests.engine.resume.conftest import TODAY, draw

Read = tuple[Any, ...]


def read(heading: str, section: str, *keys: str) -> list[Read]:
    text = f"# Ada Lunde\nada@lunde.example.no\n\n## {heading}\n{section}"
    resume = extract(draw(text), TODAY).resume
    entries = cast("list[dict[str, Any]]", resume[heading.lower()])
    return [tuple(one[key] for key in keys) for one in entries]


STUDIES: list[tuple[str, list[Read]]] = [
    (  # a degree nobody has listed, before its field
        "2012 – 2015\nDKT, Génie civil, Cegep de Sherbrooke, Sherbrooke",
        [("DKT", "Génie civil", "Cegep de Sherbrooke")],
    ),
    (
        "DKT, Génie civil || 2012 – 2015\nCegep de Sherbrooke, Sherbrooke",
        [("DKT", "Génie civil", "Cegep de Sherbrooke")],
    ),
    (
        "**Harris Academy** || 2011 – 2016\nBVMX in Veterinary Medicine",
        [("BVMX", "Veterinary Medicine", "Harris Academy")],
    ),
    (  # a school below the degree begins a row of its own
        "BA (Hons) Furniture Design\nUniversity of Brighton\n2015 – 2018",
        [("BA (Hons)", "Furniture Design", "University of Brighton")],
    ),
    (  # a school nobody knows, apart from the degree by a sign
        "**HBO-V** | Windeskant, Zwolle\n2012 – 2016",
        [("HBO-V", None, "Windeskant")],
    ),
    (  # a school in a compound; a field with a comma
        "2012 – 2014\nElev, Handelsassistent, salg, Tietgen Handelsskole, Odense",
        [("Elev", "Handelsassistent, salg", "Tietgen Handelsskole")],
    ),
    (
        "2009 – 2011\nGCSEs, English, Maths and Science, Moss High School, Leeds",
        [("GCSEs", "English, Maths and Science", "Moss High School")],
    ),
]


@pytest.mark.parametrize(("section", "expected"), STUDIES)
def test_reads_studies(section: str, expected: list[Read]) -> None:
    assert read("Education", section, "degree", "field", "institution") == expected


JOBS: list[tuple[str, list[Read]]] = [
    (  # the number of a French department belongs to its town
        "Comptable, Banque Laitière, Rennes (35) || 2021 – 2022\n• Notes\n"
        "Vendeuse, Société Kerlann, Vannes (56) || 2018 – 2021\n• Ventes",
        [
            ("Comptable", "Banque Laitière", "Rennes (35)"),
            ("Vendeuse", "Société Kerlann", "Vannes (56)"),
        ],
    ),
    (  # no place ends before a point within a short form
        "Sergeant, U.S. Army, 3rd Battalion, Denver, CO || 2017 – 2022\n• Ran the shop",
        [("Sergeant", "U.S. Army, 3rd Battalion", "Denver, CO")],
    ),
    (  # a village where the other entries have their towns
        "**Editor**, Fjord AB, Oslo || 2019 – 2021\n• Wrote\n"
        "**Clerk**, Lunde AB, Småbygdvik || 2015 – 2019\n• Filed",
        [("Editor", "Fjord AB", "Oslo"), ("Clerk", "Lunde AB", "Småbygdvik")],
    ),
    (
        "2019 – 2021\n**Editor**\nFjord AB, Oslo\n• Wrote\n\n"
        "2015 – 2019\n**Clerk**\nLunde ltée, Lac-Småvik\n• Filed",
        [("Editor", "Fjord AB", "Oslo"), ("Clerk", "Lunde ltée", "Lac-Småvik")],
    ),
    (  # a part of the employer goes with the title, where the employer stands elsewhere
        "**Fjord Hospital** || 2019 – 2021\n__Charge Nurse, Emergency Department__\n• Led",
        [("Charge Nurse, Emergency Department", "Fjord Hospital", None)],
    ),
    (  # no place in sight: nothing is guessed
        "**Editor**, Fjord AB, Sales || 2019 – 2021\n• Wrote\n"
        "**Clerk**, Lunde AB, Accounts || 2015 – 2019\n• Filed",
        [("Editor", "Fjord AB, Sales", None), ("Clerk", "Lunde AB, Accounts", None)],
    ),
]


@pytest.mark.parametrize(("section", "expected"), JOBS)
def test_reads_jobs(section: str, expected: list[Read]) -> None:
    assert read("Experience", section, "title", "company", "location") == expected


def test_a_single_line_is_read_like_the_lines_of_the_others() -> None:
    jobs = (
        "**Editor**, Fjord AB, Oslo || 2019 – 2021\n  Wrote the paper.\n  Edited maps.\n\n"
        "**Clerk**, Lunde AB, Bergen || 2015 – 2019\n  Filed letters."
    )
    found = [one[0] for one in read("Experience", jobs, "bullets")]
    assert found == [["Wrote the paper.", "Edited maps."], ["Filed letters."]]


def test_what_every_entry_repeats_is_no_text_of_it() -> None:
    jobs = (
        "**Editor**, Fjord AB, Oslo || 2019 – 2021\n__Tasks and merits__\n  Wrote.\n  Edited.\n\n"
        "**Clerk**, Lunde AB, Bergen || 2015 – 2019\n__Tasks and merits__\n  Filed.\n  Sorted."
    )
    found = [one[0] for one in read("Experience", jobs, "bullets")]
    assert found == [["Wrote.", "Edited."], ["Filed.", "Sorted."]]
