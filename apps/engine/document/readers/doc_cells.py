"""The bytes of a DOC and the flow LibreOffice made of it -> the flow with lost cells apart again.

LibreOffice reads the cells of some tables as running text: the last paragraph of one and the first
of the next become one, with nothing between. In the file a mark ends each cell ([MS-DOC] 2.8.25).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from apps.engine.document.flow_model import Flow, FlowBlock, FlowBreak, FlowParagraph, Run

AROUND = 12  # letters before and behind a mark: enough to know the place again
LEAST = 3  # fewer stand in many places
SEARCHED = 8_000_000  # bytes: the text stands in front of the pictures
_MARK = re.compile(rf"([^\x00-\x1f]{{{LEAST},{AROUND}}})\x07(?=([^\x00-\x1f]{{{LEAST},{AROUND}}}))")


Marks = Mapping[str, list[tuple[str, str]]]
"""What stands before and behind each mark, by the letters next to it on both sides."""


def with_cells_apart(flow: Flow, data: bytes) -> Flow:
    """The same flow, broken wherever the file ends a cell within what is one paragraph now."""
    marks = _marks(data)
    return replace(flow, blocks=tuple(_apart(flow.blocks, marks))) if marks else flow


def _marks(data: bytes) -> Marks:
    """The marks of both kinds of letters that a DOC may be written in."""
    found: dict[str, list[tuple[str, str]]] = {}
    start = data[:SEARCHED]
    for text in (start.decode("cp1252", "replace"), start.decode("utf-16-le", "replace")):
        for match in _MARK.finditer(text):
            found.setdefault(match[1][-LEAST:] + match[2][:LEAST], []).append((match[1], match[2]))
    return found


def _apart(blocks: tuple[FlowBlock, ...], marks: Marks) -> Iterator[FlowBlock]:
    for block in blocks:
        if isinstance(block, FlowParagraph):
            yield from _paragraphs(block, marks)
        else:
            yield block


def _paragraphs(paragraph: FlowParagraph, marks: Marks) -> Iterator[FlowBlock]:
    """A paragraph, apart at the first mark within it and at those behind."""
    text = "".join(run.text for run in paragraph.runs)
    at = next(_places(text, marks), None)
    if at is None:
        yield paragraph
        return
    yield replace(paragraph, runs=tuple(_cut(paragraph.runs, 0, at)))
    yield FlowBreak()
    rest = tuple(_cut(paragraph.runs, at, len(text)))
    yield from _paragraphs(replace(paragraph, runs=rest, label=""), marks)


def _places(text: str, marks: Marks) -> Iterator[int]:
    for at in range(LEAST, len(text) - LEAST + 1):
        near = marks.get(text[at - LEAST : at + LEAST], ())
        if any(text.endswith(one, 0, at) and text.startswith(two, at) for one, two in near):
            yield at


def _cut(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    """The runs from one letter of their text to another."""
    at = 0
    for run in runs:
        part = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if part:
            yield run._replace(text=part)
