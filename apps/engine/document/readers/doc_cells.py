"""The bytes of a DOC and the flow LibreOffice made of it -> the flow with lost cells apart again.

LibreOffice reads the cells of some tables as running text: the last paragraph of one and the first
of the next become one, with nothing between. In the file a mark ends each cell ([MS-DOC] 2.8.25).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from apps.engine.document.flow_model import Flow, FlowBlock, FlowBreak, FlowParagraph, Run

AROUND = 12  # letters before and behind a mark: enough to know the place again
LEAST = 3  # fewer stand in many places
SEARCHED = 8_000_000  # bytes: the text stands in front of the pictures
_MARK = re.compile("\x07")
_BEFORE = re.compile(rf"[^\x00-\x1f]{{{LEAST},}}$")
_BEHIND = re.compile(rf"[^\x00-\x1f]{{{LEAST},}}")

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
        for mark in _MARK.finditer(text):
            before = _BEFORE.search(text[max(0, mark.start() - AROUND) : mark.start()])
            behind = _BEHIND.match(text[mark.end() : mark.end() + AROUND])
            if before and behind:
                key = before[0][-LEAST:] + behind[0][:LEAST]
                found.setdefault(key, []).append((before[0], behind[0]))
    return found


def _apart(blocks: tuple[FlowBlock, ...], marks: Marks) -> Iterator[FlowBlock]:
    for block in blocks:
        if isinstance(block, FlowParagraph):
            yield from _paragraphs(block, marks)
        else:
            yield block


def _paragraphs(paragraph: FlowParagraph, marks: Marks) -> Iterator[FlowBlock]:
    """A paragraph, apart at the marks within it."""
    text = "".join(run.text for run in paragraph.runs)
    for start, end in pairwise([0, *_places(text, marks), len(text)]):
        if start:
            yield FlowBreak()
        runs = tuple(_cut(paragraph.runs, start, end))
        yield replace(paragraph, runs=runs, label="" if start else paragraph.label)


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
