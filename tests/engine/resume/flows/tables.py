"""Layouts made of tables: columns, records, grids, tables in tables, merged cells."""

from tests.engine.docx_files import FILLED, docx, li, p, r, span, tbl, tc, tr
from tests.engine.resume.flows.expected import Resume


def _head(text: str) -> str:
    return p(text, look="b 13pt")


NESTED = docx(
    tbl(
        (160, 330),
        tr(
            tc(
                p("Contact", look="b"),
                p("beatriz.nunes@example.com"),
                p("+351 21 555 0101"),
                p("Lisbon, Portugal"),
                p("Skills", look="b"),
                li("Figma"),
                li("Prototyping"),
                li("User research"),
                more=FILLED,
            ),
            tc(
                p("Beatriz Nunes", look="b 24pt"),
                p("Product Designer"),
                p("Experience", look="b 13pt"),
                tbl(
                    (90, 230),
                    tr(
                        "2020 – Present",
                        tc(p("Product Designer", look="b"), p("Lagoa Digital"), li("Owns the app")),
                    ),
                    tr(
                        "2016 – 2020",
                        tc(p("Junior Designer", look="b"), p("Estúdio Norte"), li("Drew icons")),
                    ),
                ),
                p("Education", look="b 13pt"),
                p("BA Design, University of Lisbon, 2016"),
            ),
        ),
    )
)

ONE_TABLE = docx(
    tbl(
        (120, 360),
        tr(tc(p("Karl Eriksen", look="b 20pt"), more=span(2))),
        tr(tc(p("karl.eriksen@example.com | +45 33 55 01 02"), more=span(2))),
        tr(tc(p("Employment", look="b 13pt"), more=span(2))),
        tr(
            "01/2018 – 12/2023",
            tc(p("Baker", look="b"), p("Brødhuset, Aarhus"), li("Ran the ovens")),
        ),
        tr("03/2012 – 12/2017", tc(p("Apprentice", look="b"), p("Havnens Bageri, Odense"))),
        tr(tc(p("Education", look="b 13pt"), more=span(2))),
        tr("2012", tc(p("Diploma in Baking"), p("Kold College"))),
        tr(tc(p("Skills", look="b 13pt"), more=span(2))),
        tr("Bread", "Rye, Wheat, Spelt"),
        tr("Other", "Ordering, Hygiene"),
    )
)

GRID = docx(
    p("Samira Boukhris", look="b 18pt")
    + p("Flight Attendant")
    + p("samira.boukhris@example.com, +216 71 555 012, Tunis")
    + p("Work Experience", look="b 13pt")
    + tbl(
        (110, 180, 190),
        tr(
            tc(p("Period", look="b")),
            tc(p("Employer", look="b")),
            tc(p("Position", look="b")),
            header=True,
        ),
        tr("06/2019 – 08/2024", "Carthage Airways", "Purser"),
        tr("02/2015 – 05/2019", "Sahel Charter", "Flight Attendant"),
        ruled=True,
    )
    + p("Languages", look="b 13pt")
    + p("Arabic (native), French (C2), English (C1)")
)

PERSONAL_DATA = docx(
    p("Lebenslauf", look="b 20pt")
    + p("Persönliche Daten", look="b 13pt")
    + tbl(
        (150, 330),
        tr("Name", "Friederike Aumann"),
        tr("Anschrift", "Lindenweg 4, 04109 Leipzig"),
        tr("Telefon", "+49 341 5550123"),
        tr("E-Mail", "friederike.aumann@example.de"),
    )
    + p("Berufserfahrung", look="b 13pt")
    + tbl(
        (150, 330),
        tr("03/2017 – heute", tc(p("Bauzeichnerin", look="b"), p("Planwerk GmbH, Leipzig"))),
        tr(
            "08/2012 – 02/2017",
            tc(p("Technische Zeichnerin", look="b"), p("Stahlbau Mitte AG, Halle")),
        ),
    )
    + p("Ausbildung", look="b 13pt")
    + tbl(
        (150, 330),
        tr("2009 – 2012", tc(p("Ausbildung zur Bauzeichnerin"), p("BSZ Bau und Technik"))),
    )
    + p("Kenntnisse", look="b 13pt")
    + tbl((150, 330), tr("Software", "AutoCAD, Nemetschek"), tr("Sprachen", "Deutsch, Englisch"))
)

BANNER = docx(
    tbl(
        (300, 190),
        tr(
            tc(p("Caleb Mwangi", look="b 24pt"), p("Agronomist")),
            tc(p("caleb.mwangi@example.com"), p("+254 20 555 0155"), p("Nairobi, Kenya")),
        ),
    )
    + _head("Experience")
    + tbl(
        (300, 190),
        tr(tc(p("Agronomist", look="b")), tc(p("2016 – Present", more='<w:jc w:val="right"/>'))),
    )
    + p("Rift Valley Growers")
    + li("Advises 80 smallholders")
    + tbl(
        (300, 190),
        tr(tc(p("Field Officer", look="b")), tc(p("2011 – 2016", more='<w:jc w:val="right"/>'))),
    )
    + p("Green Acres Trust")
    + _head("Education")
    + p("BSc Agriculture, Egerton University, 2010")
)

TWO_COLUMNS = docx(
    p("Elena Petrescu", look="b 24pt")
    + p("elena.petrescu@example.com | +40 21 555 0166 | Bucharest")
    + tbl(
        (320, 170),
        tr(
            tc(
                p("Experience", look="b 13pt"),
                p(r("Pharmacist", "b"), r(", Carpati Pharma")),
                p("2015 – Present"),
                li("Dispenses and advises"),
                p(r("Intern", "b"), r(", Spital Nord")),
                p("2014 – 2015"),
                p("Education", look="b 13pt"),
                p("PharmD, Carol Davila University, 2014"),
            ),
            tc(
                p("Skills", look="b 13pt"),
                p("Clinical pharmacy"),
                p("Inventory"),
                p("Compounding"),
                p("Languages", look="b 13pt"),
                p("Romanian – native"),
                p("English – C1"),
            ),
        ),
    )
)

TABLES = {
    "tables in tables": Resume(
        NESTED,
        "Beatriz Nunes",
        "Product Designer",
        ("beatriz.nunes@example.com",),
        ("+351 21 555 0101",),
        (
            ("Product Designer", "Lagoa Digital", "2020", None, 1),
            ("Junior Designer", "Estúdio Norte", "2016", "2020", 1),
        ),
        (("BA", "University of Lisbon", "2016"),),
        ("Figma", "Prototyping", "User research"),
    ),
    "all in one table": Resume(
        ONE_TABLE,
        "Karl Eriksen",
        None,
        ("karl.eriksen@example.com",),
        ("+45 33 55 01 02",),
        (
            ("Baker", "Brødhuset", "2018-01", "2023-12", 1),
            ("Apprentice", "Havnens Bageri", "2012-03", "2017-12", 0),
        ),
        (("Diploma", "Kold College", "2012"),),
        ("Rye", "Wheat", "Spelt", "Ordering", "Hygiene"),
    ),
    "a grid of employers": Resume(
        GRID,
        "Samira Boukhris",
        "Flight Attendant",
        ("samira.boukhris@example.com",),
        ("+216 71 555 012",),
        (
            ("Purser", "Carthage Airways", "2019-06", "2024-08", 0),
            ("Flight Attendant", "Sahel Charter", "2015-02", "2019-05", 0),
        ),
    ),
    "personal data": Resume(
        PERSONAL_DATA,
        "Friederike Aumann",
        None,
        ("friederike.aumann@example.de",),
        ("+49 341 5550123",),
        (
            ("Bauzeichnerin", "Planwerk GmbH", "2017-03", None, 0),
            ("Technische Zeichnerin", "Stahlbau Mitte AG", "2012-08", "2017-02", 0),
        ),
        (("Ausbildung zur Bauzeichnerin", "BSZ Bau und Technik", "2012"),),
        ("AutoCAD", "Nemetschek", "Deutsch", "Englisch"),
    ),
    "a banner, dates in cells": Resume(
        BANNER,
        "Caleb Mwangi",
        "Agronomist",
        ("caleb.mwangi@example.com",),
        ("+254 20 555 0155",),
        (
            ("Agronomist", "Rift Valley Growers", "2016", None, 1),
            ("Field Officer", "Green Acres Trust", "2011", "2016", 0),
        ),
        (("BSc", "Egerton University", "2010"),),
    ),
    "two columns": Resume(
        TWO_COLUMNS,
        "Elena Petrescu",
        None,
        ("elena.petrescu@example.com",),
        ("+40 21 555 0166",),
        (
            ("Pharmacist", "Carpati Pharma", "2015", None, 1),
            ("Intern", "Spital Nord", "2014", "2015", 0),
        ),
        (("PharmD", "Carol Davila University", "2014"),),
        ("Clinical pharmacy", "Inventory", "Compounding"),
    ),
}
