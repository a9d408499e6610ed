"""What a format without pages says, before it is set in lines: paragraphs, tables and boxes.

Lengths are points as the file states them; nothing here says where anything stands on paper.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from apps.engine.model import HiddenReason, Style

Align = Literal["left", "center", "right"]


class Run(NamedTuple):
    """Text of one look; a tab and a line break in it mean what they say."""

    text: str
    style: Style
    link: str | None = None
    hidden: HiddenReason | None = None


class TabStop(NamedTuple):
    """Where a tab leads, from the left edge of the column, and which side of the text it holds."""

    position: float
    kind: Align = "left"


@dataclass(frozen=True, slots=True)
class FlowParagraph:
    """One paragraph. `left` and `right` are its indents, `first` that of its first line beyond.

    `label` is its bullet or number. `level` is that of a heading, 1 to 6, where the file says so.
    """

    runs: tuple[Run, ...]
    size: float = 10.0  # of its letters, where it has any
    left: float = 0.0
    first: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    align: Align = "left"
    stops: tuple[TabStop, ...] = ()
    label: str = ""
    level: int | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if run.hidden is None)


@dataclass(frozen=True, slots=True)
class FlowImage:
    """A picture; `alt` is what the file says in its place."""

    width: float
    height: float
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class FlowBox:
    """A frame with a text of its own, beside or between the paragraphs around it."""

    blocks: tuple["FlowBlock", ...]
    width: float | None = None


class FlowBreak(NamedTuple):
    """The end of a column or section: what follows begins at the top of another one."""

    width: float | None = None  # of the columns that follow


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A table cell; its column and spans count slots of the grid, from 0."""

    blocks: tuple["FlowBlock", ...]
    column: int
    row_span: int = 1
    column_span: int = 1
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class FlowRow:
    """The cells that begin in a row; `is_header` where the file says that it names the columns."""

    cells: tuple[FlowCell, ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table: how wide its columns are, its rows, and whether rules are drawn in it."""

    widths: tuple[float, ...]
    rows: tuple[FlowRow, ...]
    ruled: bool = False


FlowBlock = FlowParagraph | FlowImage | FlowBox | FlowBreak | FlowTable


class FlowNote(NamedTuple):
    """A footnote: its mark as it stands in the text, and what it says."""

    label: str
    blocks: tuple[FlowBlock, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole file. Each of `headers` and `footers` is one, in the order of their first use."""

    blocks: tuple[FlowBlock, ...]
    headers: tuple[tuple[FlowBlock, ...], ...] = ()
    footers: tuple[tuple[FlowBlock, ...], ...] = ()
    notes: tuple[FlowNote, ...] = ()
    width: float = 468.0  # of the text: Letter paper within margins of an inch
    title: str | None = None
    author: str | None = None
    creation_date: str | None = None
    modification_date: str | None = None
    warnings: tuple[str, ...] = ()
