"""DOCX files -> the same documents as plain text and as RTF, written without the engine.

Plain text is what "save as text" makes of them: paragraphs as rows, tabs where tabs and cells were,
nothing of the looks. RTF is what a small, honest writer makes: looks, tabs, lists, tables, headers.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.section import Section
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

BULLET = "•"
TWIPS = 20


def as_text(path: Path) -> str:
    """A DOCX as plain text, its running header first."""
    document = docx.Document(str(path))
    blocks = [*_header(document), *document.iter_inner_content()]
    return "\n".join(row for block in blocks for row in _text_rows(block)) + "\n"


def _header(document: Document) -> list[Any]:
    section: Section = document.sections[0]
    return [one for one in section.header.iter_inner_content() if getattr(one, "text", "x").strip()]


def _text_rows(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from _shown(block).split("\n")
        return
    for row in block.rows:
        yield "\t".join(_cell_text(cell) for cell in row.cells)


def _cell_text(cell: _Cell) -> str:
    rows = (row for block in cell.iter_inner_content() for row in _text_rows(block))
    return "\n".join(rows)


def _shown(paragraph: Paragraph) -> str:
    """The text of a paragraph in the letters it is printed in."""
    text = "".join(run.text.upper() if run.font.all_caps else run.text for run in paragraph.runs)
    return f"{BULLET}\t{text}" if _is_listed(paragraph) else text


def _is_listed(paragraph: Paragraph) -> bool:
    return str(paragraph.style.name if paragraph.style else "").startswith("List")


def as_rtf(path: Path) -> bytes:
    """A DOCX as RTF."""
    document = docx.Document(str(path))
    section = document.sections[0]
    paper = f"\\paperw{_twips(section.page_width)}\\margl{_twips(section.left_margin)}"
    head = (
        "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0 Calibri;}{\\f1\\fcharset2 Symbol;}}"
    )
    size = _size(document.styles["Normal"].font.size, 11)
    header = "".join(_paragraph(one, size) for one in _header(document))
    body = "".join(_block(block, size) for block in document.iter_inner_content())
    running = f"{{\\header {header}}}" if header else ""
    return f"{head}{paper}{running}{body}}}".encode("ascii")


def _block(block: Paragraph | Table, size: int) -> str:
    return _paragraph(block, size) if isinstance(block, Paragraph) else _table(block, size)


def _paragraph(paragraph: Paragraph, size: int, *, end: str = "\\par\n", inside: str = "") -> str:
    listed = _is_listed(paragraph)
    label = "{\\listtext\\f1\\'b7\\tab}\\ls1\\li360\\fi-360 " if listed else ""
    layout = paragraph.paragraph_format
    stops = "".join(
        ("\\tqr" if "RIGHT" in str(stop.alignment) else "") + f"\\tx{_twips(stop.position)}"
        for stop in layout.tab_stops
    )
    centred = "\\qc" if "CENTER" in str(layout.alignment) else ""
    space = f"\\sb{_twips(layout.space_before)}"
    runs = "".join(_run(run, size) for run in paragraph.runs)
    return f"\\pard{inside}{centred}{space}{stops} {label}{runs}{end}"


def _run(run: Any, size: int) -> str:
    font = run.font
    marks = "".join(
        mark
        for mark, is_on in (("\\b", font.bold), ("\\i", font.italic), ("\\caps", font.all_caps))
        if is_on
    )
    return f"{{\\plain\\f0\\fs{_size(font.size, size / 2)}{marks} {_escaped(run.text)}}}"


def _table(table: Table, size: int) -> str:
    widths = [_twips(column.width) for column in table.columns]
    edges = "".join(f"\\cellx{sum(widths[: n + 1])}" for n in range(len(widths)))
    rows = (
        f"\\trowd{edges}\n" + "".join(_cell(cell, size) for cell in row.cells) + "\\row\n"
        for row in table.rows
    )
    return "".join(rows)


def _cell(cell: _Cell, size: int) -> str:
    paragraphs: Sequence[Paragraph] = cell.paragraphs
    ends = ["\\par\n"] * (len(paragraphs) - 1) + ["\\cell\n"]
    return "".join(
        _paragraph(one, size, end=end, inside="\\intbl")
        for one, end in zip(paragraphs, ends, strict=True)
    )


def _escaped(text: str) -> str:
    signs = {"\\": "\\\\", "{": "\\{", "}": "\\}", "\t": "\\tab ", "\n": "\\line "}
    units = text.encode("utf-16-le")
    codes = (int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2))
    return "".join(
        signs.get(chr(code), chr(code))
        if code < 0x80
        else f"\\u{code - 0x10000 * (code > 0x7FFF)}?"
        for code in codes
    )


def _twips(length: Any) -> int:
    return round(length.pt * TWIPS) if length is not None else 0


def _size(length: Any, usual: float) -> int:
    """Half points."""
    return round(2 * (length.pt if length is not None else usual))
