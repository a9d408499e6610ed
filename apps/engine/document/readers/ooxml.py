"""The bytes of an Office Open XML file -> its parts as trees, within limits.

Nothing is fetched, resolved or run: parts are found by their names inside of the file, a document
type declaration is refused before any parser sees it, and macros and embedded objects are parts
that nobody asks for. https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from apps.engine.errors import CorruptFile, PasswordProtected
from apps.engine.sniff import OLE_MAGIC

PARTS_MAX = 10_000  # entries of the archive; long reports with many pictures have a thousand
PART_BYTES = 32_000_000  # of one part, unpacked: a novel has 5 MB
TOTAL_BYTES = 96_000_000  # of all parts that are read
ELEMENTS_MAX = 500_000  # of one part: two hundred pages have half as many
DEPTH_MAX = 250  # elements within elements; ten tables within each other are below 100
CHUNK = 65_536  # bytes handed to the parser at once
DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, KeyError,
    NotImplementedError,
)  # fmt: skip
"""What reading a damaged archive raises."""

OFFICE = "schemas.openxmlformats.org/"
STRICT = "purl.oclc.org/ooxml/"
PREFIXES = {
    f"http://{OFFICE}wordprocessingml/2006/main": "w",
    f"http://{STRICT}wordprocessingml/main": "w",
    f"http://{OFFICE}officeDocument/2006/relationships": "r",
    f"http://{STRICT}officeDocument/relationships": "r",
    f"http://{OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"http://{STRICT}drawingml/wordprocessingDrawing": "wp",
    f"http://{OFFICE}drawingml/2006/main": "a",
    f"http://{STRICT}drawingml/main": "a",
    f"http://{OFFICE}officeDocument/2006/math": "m",
    f"http://{STRICT}officeDocument/math": "m",
    f"http://{OFFICE}markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
    f"http://{OFFICE}package/2006/relationships": "rel",
    f"http://{OFFICE}package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}
"""The namespaces that are read, transitional and strict, by the prefix they usually have."""


class Relation(NamedTuple):
    """What a part refers to: a part of the file by its name, or an address outside of it."""

    kind: str  # the last word of its type
    target: str
    is_external: bool


class Package:
    """An opened archive that hands out its parts."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._room = TOTAL_BYTES
        self._names = {name.lstrip("/").casefold(): name for name in archive.namelist()}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises CorruptFile when it is missing, damaged or too large."""
        with _refusals(), self._archive.open(self._names[name.casefold()]) as part:
            data = part.read(min(PART_BYTES, self._room) + 1)
        self._room -= len(data)
        if len(data) > PART_BYTES or self._room < 0:
            raise CorruptFile("the file unpacks to more than any document holds")
        return data

    def tree(self, name: str) -> Element:
        """A part as a tree whose names have the prefixes of PREFIXES."""
        return parse_xml(self.read(name))

    def optional(self, name: str | None) -> Element | None:
        """A part that a file may do without; a damaged one is taken for missing."""
        if name is None or name not in self:
            return None
        try:
            return self.tree(name)
        except CorruptFile:
            return None

    def relations(self, name: str) -> Mapping[str, Relation]:
        """What a part refers to, by the id it uses; "" stands for the whole file."""
        folder, file = posixpath.split(name)
        root = self.optional(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = [] if root is None else [one for one in root if one.tag == "rel:Relationship"]
        return {one.get("Id", ""): _relation(one, folder) for one in found}


def _relation(one: Element, folder: str) -> Relation:
    kind = posixpath.basename(one.get("Type", ""))
    target = one.get("Target", "")
    if one.get("TargetMode") == "External":
        return Relation(kind, target, True)
    return Relation(kind, posixpath.normpath(posixpath.join("/", folder, target))[1:], False)


def open_package(data: bytes) -> Package:
    """Open an archive. Raises PasswordProtected for an encrypted one, CorruptFile for any else."""
    if data.startswith(OLE_MAGIC):
        raise PasswordProtected("the document needs a password to be opened")
    with _refusals():
        archive = zipfile.ZipFile(BytesIO(data))
    if len(archive.filelist) > PARTS_MAX:
        raise CorruptFile("the file has more parts than any document has")
    return Package(archive)


@contextmanager
def _refusals() -> Iterator[None]:
    """What goes wrong in an archive as an error of ours."""
    try:
        yield
    except UNREADABLE as error:
        raise CorruptFile("the file is damaged beyond repair") from error
    except RuntimeError as error:  # the archive itself is encrypted
        raise PasswordProtected("the document needs a password to be opened") from error


def parse_xml(data: bytes) -> Element:
    """A tree out of bytes. Raises CorruptFile when they are no XML, or more than a document is."""
    if any(word in data for word in DECLARATIONS):
        raise CorruptFile("the file declares entities, which no document does")
    builder = TreeBuilder(element_factory=_Maker().make)
    parser = XMLParser(target=builder)  # noqa: S314 - declarations are refused above
    try:
        for start in range(0, len(data), CHUNK):
            parser.feed(data[start : start + CHUNK])
        root = parser.close()
    except (ParseError, ValueError) as error:
        raise CorruptFile("the file is damaged beyond repair") from error
    if _is_deep(root):
        raise CorruptFile("the file nests deeper than any document does")
    return root


class _Maker:
    """Makes the elements of one part, counted and with the prefixes of their namespaces."""

    def __init__(self) -> None:
        self._count = 0
        self._names: dict[str, str] = {}

    def make(self, tag: str, attributes: dict[str, str]) -> Element:
        self._count += 1
        if self._count > ELEMENTS_MAX:
            raise CorruptFile("the file holds more than any document does")
        names = self._names
        if attributes:
            attributes = {
                names.get(key) or self._short(key): value for key, value in attributes.items()
            }
        return Element(names.get(tag) or self._short(tag), attributes)

    def _short(self, name: str) -> str:
        """A name with the prefix of its namespace instead of the namespace."""
        space, _, local = name[1:].partition("}") if name[0] == "{" else ("", "", name)
        prefix = PREFIXES.get(space, "" if not space else "?")
        self._names[name] = f"{prefix}:{local}" if prefix else local
        return self._names[name]


def _is_deep(root: Element) -> bool:
    level = [root]
    for _ in range(DEPTH_MAX):
        level = [inner for one in level for inner in one]
        if not level:
            return False
    return True
