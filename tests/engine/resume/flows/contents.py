"""Layouts whose paragraphs hold more than text: changes, controls, fields, headers."""

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

CONTENTS = {
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
