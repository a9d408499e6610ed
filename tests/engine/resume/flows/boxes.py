"""Layouts made of text boxes and of sections in columns."""

from tests.engine.docx_files import PAPER, box, docx, li, p, r
from tests.engine.resume.flows.expected import Resume

COLUMNS = '<w:type w:val="continuous"/><w:cols w:num="2" w:space="400"/>'
COLUMN_END = '<w:r><w:br w:type="column"/></w:r>'


def _head(text: str) -> str:
    return p(text, look="b 13pt", more='<w:spacing w:before="200"/>')


SIDEBAR = docx(
    p(
        box(
            p("CONTACT", look="b"),
            p("mei.tanaka@example.com"),
            p("+81 3 5550 1234"),
            p("SKILLS", look="b"),
            p("Kotlin"),
            p("Swift"),
            p("CI pipelines"),
        ),
        r("Mei Tanaka", "b 26pt"),
    )
    + p("Mobile Developer")
    + _head("EXPERIENCE")
    + p(r("Mobile Developer", "b"), r(", Sakura Apps"))
    + p("April 2018 – Present")
    + li("Ships a release every week")
    + p(r("Junior Developer", "b"), r(", Umi Soft"))
    + p("April 2015 – March 2018")
    + _head("EDUCATION")
    + p("BEng Informatics, Osaka University, 2015")
)

NAME_BOX = docx(
    p(box(p("Andrés Villar", look="b 28pt"), p("Sound Engineer"), width=480))
    + p(box(p("andres.villar@example.com | +34 91 555 01 45 | Madrid"), width=480))
    + _head("Experiencia")
    + p(r("Sound Engineer", "b"), r(", Estudio Vega, Madrid"))
    + p("2013 – 2024")
    + li("Recorded forty albums")
    + _head("Skills")
    + p("Pro Tools, Ableton, Mastering")
)

VML = docx(
    "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    + p("Wilma Grootveld", look="b 22pt")
    + p("wilma.grootveld@example.com, +31 10 555 0119")
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    + _head("Work Experience")
    + p(r("Florist", "b"), r(", Tulp & Co, Rotterdam"))
    + p("2010 – 2022")
    + li("Arranged weddings")
)

SECTION_COLUMNS = docx(
    p("Rosa Delgado", look="b 24pt")
    + p("rosa.delgado@example.com · +52 55 5550 1010", more=f"<w:sectPr>{PAPER}</w:sectPr>")
    + _head("Experience")
    + p(r("Veterinarian", "b"), r(", Clínica del Valle"))
    + p("2012 – Present")
    + li("Operates on small animals")
    + p(
        COLUMN_END,
        r("Skills", "b 13pt"),
    )
    + p("Surgery")
    + p("Dentistry")
    + p("Client care")
    + _head("Languages")
    + p("Spanish – native"),
    section=COLUMNS + PAPER,
)

ALL_BOXES = docx(
    p(
        box(
            _head("Experience"),
            p(r("Goldsmith", "b"), r(", Atelier Rhône, Lyon")),
            p("2016 – Present"),
            li("Sets stones for weddings"),
            p(r("Apprentice", "b"), r(", Maison Vial, Lyon")),
            p("2012 – 2016"),
            width=350,
            height=300,
            at=(220, 150),
        ),
        box(_head("Skills"), p("Casting"), p("Engraving"), p("Gemmology"), at=(40, 300)),
        box(_head("Education"), p("CAP Bijouterie, École Boulle, 2012"), width=350, at=(220, 460)),
        box(p("Camille Roux", look="b 26pt"), p("Goldsmith"), width=530, height=90, at=(40, 40)),
        box(
            _head("Contact"),
            p("camille.roux@example.com"),
            p("+33 4 55 50 12 12"),
            height=140,
            at=(40, 150),
        ),
    )
)

BOXES = {
    "nothing but boxes, in any order": Resume(
        ALL_BOXES,
        "Camille Roux",
        "Goldsmith",
        ("camille.roux@example.com",),
        ("+33 4 55 50 12 12",),
        (
            ("Goldsmith", "Atelier Rhône", "2016", None, 1),
            ("Apprentice", "Maison Vial", "2012", "2016", 0),
        ),
        (("CAP", "École Boulle", "2012"),),
        ("Casting", "Engraving", "Gemmology"),
    ),
    "a sidebar in a box": Resume(
        SIDEBAR,
        "Mei Tanaka",
        "Mobile Developer",
        ("mei.tanaka@example.com",),
        ("+81 3 5550 1234",),
        (
            ("Mobile Developer", "Sakura Apps", "2018-04", None, 1),
            ("Junior Developer", "Umi Soft", "2015-04", "2018-03", 0),
        ),
        (("BEng", "Osaka University", "2015"),),
        ("Kotlin", "Swift", "CI pipelines"),
    ),
    "name and contact in boxes": Resume(
        NAME_BOX,
        "Andrés Villar",
        "Sound Engineer",
        ("andres.villar@example.com",),
        ("+34 91 555 01 45",),
        (("Sound Engineer", "Estudio Vega", "2013", "2024", 1),),
        skills=("Pro Tools", "Ableton", "Mastering"),
    ),
    "an old box": Resume(
        VML,
        "Wilma Grootveld",
        None,
        ("wilma.grootveld@example.com",),
        ("+31 10 555 0119",),
        (("Florist", "Tulp & Co", "2010", "2022", 1),),
    ),
    "a section in columns": Resume(
        SECTION_COLUMNS,
        "Rosa Delgado",
        None,
        ("rosa.delgado@example.com",),
        ("+52 55 5550 1010",),
        (("Veterinarian", "Clínica del Valle", "2012", None, 1),),
        skills=("Surgery", "Dentistry", "Client care"),
    ),
}
