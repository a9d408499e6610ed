"""What styles, paragraphs and runs of a DOCX state about looks, and what follows from that.

Properties are those of ECMA-376 part 1, 17.3 and 17.7; what is not stated is None, so that a style
can be laid over the one it is based on.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar
from xml.etree.ElementTree import Element

from apps.engine.document.flow_model import Align, TabStop
from apps.engine.model import Style

TWIP = 1 / 20  # points
HALF_POINT = 1 / 2
DEFAULT_SIZE = 10.0  # where a file states none: 17.3.2.38
MAX_SIZE = 1638.0  # the largest that Word takes
LARGEST = 2.0**31  # of numbers in a file: what is larger is a mistake
CHAIN_MAX = 30  # styles based on each other; a circle ends here
BLACK = (0.0, 0.0, 0.0)
WHITE = (1.0, 1.0, 1.0)
OFF = ("0", "false", "off", "none")
HEADING_NAME = re.compile(r"heading ([1-9])")
MAX_LEVEL = 6
BODY_LEVEL = 9  # the outline level of what is no heading
ALIGNS: Mapping[str, Align] = {"center": "center", "right": "right", "end": "right"}
STOPS: Mapping[str, Align] = {
    "center": "center", "right": "right", "end": "right", "decimal": "right",
}  # fmt: skip

Color = tuple[float, float, float]
Stated = TypeVar("Stated", "RunLook", "ParagraphLook")


class RunLook(NamedTuple):
    """How letters look."""

    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    color: Color | None = None
    caps: bool | None = None
    hidden: bool | None = None
    filled: bool | None = None  # something is painted behind them

    @property
    def style(self) -> Style:
        size = min(self.size or DEFAULT_SIZE, MAX_SIZE)
        return Style(self.font or "", size, bool(self.bold), bool(self.italic), self.color or BLACK)


class ParagraphLook(NamedTuple):
    """How a paragraph is set; `list_id` and `list_level` name its place in a numbering."""

    left: float | None = None
    first: float | None = None
    right: float | None = None
    before: float | None = None
    after: float | None = None
    align: Align | None = None
    stops: tuple[TabStop, ...] | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    tight: bool | None = None  # no space between paragraphs of one style
    filled: bool | None = None


def over(base: Stated, top: Stated) -> Stated:
    """What `top` states, and `base` where it states nothing."""
    stated = {name: one for name, one in top._asdict().items() if one is not None}
    return base._replace(**stated)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at the end of a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if one.tag == name), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The `w:val` of the element at the end of a path."""
    found = child(element, *path)
    return None if found is None else found.get("w:val")


def switch(element: Element | None, name: str) -> bool | None:
    """Whether a property is on; None where it is not stated."""
    found = child(element, name)
    return None if found is None else found.get("w:val", "1").casefold() not in OFF


def number(text: str | None) -> float | None:
    """A number that a file states; None where it is none.

    >>> number("24"), number("about 24"), number("1e999")
    (24.0, None, None)
    """
    try:
        found = float(text or "")
    except ValueError:
        return None
    return found if abs(found) < LARGEST else None


def length(text: str | None, unit: float = TWIP) -> float | None:
    """Points out of a count of units."""
    found = number(text)
    return None if found is None else found * unit


def read_run_look(element: Element | None) -> RunLook:
    """What a `w:rPr` states."""
    if element is None:
        return RunLook()
    fonts = child(element, "w:rFonts")
    size = length(value(element, "w:sz"), HALF_POINT)
    return RunLook(
        font=None if fonts is None else fonts.get("w:ascii") or fonts.get("w:hAnsi"),
        size=size if size and size > 0 else None,
        bold=switch(element, "w:b"),
        italic=switch(element, "w:i"),
        color=_color(value(element, "w:color")),
        caps=switch(element, "w:caps"),
        hidden=switch(element, "w:vanish"),
        filled=is_filled(element) or (value(element, "w:highlight") or "none") != "none" or None,
    )


def _color(text: str | None) -> Color | None:
    if text is None:
        return None
    if not re.fullmatch("[0-9A-Fa-f]{6}", text):
        return BLACK  # "auto"
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def is_filled(element: Element | None) -> bool | None:
    """Whether properties state a shading other than that of the paper."""
    shading = child(element, "w:shd")
    if shading is None:
        return None
    fill = shading.get("w:fill", "auto").casefold()
    return fill not in ("auto", "ffffff") or shading.get("w:val", "clear") not in ("clear", "nil")


def read_paragraph_look(element: Element | None) -> ParagraphLook:
    """What a `w:pPr` states."""
    if element is None:
        return ParagraphLook()
    indent, spacing = child(element, "w:ind"), child(element, "w:spacing")
    align = value(element, "w:jc")
    outline, level = (
        number(value(element, "w:outlineLvl")),
        number(value(element, "w:numPr", "w:ilvl")),
    )
    return ParagraphLook(
        left=_indent(indent, "left", "start"),
        first=_first(indent),
        right=_indent(indent, "right", "end"),
        before=None if spacing is None else length(spacing.get("w:before")),
        after=None if spacing is None else length(spacing.get("w:after")),
        align=None if align is None else ALIGNS.get(align, "left"),
        stops=_stops(child(element, "w:tabs")),
        outline=None if outline is None else int(outline),
        list_id=value(element, "w:numPr", "w:numId"),
        list_level=None if level is None else int(level),
        tight=switch(element, "w:contextualSpacing"),
        filled=is_filled(element),
    )


def _indent(element: Element | None, *sides: str) -> float | None:
    if element is None:
        return None
    stated = (length(element.get(f"w:{side}")) for side in sides)
    return next((one for one in stated if one is not None), None)


def _first(element: Element | None) -> float | None:
    if element is None:
        return None
    hanging = length(element.get("w:hanging"))
    return -hanging if hanging is not None else length(element.get("w:firstLine"))


def _stops(element: Element | None) -> tuple[TabStop, ...] | None:
    if element is None:
        return None
    return tuple(sorted(_tab_stops(element)))


def _tab_stops(element: Element) -> Iterator[TabStop]:
    for one in element:
        position, kind = length(one.get("w:pos")), one.get("w:val", "left")
        if position is not None and kind not in ("clear", "bar"):
            yield TabStop(position, STOPS.get(kind, "left"))


class StyleLook(NamedTuple):
    """What a named style states, those it is based on laid below it."""

    run: RunLook = RunLook()
    paragraph: ParagraphLook = ParagraphLook()
    level: int | None = None  # of the headings set in it


class Styles:
    """The named styles of a file, and what text has that states nothing."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else [one for one in root if one.tag == "w:style"]
        self._elements = {one.get("w:styleId", ""): one for one in styles}
        self._known: dict[str, StyleLook] = {}
        defaults = child(root, "w:docDefaults")
        self.run = read_run_look(child(defaults, "w:rPrDefault", "w:rPr"))
        self.paragraph = read_paragraph_look(child(defaults, "w:pPrDefault", "w:pPr"))
        self.usual = next(
            (
                one.get("w:styleId", "")
                for one in styles
                if one.get("w:type") == "paragraph" and one.get("w:default") in ("1", "true")
            ),
            "",
        )

    def look(self, name: str | None) -> StyleLook:
        """What a style states with all it is based on; nothing for one that is not there."""
        if name is None or name not in self._elements:
            return StyleLook()
        if name not in self._known:
            look = StyleLook()
            for element in reversed(list(self._chain(name))):
                level = _heading_level(element)
                look = StyleLook(
                    over(look.run, read_run_look(child(element, "w:rPr"))),
                    over(look.paragraph, read_paragraph_look(child(element, "w:pPr"))),
                    look.level if level is None else level,
                )
            self._known[name] = look
        return self._known[name]

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and those it is based on; a circle is walked through once."""
        seen: set[str] = set()
        while name in self._elements and name not in seen and len(seen) < CHAIN_MAX:
            seen.add(name)
            yield self._elements[name]
            name = value(self._elements[name], "w:basedOn") or ""

    def is_ruled(self, name: str | None) -> bool:
        """Whether tables of a style have rules."""
        chain = self._chain(name) if name else ()
        return any(has_rules(child(one, "w:tblPr", "w:tblBorders")) for one in chain)

    def paints(self, name: str | None) -> bool:
        """Whether tables of a style have anything painted behind their text."""
        chain = self._chain(name) if name else ()
        return any(part.tag == "w:shd" for one in chain for part in one.iter())


def has_rules(borders: Element | None) -> bool:
    """Whether any of the borders inside of a table, or at its sides, is drawn."""
    if borders is None:
        return False
    sides = {"w:insideH", "w:insideV", "w:left", "w:right", "w:start", "w:end"}
    return any(
        one.tag in sides and one.get("w:val", "nil") not in ("nil", "none") for one in borders
    )


def _heading_level(element: Element) -> int | None:
    """The level that a style gives its paragraphs; 0 takes it away."""
    name = (value(element, "w:name") or "").casefold()
    if name == "title":
        return 1
    if found := HEADING_NAME.fullmatch(name):
        return min(int(found[1]), MAX_LEVEL)
    outline = number(value(element, "w:pPr", "w:outlineLvl"))
    if outline is None:
        return None
    return min(int(outline) + 1, MAX_LEVEL) if 0 <= outline < BODY_LEVEL else 0
