"""Layouts made of paragraphs: styles, tabs, lists, breaks, changes, controls."""

from tests.engine.docx_files import (
    PAPER,
    control,
    deleted,
    docx,
    inserted,
    li,
    p,
    part,
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

TRACKED = docx(
    p(r("Marta Olivei", "b 18pt"), inserted(r("ra", "b 18pt")), deleted(" Old Name"))
    + p("Controller")
    + p(deleted("old.address@example.com"), inserted(r("marta.oliveira@example.com")))
    + _head("Experience")
    + p(r("Controller, "), deleted("Wrong Ltd"), inserted(r("Porto Finance Lda")))
    + p("January 2018 – Present")
    + li("Closes the books in four days")
    + inserted(li("Leads a team of five"))
    + p(
        r("Accountant, "),
        more="<w:rPr><w:del/></w:rPr>",
    )
    + p("Douro Contas Lda")
    + p("March 2012 – December 2017")
    + f"<w:moveFrom>{r('Moved away')}</w:moveFrom>"
    + _head("Education")
    + p("Licenciatura em Economia, Universidade do Porto, 2011")
)

CONTROLS = docx(
    control(p(control(r("Yusuf Demirel", "b 20pt")), control(r("[Your Title]"), prompt=True)))
    + control(p("yusuf.demirel@example.com | +90 212 555 0144"))
    + control(p("Click or tap here to enter text.", style="Bullets"), prompt=True)
    + _head("Experience")
    + control(
        p(r("Nurse", "b"), r(", Bosphorus Hospital, Istanbul"))
        + p(control(r("February 2019 – Present")))
        + li("Cares for twelve patients a shift")
    )
    + _head("Education")
    + control(p("Bachelor of Nursing, Marmara University, 2018"))
)

NUMBERED = docx(
    p("Grace Okonjo", look="b 18pt")
    + p("Legal Counsel")
    + p("grace.okonjo@example.com, +234 803 555 0177, Lagos, Nigeria")
    + _head("Professional Experience")
    + p(r("Legal Counsel", "b"), r(", Savanna Energy plc"))
    + p("April 2018 – Present")
    + li("Drafted 120 supply contracts", number=2)
    + li("Settled disputes out of court", number=2)
    + p(r("Associate", "b"), r(", Adeyemi & Partners"))
    + p("October 2013 – March 2018")
    + li("Argued cases in the High Court", number=3)
    + li("Supervised two trainees", number=3)
    + li("Wrote opinions on tax", number=3)
    + _head("Education")
    + p("LL.B., University of Ibadan, 2012")
)

SPLIT_RUNS = docx(
    p(
        r("Li", "b 20pt"),
        "<w:proofErr w:type='spellStart'/>",
        r("am Fer", "b 20pt"),
        r("raro", "b 20pt"),
    )
    + p(r("liam.fer"), r("raro@exam"), r("ple.com"))
    + _head("Experience")
    + p(r("Data Ana", "b"), r("lyst", "b"), r(", Mer"), r("idian Insights"))
    + p(r("Ja"), r("n 20"), r("20 – Pre"), r("sent"))
    + p(r("Built dash"), r("boards for sales"), style="Bullets")
    + _head("Skills")
    + p(r("SQ"), r("L, Pyt"), r("hon, Tableau"))
)

HIDDEN = docx(
    p("Noor Haddad", look="b 18pt")
    + p("noor.haddad@example.com")
    + p("kubernetes blockchain rockstar", look="white")
    + p("phd harvard", look="hidden")
    + _head("Experience")
    + p(r("Translator", "b"), r(", Levant Language Services"))
    + p("May 2016 – Present")
    + _head("Skills")
    + p("Arabic, French, Subtitling")
)

HEADER_NAME = docx(
    p("SUMMARY", look="b 13pt")
    + p("Surveyor of ships with twenty years at sea and ashore, used to working alone.")
    + p("EXPERIENCE", look="b 13pt", more='<w:spacing w:before="240"/>')
    + p(r("Marine Surveyor", "b"), r("\t2011 – Present"), more=RIGHT)
    + p("Baltic Class Society, Gdynia")
    + li("Surveys tankers and ferries")
    + p("EDUCATION", look="b 13pt", more='<w:spacing w:before="240"/>')
    + p("MSc Naval Architecture, Gdańsk University of Technology, 2004"),
    section='<w:headerReference w:type="first" r:id="rH1"/>'
    '<w:headerReference w:type="default" r:id="rH2"/><w:titlePg/>' + PAPER,
    relations={"rH1": ("header", "header1.xml"), "rH2": ("header", "header2.xml")},
    parts={
        "word/header1.xml": part(
            "hdr",
            p("Jan Kowalczyk", look="b 22pt")
            + p("Marine Surveyor")
            + p("jan.kowalczyk@example.com | +48 58 555 0165 | Gdynia, Poland"),
        ),
        "word/header2.xml": part("hdr", p("Jan Kowalczyk – page 2")),
    },
)

FOOTER_CONTACT = docx(
    p("Aoife Brennan", look="b 20pt")
    + p("Librarian")
    + _head("Work History")
    + p(r("Librarian", "b"), r(", Galway City Library"))
    + p("2015 – 2024")
    + li("Ran the children's programme")
    + _head("Education")
    + p("MLIS, University College Dublin, 2014"),
    section='<w:footerReference w:type="default" r:id="rF"/>' + PAPER,
    relations={"rF": ("footer", "footer1.xml")},
    parts={
        "word/footer1.xml": part("ftr", p("aoife.brennan@example.com · +353 91 555 0110 · Galway"))
    },
)

LINKS = docx(
    p("Sofia Marchetti", look="b 20pt")
    + p(
        '<w:hyperlink r:id="rM">' + r("E-mail") + "</w:hyperlink>",
        r(" | "),
        '<w:hyperlink r:id="rL">' + r("LinkedIn") + "</w:hyperlink>",
        r(" | +39 06 555 0122"),
    )
    + _head("Experience")
    + p(r("Architect", "b"), r(", Studio Tevere, Rome"))
    + p("2014 – Present")
    + _head("Skills")
    + p("AutoCAD, Rhino, Model making"),
    relations={
        "rM": ("hyperlink", "mailto:sofia.marchetti@example.com"),
        "rL": ("hyperlink", "https://www.linkedin.com/in/sofiamarchetti"),
    },
)

NESTED_LISTS = docx(
    p("Henrik Solberg", look="b 20pt")
    + p("henrik.solberg@example.com, +47 22 55 50 10, Bergen, Norway")
    + _head("Experience")
    + p(r("Offshore Technician", "b"), r("\tMay 2017 – Present"), more=RIGHT)
    + p("Fjord Energi AS")
    + li("Maintains turbines")
    + li("in winds of up to 20 m/s", 1)
    + li("Plans the spare parts")
    + _head("Skills")
    + li("Hydraulics")
    + li("SCADA")
    + li("Rope access")
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
    "tracked changes": Resume(
        TRACKED,
        "Marta Oliveira",
        "Controller",
        ("marta.oliveira@example.com",),
        (),
        (
            ("Controller", "Porto Finance Lda", "2018-01", None, 2),
            ("Accountant", "Douro Contas Lda", "2012-03", "2017-12", 0),
        ),
        (("Licenciatura", "Universidade do Porto", "2011"),),
        never=("Wrong Ltd", "old.address", "Old Name", "Moved away"),
    ),
    "content controls": Resume(
        CONTROLS,
        "Yusuf Demirel",
        None,
        ("yusuf.demirel@example.com",),
        ("+90 212 555 0144",),
        (("Nurse", "Bosphorus Hospital", "2019-02", None, 1),),
        (("Bachelor of Nursing", "Marmara University", "2018"),),
        never=("Click or tap", "Your Title"),
    ),
    "numbered lists": Resume(
        NUMBERED,
        "Grace Okonjo",
        "Legal Counsel",
        ("grace.okonjo@example.com",),
        ("+234 803 555 0177",),
        (
            ("Legal Counsel", "Savanna Energy plc", "2018-04", None, 2),
            ("Associate", "Adeyemi & Partners", "2013-10", "2018-03", 3),
        ),
        (("LL.B.", "University of Ibadan", "2012"),),
    ),
    "split runs": Resume(
        SPLIT_RUNS,
        "Liam Ferraro",
        None,
        ("liam.ferraro@example.com",),
        (),
        (("Data Analyst", "Meridian Insights", "2020-01", None, 1),),
        skills=("SQL", "Python", "Tableau"),
    ),
    "hidden text": Resume(
        HIDDEN,
        "Noor Haddad",
        None,
        ("noor.haddad@example.com",),
        (),
        (("Translator", "Levant Language Services", "2016-05", None, 0),),
        skills=("Arabic", "French", "Subtitling"),
        never=("blockchain", "harvard"),
    ),
    "name in the header": Resume(
        HEADER_NAME,
        "Jan Kowalczyk",
        "Marine Surveyor",
        ("jan.kowalczyk@example.com",),
        ("+48 58 555 0165",),
        (("Marine Surveyor", "Baltic Class Society", "2011", None, 1),),
        (("MSc", "Gdańsk University of Technology", "2004"),),
    ),
    "contact in the footer": Resume(
        FOOTER_CONTACT,
        "Aoife Brennan",
        "Librarian",
        ("aoife.brennan@example.com",),
        ("+353 91 555 0110",),
        (("Librarian", "Galway City Library", "2015", "2024", 1),),
        (("MLIS", "University College Dublin", "2014"),),
    ),
    "links behind words": Resume(
        LINKS,
        "Sofia Marchetti",
        None,
        ("sofia.marchetti@example.com",),
        ("+39 06 555 0122",),
        (("Architect", "Studio Tevere", "2014", None, 0),),
        skills=("AutoCAD", "Rhino", "Model making"),
    ),
    "lists in lists": Resume(
        NESTED_LISTS,
        "Henrik Solberg",
        None,
        ("henrik.solberg@example.com",),
        ("+47 22 55 50 10",),
        (("Offshore Technician", "Fjord Energi AS", "2017-05", None, 3),),
        skills=("Hydraulics", "SCADA", "Rope access"),
    ),
}
