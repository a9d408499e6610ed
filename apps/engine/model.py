"""The shapes of the engine, in the order in which a file becomes them: frozen records only.

Coordinates are PDF points (1/72 inch), origin at the bottom left of the page as displayed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from apps.engine.sniff import MediaType


class Box(NamedTuple):
    """A rectangle in points: left <= right, bottom <= top."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


class Style(NamedTuple):
    """How text looks. `size` in points as displayed, `color` red, green, blue from 0 to 1."""

    font: str
    size: float
    bold: bool
    italic: bool
    color: tuple[float, float, float]


HiddenReason = Literal[
    "invisible", "background_color", "tiny", "off_page", "hidden_layer", "covered"
]


class Word(NamedTuple):
    """Glyphs without a blank between them. `link` is the target of an annotation over the word.

    `space_before` tells whether a blank separates it from the word before it on its line: words
    also end where the style changes, and then no blank may stand between them.
    """

    text: str
    box: Box
    style: Style
    space_before: bool = True
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline of one layout region, in reading direction.

    `id` counts from 0 in reading order over the document. `region` names the layout region
    (column, sidebar, table cell) the line flows in, `block` the block it belongs to; both count
    over the whole document. Wide gaps inside a line are kept: see `words[i].box`. `cells` are the
    indices of the words after such a gap, or after the edge of a rail, always opened by 0: a line
    of one piece has the cells (0,).
    `furniture` tells running headers, footers and page numbers. `edge` is where the room of the
    line ends, in formats that state it: infinity where the line ends because its author said so.
    """

    id: int
    page: int
    box: Box
    words: Sequence[Word]
    text: str
    region: int = 0
    block: int = 0
    hidden: HiddenReason | None = None
    furniture: Literal["header", "footer"] | None = None
    cells: tuple[int, ...] = (0,)
    style: Style | None = None  # what most of its text is set in, where that is worked out
    edge: float | None = None


class PageSize(NamedTuple):
    """A page as displayed: width and height in points after rotation (degrees clockwise)."""

    number: int
    width: float
    height: float
    rotation: int


class Link(NamedTuple):
    """A link annotation with an outside target."""

    page: int
    box: Box
    uri: str


@dataclass(frozen=True, slots=True)
class Text:
    """What a text node says: its lines as they stand, and the look of most of them."""

    lines: tuple[str, ...]
    style: Style
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the most important) to 6."""

    id: int
    page: int
    box: Box
    text: Text
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text.

    A paragraph that runs over several columns or pages has a node in each; `previous` and `next`
    are their ids.
    """

    id: int
    page: int
    box: Box
    text: Text
    previous: int | None = None
    next: int | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """The words that belong to an image or a table; `target` is the id of that node."""

    id: int
    page: int
    box: Box
    text: Text
    target: int | None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page: `label` is its mark as printed, cut off the text.

    `referenced_by` is the id of the node in which the mark stands; None when it is not found.
    """

    id: int
    page: int
    box: Box
    text: Text
    label: str
    referenced_by: int | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: `label` is its bullet or number as printed, cut off the text.

    `kids` stand below the text: the lists within the item, and its further paragraphs.
    """

    id: int
    page: int
    box: Box
    text: Text
    label: str
    kids: tuple["Node", ...] = ()


NumberingStyle = Literal["bullets", "arabic numbers", "letters", "roman numbers"]


@dataclass(frozen=True, slots=True)
class ListNode:
    """Items that follow each other with labels of one kind.

    A list that runs over several columns or pages has a node in each; `previous` and `next` are
    their ids.
    """

    id: int
    page: int
    box: Box
    numbering: NumberingStyle
    items: tuple[ListItem, ...]
    previous: int | None = None
    next: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `row` and `column` count from 1 and name its upper left corner.

    `is_header` tells that it names the columns below it.
    """

    id: int
    page: int
    box: Box
    row: int
    column: int
    row_span: int
    column_span: int
    kids: tuple["Node", ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in one row of a table; `number` counts from 1."""

    id: int
    page: int
    box: Box
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with all its rows; slots covered by a span have no cell of their own.

    A table that runs over several pages has a node on each; `previous` and `next` are their ids.
    """

    id: int
    page: int
    box: Box
    columns: int
    rows: tuple[Row, ...]
    previous: int | None = None
    next: int | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture on the page; `alt` is what the file itself says in its place."""

    id: int
    page: int
    box: Box
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """A running header or footer of one page, with what stands in it."""

    id: int
    page: int
    box: Box
    kind: Literal["header", "footer"]
    kids: tuple["Node", ...]


Node = Heading | Paragraph | Caption | Footnote | ListNode | Table | Image | Furniture


class Recognition(NamedTuple):
    """One word that OCR read off a picture of a page; `confidence` from 0 to 1."""

    page: int
    box: Box
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says and where: the tree of nodes, and the lines they were made of.

    Formats without pages (`has_geometry` false) count as one page of no size. Their lines have
    boxes that only order and part them: they tell indents, columns and sizes as the file states
    them, and never leave the engine.
    """

    page_count: int  # pages of the file, selected or not
    pages: tuple[PageSize, ...]  # the selected pages, in the order asked for
    lines: tuple[Line, ...]  # in reading order, hidden ones included
    kids: tuple[Node, ...] = ()  # the tree: what stands on the pages, in reading order
    links: tuple[Link, ...] = ()
    file_name: str = "document.pdf"
    title: str | None = None
    author: str | None = None
    creation_date: str | None = None
    modification_date: str | None = None
    warnings: tuple[str, ...] = ()
    media_type: MediaType = MediaType.PDF
    has_geometry: bool = True
    unread: tuple[int, ...] = ()  # selected pages that show something, but no text without OCR
    recognized: tuple[Recognition, ...] = ()  # on pages that were read by OCR, in page order

    def visible_lines(self) -> Iterator[Line]:
        return (line for line in self.lines if line.hidden is None)
