"""Layouts made of paragraphs: styles, tabs, lists, breaks."""

from tests.engine.docx_files import (
    docx,
    li,
    p,
    r,
    stops,
)
from tests.engine.resume.flows.expected import Resume

RIGHT = stops((480, "right"))


def _head(text: str) -> str:
    return p(text, look="b 13pt", more='<w:spacing w:before="240"/>')


HEADING_STYLES = docx(
    p("Petra Lindqvist", style="Title")
    + p("Quantity Surveyor")
    + p("petra.lindqvist@example.com | +46 8 555 0117 | Stockholm, Sweden")
    + p("Professional Experience", style="Berschrift1")
    + p("Senior Quantity Surveyor, Nordhus Bygg AB", style="Berschrift2")
    + p("March 2019 – Present", look="i")
    + p("Prices tenders of up to EUR 40 million", style="Bullets")
    + p("Negotiates variations with subcontractors", style="Bullets")
    + p("Quantity Surveyor, Mälaren Construction", style="Berschrift2")
    + p("August 2014 – February 2019", look="i")
    + p("Measured works on site every month", style="Bullets")
    + p("Education", style="Berschrift1")
    + p("BSc Surveying, Lund University, 2014")
    + p("Skills", style="Berschrift1")
    + p("Cost planning, NEC contracts, CostX, Excel")
)

TAB_LEADERS = docx(
    p("Ruben Achterberg", look="b 20pt", more='<w:jc w:val="center"/>')
    + p("ruben.achterberg@example.com  •  +31 20 555 0108", more='<w:jc w:val="center"/>')
    + _head("Work Experience")
    + p(r("Warehouse Manager", "b"), r("\t05/2018 – 12/2024"), more=RIGHT)
    + p("Delta Logistics BV, Utrecht", look="i")
    + li("Ran three shifts of 25 pickers")
    + li("Cut stock losses by a third")
    + p(r("Shift Leader", "b"), r("\t01/2013 – 04/2018"), more=RIGHT)
    + p("Havenpoort Storage, Rotterdam", look="i")
    + li("Trained forklift drivers")
    + _head("Education")
    + p(r("Diploma in Logistics", "b"), r("\t2012"), more=RIGHT)
    + p("Hogeschool Utrecht", look="i")
)

DATES_IN_FRONT = docx(
    p("Ines Karvonen", look="b 18pt")
    + p("Helsinki · ines.karvonen@example.com · +358 9 555 0121")
    + p("EMPLOYMENT", look="b", more='<w:spacing w:before="200"/>')
    + p("2019 – 2024\tDental Hygienist", more=stops((120, "left")))
    + p("\tKallio Dental Clinic, Helsinki", more=stops((120, "left")))
    + p("2015 – 2019\tDental Assistant", more=stops((120, "left")))
    + p("\tTampere Oral Care, Tampere", more=stops((120, "left")))
    + p("EDUCATION", look="b", more='<w:spacing w:before="200"/>')
    + p("2012 – 2015\tBachelor of Oral Health Care", more=stops((120, "left")))
    + p("\tTurku University of Applied Sciences", more=stops((120, "left")))
)

CAPS_BY_STYLE = docx(
    p("oliver brandt", look="caps b 22pt")
    + p("Structural Engineer")
    + p("Vienna, Austria | oliver.brandt@example.com | +43 1 555 0133")
    + p("Experience", style="Loud")
    + p("Structural Engineer, Donau Ingenieure GmbH, Vienna\tJan 2017 – Present", more=RIGHT)
    + p("- Designed timber frames for schools")
    + p("- Checked the calculations of two colleagues")
    + p("Junior Engineer, Alpenbau AG, Graz\tSep 2013 – Dec 2016", more=RIGHT)
    + p("- Drew reinforcement plans")
    + p("Skills", style="Loud")
    + p("Revit, SCIA Engineer, Eurocode 5")
)

LINE_BREAKS = docx(
    p("Tomasz Zielony\nElectrician\nKraków, Poland\ntomasz.zielony@example.com", look="b")
    + _head("Experience")
    + p(
        r("Electrician", "b"),
        r("\nVolt Serwis, Kraków\nJune 2016 – May 2023\n"),
        r("- Wired 40 family homes\n- Passed every inspection"),
    )
    + p(r("Apprentice", "b"), r("\nElektro Nowak, Tarnów\nSeptember 2013 – May 2016"))
    + _head("Certifications")
    + p("SEP licence up to 1 kV, 2016")
)

BLANKS_FOR_COLUMNS = docx(
    p("Dana Whitfield", look="b 16pt")
    + p("dana.whitfield@example.com      (415) 555-0190      Oakland, CA")
    + _head("EXPERIENCE")
    + p("Pastry Chef                         2018 - Present")
    + p("Bluebird Bakery, Oakland, CA")
    + li("Bakes 300 loaves before sunrise")
    + p("Line Cook                            2014 - 2018")
    + p("Harbor Grill, Alameda, CA")
    + _head("SKILLS")
    + p("Lamination, Sourdough, Inventory")
)

PARAGRAPHS = {
    "heading styles": Resume(
        HEADING_STYLES,
        "Petra Lindqvist",
        "Quantity Surveyor",
        ("petra.lindqvist@example.com",),
        ("+46 8 555 0117",),
        (
            ("Senior Quantity Surveyor", "Nordhus Bygg AB", "2019-03", None, 2),
            ("Quantity Surveyor", "Mälaren Construction", "2014-08", "2019-02", 1),
        ),
        (("BSc", "Lund University", "2014"),),
        ("Cost planning", "NEC contracts", "CostX", "Excel"),
    ),
    "tab leaders": Resume(
        TAB_LEADERS,
        "Ruben Achterberg",
        None,
        ("ruben.achterberg@example.com",),
        ("+31 20 555 0108",),
        (
            ("Warehouse Manager", "Delta Logistics BV", "2018-05", "2024-12", 2),
            ("Shift Leader", "Havenpoort Storage", "2013-01", "2018-04", 1),
        ),
        (("Diploma", "Hogeschool Utrecht", "2012"),),
    ),
    "dates in front of tabs": Resume(
        DATES_IN_FRONT,
        "Ines Karvonen",
        None,
        ("ines.karvonen@example.com",),
        ("+358 9 555 0121",),
        (
            ("Dental Hygienist", "Kallio Dental Clinic", "2019", "2024", 0),
            ("Dental Assistant", "Tampere Oral Care", "2015", "2019", 0),
        ),
        (("Bachelor of Oral Health Care", "Turku University of Applied Sciences", "2015"),),
    ),
    "capitals by style": Resume(
        CAPS_BY_STYLE,
        "OLIVER BRANDT",
        "Structural Engineer",
        ("oliver.brandt@example.com",),
        ("+43 1 555 0133",),
        (
            ("Structural Engineer", "Donau Ingenieure GmbH", "2017-01", None, 2),
            ("Junior Engineer", "Alpenbau AG", "2013-09", "2016-12", 1),
        ),
        skills=("Revit", "SCIA Engineer", "Eurocode 5"),
    ),
    "line breaks": Resume(
        LINE_BREAKS,
        "Tomasz Zielony",
        "Electrician",
        ("tomasz.zielony@example.com",),
        (),
        (
            ("Electrician", "Volt Serwis", "2016-06", "2023-05", 2),
            ("Apprentice", "Elektro Nowak", "2013-09", "2016-05", 0),
        ),
    ),
    "blanks for columns": Resume(
        BLANKS_FOR_COLUMNS,
        "Dana Whitfield",
        None,
        ("dana.whitfield@example.com",),
        ("(415) 555-0190",),
        (
            ("Pastry Chef", "Bluebird Bakery", "2018", None, 1),
            ("Line Cook", "Harbor Grill", "2014", "2018", 0),
        ),
        skills=("Lamination", "Sourdough", "Inventory"),
    ),
}
