"""The annotations of the pages: what each is tagged as, where it stands, and what a link says.

ISO 32000-1, 12.5.2 (annotations) and 14.7.4.3 (objects in structure elements).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from apps.engine.document.readers.placing import Placing, place_box
from apps.engine.geometry import overlap
from apps.engine.model import Box, Document, Line
from apps.engine.render.tag_plan import Annotation, PartRole

UNDER = 0.5  # of a word or of a link, whichever is smaller: so much of it lies under the other
HIDDEN = 2  # the annotation flag: neither shown nor read out
UNTAGGED = ("/Popup", "/PrinterMark", "/TrapNet")  # they belong to another one, or to the printer
ROLES: Mapping[str, PartRole] = {"/Link": "Link", "/Widget": "Form"}
"""Structure types by the subtype of the annotation; any other is an Annot: 14.8.4.4.2."""


def read_annotations(
    pdf: pikepdf.Pdf, placings: Mapping[int, Placing]
) -> Iterator[tuple[Annotation, pikepdf.Object]]:
    """What stands on the pages and can be read out; boxes of the pages that are placed only."""
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get(Name.Annots)
        for index, raw in enumerate(annotations if isinstance(annotations, Array) else ()):
            kind = str(raw.get(Name.Subtype)) if isinstance(raw, Dictionary) else "/Popup"
            if kind not in UNTAGGED and not _is_hidden(raw):
                box = _box(raw, placings.get(number))
                yield Annotation(number, index, ROLES.get(kind, "Annot"), box), raw


def _is_hidden(annotation: pikepdf.Object) -> bool:
    flags = annotation.get(Name.F)
    return isinstance(flags, int) and bool(flags & HIDDEN)


def _box(annotation: pikepdf.Object, placing: Placing | None) -> Box | None:
    rectangle = annotation.get(Name.Rect)
    if placing is None or not isinstance(rectangle, Array) or len(rectangle) != 4:
        return None
    left, bottom, right, top = (float(str(side)) for side in rectangle)
    return place_box((left, bottom, right, top), placing.matrix)


def describe_links(
    annotations: Iterable[tuple[Annotation, pikepdf.Object]], document: Document
) -> None:
    """Say what is linked where the file does not: the words under the link, else its target."""
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in document.visible_lines():
        lines[line.page].append(line)
    for annotation, raw in annotations:
        if annotation.role == "Link" and not raw.get(Name.Contents):
            words = _words_under(lines[annotation.page], annotation.box)
            said = " ".join(words) or _target(raw)
            if said:
                raw.Contents = String(said)


def _words_under(lines: Iterable[Line], box: Box | None) -> Iterator[str]:
    for line in lines:
        if box is not None and line.box.bottom < box.top and line.box.top > box.bottom:
            yield from (word.text for word in line.words if _is_linked(word.box, box))


def _is_linked(word: Box, link: Box) -> bool:
    """Whether most of a word lies under a link, or a link over a part of a word."""
    wide = overlap(word.left, word.right, link.left, link.right)
    high = overlap(word.bottom, word.top, link.bottom, link.top)
    narrow, low = min(word.width, link.width), min(word.height, link.height)
    return wide >= UNDER * narrow and high >= UNDER * low


def _target(link: pikepdf.Object) -> str:
    action = link.get(Name.A)
    uri = action.get(Name.URI) if isinstance(action, Dictionary) else None
    return str(uri) if isinstance(uri, String) else ""
