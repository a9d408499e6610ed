"""The bytes of a DOCX -> its flow, walked through in the order of the document.

WordprocessingML: ECMA-376 part 1, 17.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from apps.engine.document.flow_model import Flow, FlowBlock, FlowNote
from apps.engine.document.readers.docx_looks import Styles, child, length, number, switch
from apps.engine.document.readers.docx_numbering import Numbering
from apps.engine.document.readers.docx_story import Sheet, StoryReader
from apps.engine.document.readers.ooxml import Package, open_package
from apps.engine.errors import CorruptFile

MAIN = "word/document.xml"
LETTER_WIDTH = 612.0  # points, where a file states no paper
MARGIN = 72.0  # points, where it states none
LEAST_WIDTH = 72.0  # points: a narrower column is a mistake
COLUMN_GAP = 36.0  # points, where columns state none
NOTE_KINDS = ("footnote", "endnote")
CHANGES = frozenset(("w:ins", "w:del", "w:moveFrom", "w:moveTo"))
PAINTED = frozenset(("w:drawing", "w:pict", "w:background"))
"""What may lie behind text: where any is, white letters may be meant to be seen."""


def read_docx(data: bytes) -> Flow:
    """What a DOCX says. Raises CorruptFile and PasswordProtected."""
    package = open_package(data)
    main = _main_part(package)
    root = package.tree(main)
    body = child(root, "w:body")
    if body is None:
        raise CorruptFile("the file holds no text of a document")
    return _Reader(package, main, root).flow(body)


def check_docx(data: bytes) -> None:
    """Refuse what can be seen without unpacking. Raises CorruptFile and PasswordProtected."""
    _main_part(open_package(data))


def _main_part(package: Package) -> str:
    named = (one.target for one in package.relations("").values() if one.kind == "officeDocument")
    for name in (*named, MAIN):
        if name in package:
            return name
    raise CorruptFile("the file holds no text of a document")


class _Reader:
    """A package with what all of its stories share."""

    def __init__(self, package: Package, main: str, root: Element) -> None:
        self._package, self._root = package, root
        self._relations = package.relations(main)
        self._main = main
        self._notes: dict[tuple[str, str], str] = {}  # the marks in the order they stand in
        painted = any(one.tag in PAINTED for one in root.iter())
        self._sheet = Sheet(
            Styles(self._part("styles")), Numbering(self._part("numbering")), self._mark, painted
        )

    def flow(self, body: Element) -> Flow:
        sections = [one for one in body.iter() if one.tag == "w:sectPr"]
        widths = [column_width(one) for one in sections] or [column_width(None)]
        blocks = tuple(self._story(self._main).blocks(body, widths))
        notes = tuple(self._read_notes())
        return Flow(
            blocks=blocks,
            headers=tuple(self._running(sections, "w:headerReference")),
            footers=tuple(self._running(sections, "w:footerReference")),
            notes=notes,
            width=widths[0],
            warnings=("tracked_changes",) if self._is_changed() else (),
            **self._said(),
        )

    def _story(self, part: str) -> StoryReader:
        return StoryReader(self._sheet, self._package.relations(part))

    def _part(self, kind: str) -> Element | None:
        return self._package.optional(self._part_name(kind))

    def _part_name(self, kind: str) -> str | None:
        found = (one for one in self._relations.values() if one.kind == kind)
        return next((one.target for one in found if not one.is_external), None)

    def _mark(self, kind: str, number: str) -> str:
        """The printed mark of a note; each kind is counted for itself."""
        if (kind, number) not in self._notes:
            count = sum(one == kind for one, _ in self._notes) + 1
            self._notes[kind, number] = str(count)
        return self._notes[kind, number]

    def _read_notes(self) -> Iterator[FlowNote]:
        marks = dict(self._notes)
        for kind in NOTE_KINDS:
            name = self._part_name(f"{kind}s")
            root = self._package.optional(name)
            notes = {} if root is None else {one.get("w:id", ""): one for one in root}
            for (own, key), mark in marks.items():
                if own == kind and key in notes and name is not None:
                    yield FlowNote(mark, tuple(self._story(name).blocks(notes[key])))

    def _running(self, sections: list[Element], name: str) -> Iterator[tuple[FlowBlock, ...]]:
        """The running headers or footers in the order of their pages, each once."""
        seen: set[str] = set()
        for section in sections:
            wanted = ("first", "default") if switch(section, "w:titlePg") else ("default",)
            given = {one.get("w:type", "default"): one for one in section if one.tag == name}
            for kind in wanted:
                relation = (
                    self._relations.get(given[kind].get("r:id", "")) if kind in given else None
                )
                if relation is None or relation.target in seen:
                    continue
                seen.add(relation.target)
                root = self._package.optional(relation.target)
                if root is not None:
                    yield tuple(self._story(relation.target).blocks(root))

    def _is_changed(self) -> bool:
        return any(one.tag in CHANGES for one in self._root.iter())

    def _said(self) -> dict[str, str | None]:
        """What the file says of itself."""
        names = (
            one for one in self._package.relations("").values() if one.kind == "core-properties"
        )
        root = self._package.optional(next((one.target for one in names), None))
        said = {one.tag: (one.text or "").replace("\x00", "").strip() for one in (root or ())}
        return {
            "title": said.get("dc:title") or None,
            "author": said.get("dc:creator") or None,
            "creation_date": said.get("dcterms:created") or None,
            "modification_date": said.get("dcterms:modified") or None,
        }


def column_width(section: Element | None) -> float:
    """How wide the text of a section is set."""
    paper, margins, columns = (child(section, name) for name in ("w:pgSz", "w:pgMar", "w:cols"))
    wide = _attribute(paper, "w:w", LETTER_WIDTH)
    wide -= _attribute(margins, "w:left", MARGIN) + _attribute(margins, "w:right", MARGIN)
    count = _column_count(columns)
    gap = _attribute(columns, "w:space", COLUMN_GAP)
    return max((wide - gap * (count - 1)) / count, LEAST_WIDTH)


def _column_count(columns: Element | None) -> int:
    count = None if columns is None else number(columns.get("w:num"))
    return max(1, int(count or 1))


def _attribute(element: Element | None, name: str, usual: float) -> float:
    stated = None if element is None else length(element.get(name))
    return usual if stated is None else stated
