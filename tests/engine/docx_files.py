"""Small DOCX files made of the XML that word processors write: what goes in is what is tested."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES = (
    f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAPER = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1134" w:right="1134"/>'
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri"/><w:sz w:val="22"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
<w:rPr><w:sz w:val="48"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Berschrift1"><w:name w:val="heading 1"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="240"/></w:pPr>
<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Berschrift2"><w:name w:val="heading 2"/>
<w:basedOn w:val="Berschrift1"/><w:rPr><w:sz w:val="24"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:before="200"/></w:pPr><w:rPr><w:b/><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Bullets"><w:name w:val="List Bullet"/>
<w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr>
</w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>
<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/>
<w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>
<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/>
<w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def docx(
    body: str,
    *,
    styles: str = STYLES,
    numbering: str = NUMBERING,
    section: str = PAPER,
    relations: Mapping[str, tuple[str, str]] | None = None,
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """A file. `relations` are kind and target by id; a target with a colon is outside of it."""
    document = f"<w:document {NAMESPACES}><w:body>{body}"
    document += f"<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    related = {"rStyles": ("styles", "styles.xml"), "rList": ("numbering", "numbering.xml")}
    return package(
        {
            "word/document.xml": document,
            "word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>",
            "word/_rels/document.xml.rels": rels(related | dict(relations or {})),
            **dict(parts or {}),
        }
    )


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP with what every package has, and these parts."""
    every: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": rels(
            {
                "r1": ("officeDocument", "word/document.xml"),
                "r2": ("core-properties", "docProps/core.xml"),
            }
        ),
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in every.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, 8)
    return out.getvalue()


def rels(relations: Mapping[str, tuple[str, str]]) -> str:
    """The part that holds relations."""
    found = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{escape(target)}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for name, (kind, target) in relations.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{XML}<Relationships xmlns="{space}">{found}</Relationships>'


def part(name: str, content: str) -> str:
    """A header, a footer or notes: a part that is a story."""
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"


def r(text: str, look: str = "") -> str:
    """A run; `look` are letters and words: b, i, caps, hidden, white, or a size as 14pt."""
    marks = {
        "b": "<w:b/>",
        "i": "<w:i/>",
        "caps": "<w:caps/>",
        "hidden": "<w:vanish/>",
        "white": '<w:color w:val="FFFFFF"/>',
        "strong": '<w:rStyle w:val="Strong"/>',
    }
    stated = "".join(
        f'<w:sz w:val="{2 * int(one[:-2])}"/>' if one.endswith("pt") else marks[one]
        for one in look.split()
    )
    return f"<w:r><w:rPr>{stated}</w:rPr>{inner(text)}</w:r>"


def inner(text: str) -> str:
    """What stands in a run: tabs and line breaks are elements of their own."""
    parts = []
    for number, line in enumerate(text.split("\n")):
        parts += ["<w:br/>"] if number else []
        for index, piece in enumerate(line.split("\t")):
            parts += ["<w:tab/>"] if index else []
            parts += [f'<w:t xml:space="preserve">{escape(piece)}</w:t>'] if piece else []
    return "".join(parts)


def p(*runs: str, style: str = "", look: str = "", more: str = "") -> str:
    """A paragraph of runs; a text that is no run becomes one of this look."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    made = "".join(one if one.startswith("<") else r(one, look) for one in runs)
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{made}</w:p>"


def li(text: str, level: int = 0, number: int = 1) -> str:
    """A list paragraph."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, more=place)


def stops(*places: tuple[int, str]) -> str:
    """Tab stops: points and kind."""
    found = "".join(f'<w:tab w:val="{kind}" w:pos="{20 * at}"/>' for at, kind in places)
    return f"<w:tabs>{found}</w:tabs>"


RULES = "".join(f'<w:{side} w:val="single"/>' for side in ("left", "right", "insideH", "insideV"))


def tbl(widths: Sequence[int], *rows: str, ruled: bool = False) -> str:
    """A table of rows, its columns in points."""
    grid = "".join(f'<w:gridCol w:w="{20 * wide}"/>' for wide in widths)
    borders = f"<w:tblBorders>{RULES}</w:tblBorders>" if ruled else ""
    made = "".join(rows)
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"


def tr(*cells: str, header: bool = False) -> str:
    """A row; a cell that is no cell yet becomes one."""
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    made = "".join(one if one.startswith("<w:tc>") else tc(one) for one in cells)
    return f"<w:tr>{properties}{made}</w:tr>"


def tc(*blocks: str, more: str = "") -> str:
    """A cell; what is no block yet becomes a paragraph."""
    made = "".join(one if one.startswith("<") else p(one) for one in blocks)
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{made}</w:tc>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


FILLED = '<w:shd w:val="clear" w:fill="1F3864"/>'


def box(
    *blocks: str, width: int = 160, height: int = 700, at: tuple[int, int] | None = None
) -> str:
    """A text box as Word writes it: once for itself and once for its ancestors.

    `at` is where it was put on the page, in points from the left and from the top.
    """
    made = "".join(blocks)
    put = "".join(
        f'<wp:position{side} relativeFrom="page"><wp:posOffset>{12700 * offset}</wp:posOffset>'
        f"</wp:position{side}>"
        for side, offset in zip("HV", at or (), strict=False)
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>{put}'
        f'<wp:extent cx="{12700 * width}" cy="{12700 * height}"/>'
        "<a:graphic><a:graphicData><wps:wsp>"
        f"<wps:txbx><w:txbxContent>{made}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox><w:txbxContent>{made}</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def control(content: str, *, prompt: bool = False) -> str:
    """A content control, filled in or still asking."""
    asks = "<w:showingPlcHdr/>" if prompt else ""
    return f"<w:sdt><w:sdtPr>{asks}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def inserted(content: str) -> str:
    return f'<w:ins w:id="1" w:author="Somebody">{content}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2"><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>'
