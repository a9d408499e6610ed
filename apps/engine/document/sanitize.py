"""A document -> the same document without what tells who or where somebody is.

Lines, nodes, links and metadata are masked, so that no artifact made of them can hold more. A value
may be spread over words and wrapped over lines. In what remains of a line, boxes stay as they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from apps.engine.document.masks import (
    DOMAIN,
    EMAIL,
    EMAIL_WORD,
    TOP_LEVEL,
    URL,
    URL_WORD,
    find_masks,
    masked,
)
from apps.engine.document.phones import CELL_END, LINE_END
from apps.engine.model import Cell, Document, Line, Text, Word

BROKEN_AT = "/-_?=&.#%~"  # where a URL is divided at the end of a line
URL_SIGNS = "/?=&_%#"  # what hardly stands in a word that is no part of a URL
SOFT_HYPHEN = "\u00ad"  # at the end of a line: a hyphen that is printed there, and drops out
LETTERS = re.compile(r"[a-zA-Z]+")
LOCAL_SIGNS = "._+-"  # inside the first part of an e-mail address


class Edit(NamedTuple):
    """Characters of one line from `start` to before `end`, and the word that replaces them.

    Where a value goes on from the line above, its mask already stands there.
    """

    start: int
    end: int
    word: str
    goes_on: bool = False

    @property
    def text(self) -> str:
        return "" if self.goes_on else self.word


def sanitize(document: Document) -> Document:
    """The document with every value masked and all link targets dropped."""
    texts = {
        id(text): masked_text
        for flow in _flows(document.kids)
        for text, masked_text in zip(flow, _mask_texts(flow), strict=True)
    }
    lines = [
        line
        for _, block in groupby(document.lines, key=lambda line: (line.page, line.block))
        for line in _mask_lines(tuple(block))
    ]
    return replace(
        document,
        lines=tuple(lines),
        kids=_rebuilt(document.kids, texts),
        links=(),
        file_name=masked(document.file_name),
        title=masked(document.title) if document.title else None,
        author=masked(document.author) if document.author else None,
    )


def _flows(kids: Sequence[Any]) -> list[list[Text]]:
    """The texts that follow each other; those of each table cell apart."""
    flows: list[list[Text]] = [[]]
    _gather(kids, flows[0], flows)
    return flows


def _gather(value: Any, flow: list[Text], flows: list[list[Text]]) -> None:
    if isinstance(value, Text):
        flow.append(value)
        return
    if isinstance(value, Cell):
        flow = []
        flows.append(flow)
    for part in _parts(value):
        _gather(part, flow, flows)


def _parts(value: Any) -> Iterator[Any]:
    """What a node or a tuple of nodes holds; boxes and styles are no tuples of nodes."""
    if is_dataclass(value):
        yield from (getattr(value, field.name) for field in fields(value))
    elif type(value) is tuple:
        yield from value


def _rebuilt(value: Any, texts: dict[int, Text]) -> Any:
    """A tree with its texts exchanged and all its other strings masked."""
    if isinstance(value, Text):
        return texts[id(value)]
    if isinstance(value, str):
        return masked(value)
    if type(value) is tuple:
        return tuple(_rebuilt(part, texts) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _rebuilt(getattr(value, f.name), texts) for f in fields(value)}
        return replace(value, **changed)
    return value


def _mask_texts(flow: Sequence[Text]) -> Iterator[Text]:
    lines = [line for text in flow for line in text.lines]
    openers = {sum(len(text.lines) for text in flow[:index]) for index in range(len(flow))}
    found = _find([line.replace(SOFT_HYPHEN, "-") for line in lines], openers)
    written = iter(_edited(line, edits) for line, edits in zip(lines, found, strict=True))
    for text in flow:
        yield replace(text, lines=tuple(next(written) for _ in text.lines))


def _mask_lines(block: tuple[Line, ...]) -> Iterator[Line]:
    """The lines of a block; text and words each for themselves, since they may differ."""
    texts = [line.text for line in block]
    joined = [_joined(line) for line in block]
    is_same = [line.replace(CELL_END, " ") for line in joined] == texts
    word_edits = _find(joined, set())
    edits = word_edits if is_same else _find(texts, set())
    for line, own, of_words in zip(block, edits, word_edits, strict=True):
        words, cells = _mask_words(line, of_words)
        yield replace(line, text=_edited(line.text, own), words=words, cells=cells)


def _joined(line: Line) -> str:
    """The words of a line, with the ends of its cells."""
    pieces = [
        (CELL_END if index in line.cells else " ") * (word.space_before and index > 0) + word.text
        for index, word in enumerate(line.words)
    ]
    return "".join(pieces)


def _mask_words(line: Line, edits: Sequence[Edit]) -> tuple[tuple[Word, ...], tuple[int, ...]]:
    """The words without links and masked, and the words that still open a cell."""
    kept: list[Word] = []
    cells: list[int] = []
    position = 0
    for index, word in enumerate(line.words):
        position += word.space_before and index > 0
        text = _edited_word(word.text, position, edits)
        position += len(word.text)
        if index in line.cells:
            cells.append(len(kept))
        if text:
            kept.append(word._replace(text=text, link=None))
    opened = sorted({cell for cell in cells if cell < len(kept)} | {0})
    return tuple(kept), tuple(opened)


def _edited_word(text: str, position: int, edits: Sequence[Edit]) -> str:
    """One word of a line that begins at `position`."""
    for edit in reversed(edits):
        start, end = edit.start - position, edit.end - position
        if start < len(text) and end > 0:
            mask = edit.text if start >= 0 else ""
            text = text[: max(0, start)] + mask + text[max(0, end) :]
    return text


def _edited(text: str, edits: Sequence[Edit]) -> str:
    if not edits:
        return text
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return " ".join(text.split())


def _find(lines: Sequence[str], openers: set[int]) -> list[list[Edit]]:
    """What to replace on each line. Values run on over lines, but not into an opener."""
    found: list[list[Edit]] = [[] for _ in lines]
    whole, starts = _run_on(lines, openers)
    for mask in find_masks(whole):
        _spread(found, lines, starts, mask)
    for index, edit in _divided(lines):
        found[index].append(edit)
    return [_merged(line, edits) for line, edits in zip(lines, found, strict=True)]


def _run_on(lines: Sequence[str], openers: set[int]) -> tuple[str, list[int]]:
    """All lines as one text, and where each begins in it."""
    whole = ""
    starts: list[int] = []
    for index, line in enumerate(lines):
        if index:
            whole += "\n" if index in openers else LINE_END
        starts.append(len(whole))
        whole += line
    return whole, starts


def _spread(
    found: list[list[Edit]], lines: Sequence[str], starts: Sequence[int], mask: tuple[int, int, str]
) -> None:
    """A place in the whole text -> its part of each line; the mask stands on the first one."""
    start, end, word = mask
    for index, (first, line) in enumerate(zip(starts, lines, strict=True)):
        if start < first + len(line) and end > first:
            left, right = max(0, start - first), min(len(line), end - first)
            found[index].append(Edit(left, right, word, start < first))


def _merged(line: str, edits: list[Edit]) -> list[Edit]:
    """Edits that do not overlap; a line left empty repeats the mask."""
    merged: list[Edit] = []
    for edit in sorted(edits):
        if merged and edit.start < merged[-1].end:
            last = merged.pop()
            goes_on = last.goes_on or (edit.goes_on and edit.start == last.start)
            edit = last._replace(end=max(last.end, edit.end), goes_on=goes_on)
        merged.append(edit)
    if merged and not _edited(line, merged):
        merged[0] = merged[0]._replace(goes_on=False)
    return merged


def _divided(lines: Sequence[str]) -> Iterator[tuple[int, Edit]]:
    """Addresses that the end of a line cuts without a blank."""
    carried = ""
    for index in range(len(lines) - 1):
        tail, head = lines[index].rpartition(" ")[2], lines[index + 1].partition(" ")[0]
        before = carried + tail if tail == lines[index] else tail
        cut = _cut(before, head) if tail and head else None
        carried = ""
        if cut is None:
            continue
        start, end, word = cut
        begin = max(0, start - (len(before) - len(tail))) + len(lines[index]) - len(tail)
        yield index, Edit(begin, len(lines[index]), word)
        yield index + 1, Edit(0, min(end - len(before), len(head)), word, goes_on=True)
        carried = before if head == lines[index + 1] else ""


def _cut(tail: str, head: str) -> tuple[int, int, str] | None:
    """Start and end, in both together, of an address that goes on from `tail` into `head`."""
    whole = tail + head
    email = EMAIL.search(whole)
    if email and email.start() < len(tail) < email.end() and _is_email_cut(tail, head):
        return email.start(), email.end(), EMAIL_WORD
    for pattern in (URL, DOMAIN):
        url = pattern.search(tail)
        if url and not tail[url.end() :].strip(BROKEN_AT) and _is_url_cut(tail, head):
            return url.start(), len(whole), URL_WORD
    return None


def _is_url_cut(tail: str, head: str) -> bool:
    return tail[-1] in BROKEN_AT or any(sign in head for sign in URL_SIGNS)


def _is_email_cut(tail: str, head: str) -> bool:
    if "@" in tail:
        return tail[-1] in ".-@" or EMAIL.search(tail) is None or _is_level_cut(tail, head)
    inner = any(sign in tail[1:] for sign in LOCAL_SIGNS)
    return head.startswith("@") or inner


def _is_level_cut(tail: str, head: str) -> bool:
    """Whether a line ends inside of the top level of a domain: `.or` and `g`."""
    begun, rest = tail.rpartition(".")[2].casefold(), LETTERS.match(head)
    return (
        rest is not None
        and not TOP_LEVEL.fullmatch(begun)
        and TOP_LEVEL.fullmatch(begun + rest[0].casefold()) is not None
    )
