"""A document -> what the catalog of its tagged PDF says of it: that it is tagged, language, title.

PDF/UA-1 (ISO 14289-1), 7.1 and 7.2. That a file conforms to PDF/UA is not claimed: nobody has
looked at what its pictures show.
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, Stream, String

from apps.engine.model import Caption, Document, Heading, ListNode, Node, Paragraph, Text
from apps.engine.render.flow import flowing, is_hidden

UNKNOWN_LANGUAGE = "und"  # BCP 47: the engine does not guess what a document is written in
LAYERS = "Layers"
TITLE_LENGTH = 200  # characters
"""Longer than any title: the first words of a text without headings."""
PACKET_BYTES = 100_000  # of a metadata stream as stored; larger ones are not looked into
EMPTY = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF></x:xmpmeta>\n'
    '<?xpacket end="w"?>'
)
"""XMP (ISO 16684-1), 7.3.2: a packet that says nothing."""
TITLE = (
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
    '<rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title></rdf:Description>'
)


def describe(pdf: pikepdf.Pdf, document: Document) -> None:
    """Write the entries into the catalog; those that are there stay where they are right."""
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    if not isinstance(pdf.Root.get(Name.Lang), String) or not str(pdf.Root.Lang).strip():
        pdf.Root.Lang = String(UNKNOWN_LANGUAGE)
    preferences = pdf.Root.get(Name.ViewerPreferences)
    if not isinstance(preferences, Dictionary):
        preferences = pdf.Root.ViewerPreferences = Dictionary()
    preferences.DisplayDocTitle = True
    for page in pdf.pages:
        page.obj.Tabs = Name.S
    _name_layers(pdf.Root.get(Name.OCProperties))
    _write_title(pdf, document.title or _first_words(document))


def _name_layers(properties: object) -> None:
    """A name for the configuration of the layers, which must have one: PDF/UA-1, 7.10."""
    default = properties.get(Name.D) if isinstance(properties, Dictionary) else None
    if isinstance(default, Dictionary) and not default.get(Name.Name):
        default.Name = String(LAYERS)


def _first_words(document: Document) -> str | None:
    """What stands for a title in a file that names none: its first heading, else its first text."""
    texts = list(_texts(document.kids))
    headings = (text for text, is_heading in texts if is_heading)
    first = next(headings, None) or next((text for text, _ in texts), None)
    return " ".join(flowing(first).split())[:TITLE_LENGTH] if first else None


def _texts(nodes: Iterable[Node]) -> Iterator[tuple[Text, bool]]:
    for node in nodes:
        if isinstance(node, ListNode):
            yield from ((item.text, False) for item in node.items)
        elif isinstance(node, Heading | Paragraph | Caption) and not is_hidden(node):
            yield node.text, isinstance(node, Heading)


def _write_title(pdf: pikepdf.Pdf, title: str | None) -> None:
    """The title into the metadata stream, 14.3.2, which keeps what else it says."""
    element = TITLE.format(escape(_legal(title))) if title else ""
    packet = _packet(pdf.Root.get(Name.Metadata))
    if packet is not None and b"dc:title" in packet:
        return
    before, end, after = (packet or EMPTY.encode()).rpartition(b"</rdf:RDF>")
    pdf.Root.Metadata = pdf.make_stream(
        before + element.encode() + end + after, Type=Name.Metadata, Subtype=Name.XML
    )


def _packet(metadata: object) -> bytes | None:
    """The metadata of the file; None when there is none that more could be written into."""
    if not isinstance(metadata, Stream) or len(metadata.read_raw_bytes()) > PACKET_BYTES:
        return None
    try:
        packet = metadata.read_bytes()
    except pikepdf.PdfError:
        return None
    return packet if b"</rdf:RDF>" in packet else None


def _legal(text: str) -> str:
    """A text without the signs that XML 1.0 does not know."""
    return "".join(sign for sign in text if sign >= " " and not "\ud800" <= sign <= "\udfff")
