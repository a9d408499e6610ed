"""The structure tree of a tagged PDF -> elements with standard roles, and the content they mark.

ISO 32000-1, 14.7 (logical structure) and 14.8 (tagged PDF). Nothing is believed here that could run
forever: depth and number of the elements are bounded, so a tree that contains itself just ends.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from apps.engine.document.readers.placing import Placing, place_box
from apps.engine.model import Box, PageSize

MAX_DEPTH = 64  # of elements; documents nest a dozen
MAX_ELEMENTS = 200_000
MAX_ROLE_STEPS = 8  # through the role map, which may run in circles
MAX_SPAN = 1000  # rows or columns of one cell
HEADING = re.compile(r"H([1-9]\d?)?")
MAX_LEVEL = 6
SECTIONS = ("Part", "Art", "Sect")
ATTRIBUTED = ("TD", "TH", "Figure", "Formula")  # roles whose attributes are read
STANDARD = re.compile(
    r"Document|DocumentFragment|Part|Art|Sect|Div|Aside|BlockQuote|Caption|TOC|TOCI|Index|NonStruct"
    r"|Private|Title|P|H\d{0,2}|L|LI|Lbl|LBody|Table|TR|TH|TD|THead|TBody|TFoot|Span|Quote|Note"
    r"|FENote|Reference|BibEntry|Code|Link|Annot|Ruby|RB|RT|RP|Warichu|WT|WP|Figure|Formula|Form"
    r"|Artifact|Em|Strong|Sub"
)
"""Roles with a meaning of their own: ISO 32000-1, 14.8.4, and what ISO 32000-2 adds."""


class Content(NamedTuple):
    """Marked content: the page it stands on, and its MCID there."""

    page: int
    mark: int


@dataclass(frozen=True, slots=True)
class Element:
    """One structure element; `level` counts headings from 1, 0 for what is none."""

    role: str
    kids: "tuple[Element | Content, ...]" = ()
    level: int = 0
    row_span: int = 1
    column_span: int = 1
    alt: str | None = None
    box: Box | None = None  # as displayed, points
    page: int | None = None


@dataclass(slots=True)
class _Tree:
    """What the whole tree shares while it is read."""

    pages: Mapping[tuple[int, int], int]  # object of a selected page -> its number
    placings: Mapping[int, Placing]
    roles: Mapping[str, str]
    classes: pikepdf.Object | None
    left: int = MAX_ELEMENTS
    seen: set[tuple[int, int]] = field(default_factory=set)  # elements have one parent: 14.7.2


def read_struct_tree(data: bytes, sizes: Sequence[PageSize]) -> tuple[Element, ...]:
    """The uppermost elements; none when there is no tree, or when it cannot be read.

    Only content of the pages in `sizes` is kept.
    """
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            root = pdf.Root.get(Name.StructTreeRoot)
            if not isinstance(root, Dictionary) or _is_suspect(pdf):
                return ()
            kids = _kids(root, _open(pdf, root, sizes), None, 0, 0)
            return tuple(kid for kid in kids if isinstance(kid, Element))
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError):
        return ()


def _is_suspect(pdf: pikepdf.Pdf) -> bool:
    """Whether the producer says itself that the tags may be wrong: 14.7.1, table 321."""
    marks = pdf.Root.get(Name.MarkInfo)
    return isinstance(marks, Dictionary) and bool(marks.get(Name.Suspects, False))


def _open(pdf: pikepdf.Pdf, root: pikepdf.Object, sizes: Sequence[PageSize]) -> _Tree:
    pages, placings = {}, {}
    for size in sizes:
        page = pdf.pages[size.number - 1]
        pages[page.obj.objgen] = size.number
        left, bottom, right, top = (float(side) for side in page.cropbox)
        placings[size.number] = Placing(Box(left, bottom, right, top), size.rotation)
    role_map = root.get(Name.RoleMap)
    roles = {}
    if isinstance(role_map, Dictionary):
        roles = {key[1:]: str(value)[1:] for key, value in role_map.items()}
    return _Tree(pages, placings, roles, root.get(Name.ClassMap))


def _kids(
    holder: pikepdf.Object, tree: _Tree, page: int | None, depth: int, sections: int
) -> Iterator[Element | Content]:
    """The kids of an element whose content stands on `page` unless they say otherwise: 14.7.4."""
    kids = holder.get(Name.K)
    if depth > MAX_DEPTH or kids is None:
        return
    for kid in kids if isinstance(kids, Array) else (kids,):
        tree.left -= 1
        if tree.left < 0:
            return
        if isinstance(kid, int):
            if page is not None:
                yield Content(page, kid)
        elif isinstance(kid, Dictionary):
            yield from _kid(kid, tree, page, depth, sections)


def _kid(
    kid: pikepdf.Object, tree: _Tree, page: int | None, depth: int, sections: int
) -> Iterator[Element | Content]:
    own = kid.get(Name.Pg)
    if own is not None:
        page = tree.pages.get(own.objgen)
    kind = kid.get(Name.Type)
    if kind == Name.OBJR:
        return
    if kind == Name.MCR:
        mark = kid.get(Name.MCID)
        if page is not None and isinstance(mark, int):
            yield Content(page, mark)
        return
    if kid.is_indirect and kid.objgen in tree.seen:
        return
    tree.seen.add(kid.objgen)
    role = _role(str(kid.get(Name.S, "/NonStruct"))[1:], tree.roles)
    yield _element(kid, role, tree, page, depth, sections + (role in SECTIONS))


def _role(name: str, roles: Mapping[str, str]) -> str:
    """The standard role a name stands for: 14.7.3; the name itself when there is none."""
    for _ in range(MAX_ROLE_STEPS):
        if STANDARD.fullmatch(name) or name not in roles:
            break
        name = roles[name]
    return name


def _element(
    raw: pikepdf.Object, role: str, tree: _Tree, page: int | None, depth: int, sections: int
) -> Element:
    kids = tuple(_kids(raw, tree, page, depth + 1, sections))
    level = _level(role, sections)
    if role not in ATTRIBUTED:
        return Element(role, kids, level)
    attributes = list(_attributes(raw, tree))
    alt = raw.get(Name.Alt)
    return Element(
        role,
        kids,
        row_span=_span(attributes, Name.RowSpan),
        column_span=_span(attributes, Name.ColSpan),
        alt=str(alt).strip() or None if isinstance(alt, pikepdf.String) else None,
        box=_box(attributes, tree.placings.get(page or 0)),
        page=page,
    )


def _level(role: str, sections: int) -> int:
    if role == "Title":
        return 1
    heading = HEADING.fullmatch(role)
    if heading is None:
        return 0
    return min(MAX_LEVEL, int(heading[1]) if heading[1] else max(1, sections))


def _attributes(raw: pikepdf.Object, tree: _Tree) -> Iterator[pikepdf.Object]:
    """The attribute objects of an element, then those of its classes: 14.7.5."""
    yield from _dictionaries(raw.get(Name.A))
    classes = raw.get(Name.C)
    for name in classes if isinstance(classes, Array) else (classes,):
        if isinstance(name, Name) and isinstance(tree.classes, Dictionary):
            yield from _dictionaries(tree.classes.get(str(name)))


def _dictionaries(value: object) -> Iterator[pikepdf.Object]:
    for part in value if isinstance(value, Array) else (value,):
        if isinstance(part, Dictionary):
            yield part


def _span(attributes: Sequence[pikepdf.Object], key: Name) -> int:
    for attribute in attributes:
        value = attribute.get(key)
        if isinstance(value, int):
            return min(MAX_SPAN, max(1, value))
    return 1


def _box(attributes: Sequence[pikepdf.Object], placing: Placing | None) -> Box | None:
    for attribute in attributes:
        raw = attribute.get(Name.BBox)
        if placing is not None and isinstance(raw, Array) and len(raw) == 4:
            left, bottom, right, top = (float(side) for side in raw)
            return place_box((left, bottom, right, top), placing.matrix)
    return None
