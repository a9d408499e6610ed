"""The content of a paragraph of a DOCX -> runs of text, and the pictures and boxes hung into it.

Tracked changes are resolved: what was inserted stays, what was deleted is gone. Of fields their
last result is read, never the instruction; only the address of a HYPERLINK is taken from it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from apps.engine.document.flow_model import FlowImage, Run
from apps.engine.document.readers.docx_boxes import EMU, TextBox, place_of
from apps.engine.document.readers.docx_looks import (
    WHITE,
    RunLook,
    Styles,
    child,
    length,
    over,
    read_run_look,
    value,
)  # fmt: skip
from apps.engine.document.readers.ooxml import Relation
from apps.engine.model import HiddenReason

FIELDS_MAX = 20  # fields within fields
TINY = 1.5  # points: nobody reads letters that small
GONE = frozenset(
    ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "w:object", "w:sdtPr",
     "w:sdtEndPr", "w:rt", "w:comment", "mc:Fallback")
)  # fmt: skip
"""What is passed over with all that is in it: deleted text, instructions, embedded programs."""
SIGNS: Mapping[str, str] = {
    "w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-", "w:softHyphen": "",
}  # fmt: skip
LINK = re.compile(r'\s*HYPERLINK\s+(?:\\[lmnt]\s+)*"([^"]+)"')
SCHEMES = ("http://", "https://", "mailto:", "tel:")
DRAWN_SIGNS: Mapping[str, str] = {
    "f0b7": "•", "f0a7": "▪", "f0d8": "➢", "f0fc": "✓", "f0a8": "□", "f0e0": "→", "f0be": "–",
    "f02d": "-", "f02a": "✉", "f028": "☎", "f029": "☎",
}  # fmt: skip
"""Letters of Symbol and Wingdings that stand for signs of their own."""
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2060\ufeff\ufffe\uffff]")


@dataclass(slots=True)
class Content:
    """What a paragraph holds. `boxes` are its text boxes, in the order of the file."""

    runs: list[Run] = field(default_factory=list)
    images: list[FlowImage] = field(default_factory=list)
    boxes: list[TextBox] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and id of each mark
    column_ends: int | None = None  # so many runs stand before the break


class TextReader:
    """Reads the paragraphs of one story; a field may begin in one and end in another."""

    def __init__(
        self, styles: Styles, relations: Mapping[str, Relation], mark: Callable[[str, str], str]
    ) -> None:
        self._styles, self._relations = styles, relations
        self._mark = mark  # the printed mark of a note, by its kind and id
        self._fields: list[list[str]] = []  # the instructions of the open fields
        self._results: list[bool] = []  # whether the result of each open field has begun
        self._deeper = 0  # open fields within more others than any file needs

    def read(self, paragraph: Element, look: RunLook, *, filled: bool) -> Content:
        """What a paragraph holds. `look` is that of its text, `filled` whether paper shows."""
        content = Content()
        reading = _Reading(self, content, look, filled)
        reading.walk(paragraph, None)
        self._end_instructions()
        return content

    def _end_instructions(self) -> None:
        """What tells a field what to do ends with its paragraph: a damaged one hides no other."""
        if self.in_instruction:
            told = zip(self._fields, self._results, strict=True)
            self._fields = [parts for parts, begun in told if begun]
            self._results, self._deeper = [True] * len(self._fields), 0

    @property
    def in_instruction(self) -> bool:
        return not all(self._results)

    @property
    def field_link(self) -> str | None:
        """The address of the innermost open field that is a hyperlink."""
        for parts in reversed(self._fields):
            if found := LINK.match("".join(parts)):
                return address(found[1])
        return None

    def take_field(self, element: Element) -> None:
        kind = element.get("w:fldCharType")
        if kind == "begin" and len(self._fields) < FIELDS_MAX:
            self._fields.append([])
            self._results.append(False)
        elif kind == "begin":
            self._deeper += 1
        elif kind == "end" and self._deeper:
            self._deeper -= 1
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._results.pop()
        elif kind == "separate" and self._results and not self._deeper:
            self._results[-1] = True

    def take_instruction(self, text: str) -> None:
        if self._fields and not self._results[-1]:
            self._fields[-1].append(text)

    def style_look(self, name: str | None) -> RunLook:
        return self._styles.look(name).run

    def link(self, element: Element) -> str | None:
        relation = self._relations.get(element.get("r:id", ""))
        return address(relation.target) if relation and relation.is_external else None

    def mark(self, kind: str, number: str) -> str:
        return self._mark(kind, number)


def address(target: str) -> str | None:
    """An address that leads out of the file, and nowhere into the reader's machine.

    >>> address("mailto:nora@example.com"), address("file:///etc/passwd")
    ('mailto:nora@example.com', None)
    """
    return target if target.casefold().startswith(SCHEMES) else None


@dataclass(slots=True)
class _Reading:
    """One paragraph on its way."""

    reader: TextReader
    content: Content
    look: RunLook
    filled: bool

    def walk(self, element: Element, link: str | None) -> None:
        for one in element:
            if one.tag in WITHIN_PARAGRAPH:
                WITHIN_PARAGRAPH[one.tag](self, one, link)
            elif one.tag not in GONE:
                self.walk(one, link)

    def instruction(self, element: Element, link: str | None) -> None:
        self.reader.take_instruction(element.text or "")

    def run(self, run: Element, link: str | None) -> None:
        stated = read_run_look(child(run, "w:rPr"))
        named = self.reader.style_look(value(run, "w:rPr", "w:rStyle"))
        look = over(over(self.look, named), stated)
        link = link or self.reader.field_link
        for one in run:
            if one.tag in SIGNS:
                self._say(SIGNS[one.tag], look, link)
            elif one.tag in WITHIN_RUN:
                WITHIN_RUN[one.tag](self, one, look, link)

    def hyperlink(self, element: Element, link: str | None) -> None:
        self.walk(element, self.reader.link(element) or link)

    def field(self, element: Element, link: str | None) -> None:
        found = LINK.match(element.get("w:instr", ""))
        self.walk(element, address(found[1]) if found else link)

    def control(self, element: Element, link: str | None) -> None:
        if not is_prompt(element):
            self.walk(element, link)

    def formula(self, element: Element, link: str | None) -> None:
        self._say(element.text or "", self.look, link)

    def text(self, element: Element, look: RunLook, link: str | None) -> None:
        self._say(element.text or "", look, link)

    def sign(self, element: Element, look: RunLook, link: str | None) -> None:
        self._say(_sign(element), look, link)

    def part_of_field(self, element: Element, look: RunLook, link: str | None) -> None:
        self.reader.take_field(element)

    def told(self, element: Element, look: RunLook, link: str | None) -> None:
        self.reader.take_instruction(element.text or "")

    def ruby(self, element: Element, look: RunLook, link: str | None) -> None:
        """Of two texts on top of each other the lower one."""
        for one in element:
            if one.tag == "w:rubyBase":
                self.walk(one, link)

    def _say(self, text: str, look: RunLook, link: str | None) -> None:
        text = INVISIBLE.sub("", text)
        if not text or self.reader.in_instruction:
            return
        if look.caps:
            text = text.upper()
        self.content.runs.append(Run(text, look.style, link, self._hidden(look)))

    def _hidden(self, look: RunLook) -> HiddenReason | None:
        if look.hidden:
            return "invisible"
        if look.color == WHITE and not (look.filled or self.filled):
            return "background_color"
        return "tiny" if look.style.size < TINY else None

    def line_break(self, element: Element, look: RunLook, link: str | None) -> None:
        if element.get("w:type") == "column":
            self.content.column_ends = len(self.content.runs)
        else:
            self._say("\n", look, None)

    def note(self, element: Element, look: RunLook, link: str | None) -> None:
        kind, number = element.tag[2:-9], element.get("w:id", "")
        if mark := self.reader.mark(kind, number):
            self._say(mark, look, None)
            self.content.notes.append((kind, mark))

    def drawing(self, element: Element, look: RunLook, link: str | None) -> None:
        """The boxes of a drawing, else its picture; of two ways to say one thing, the newer."""
        chosen = _chosen(element)
        boxes = list(_boxes(chosen))
        place = place_of(chosen) if len(boxes) == 1 else None
        self.content.boxes += [TextBox(box, _extent(chosen)[0], place) for box in boxes]
        if not boxes and any(one.tag in ("a:blip", "v:imagedata") for one in chosen.iter()):
            properties = next((one for one in chosen.iter() if one.tag == "wp:docPr"), None)
            said = {} if properties is None else properties.attrib
            alt = INVISIBLE.sub("", said.get("descr") or said.get("title") or "").strip()
            self.content.images.append(FlowImage(*_size(chosen), alt or None))


WITHIN_PARAGRAPH: Mapping[str, Callable[[_Reading, Element, str | None], None]] = {
    "w:instrText": _Reading.instruction,
    "w:r": _Reading.run,
    "w:hyperlink": _Reading.hyperlink,
    "w:fldSimple": _Reading.field,
    "w:sdt": _Reading.control,
    "m:t": _Reading.formula,
}
"""What stands in a paragraph; whatever else does is looked into, unless it is gone."""

WITHIN_RUN: Mapping[str, Callable[[_Reading, Element, RunLook, str | None], None]] = {
    "w:t": _Reading.text,
    "w:br": _Reading.line_break,
    "w:sym": _Reading.sign,
    "w:fldChar": _Reading.part_of_field,
    "w:instrText": _Reading.told,
    "w:footnoteReference": _Reading.note,
    "w:endnoteReference": _Reading.note,
    "w:drawing": _Reading.drawing,
    "w:pict": _Reading.drawing,
    "mc:AlternateContent": _Reading.drawing,
    "w:ruby": _Reading.ruby,
}
"""What stands in a run; anything else in one says nothing."""


def is_prompt(control: Element) -> bool:
    """Whether a content control shows what its template asks for, and nobody has answered."""
    return child(control, "w:sdtPr", "w:showingPlcHdr") is not None


def _sign(element: Element) -> str:
    code = element.get("w:char", "").casefold()
    if code in DRAWN_SIGNS:
        return DRAWN_SIGNS[code]
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return sign if sign.isprintable() and not 0xD800 <= ord(sign) <= 0xF8FF else "•"


def _chosen(element: Element) -> Element:
    """Of alternatives the first that holds something to read."""
    if element.tag != "mc:AlternateContent":
        return element
    for one in element:
        if any(part.tag in ("w:txbxContent", "a:blip", "v:imagedata") for part in one.iter()):
            return one
    return element


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost texts of boxes in a drawing, each once."""
    for one in element:
        if one.tag == "w:txbxContent":
            yield one
        elif one.tag == "mc:AlternateContent":
            yield from _boxes(_chosen(one))
        elif one.tag != "mc:Fallback" or element.tag != "mc:AlternateContent":
            yield from _boxes(one)


def _extent(element: Element) -> tuple[float | None, float | None]:
    """How wide and high a drawing says it is."""
    extent = next((one for one in element.iter() if one.tag == "wp:extent"), None)
    if extent is None:
        return None, None
    return length(extent.get("cx"), EMU), length(extent.get("cy"), EMU)


def _size(element: Element) -> tuple[float, float]:
    wide, high = _extent(element)
    return wide or 0.0, high or 0.0
