"""Rows of a text with the marks of Markdown in, the text without its marks and its looks out.

https://spec.commonmark.org/0.31.2: headings behind #, **strong** and *emphasized* text, `code`,
[links](https://example.com) and \\* for a plain sign. What parts paragraphs and lists looks as it
does in any text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

PLAIN, STRONG, EMPHASIZED = 0, 1, 2
LEVELS = 6
"""The look of a heading is EMPHASIZED and its level: that of the most important one is 3."""
MARKS_MIN = 2
"""Rows with marks before a text is Markdown: a single one may be anything."""
MOST_HEADINGS = 0.7
"""Of the rows: more that begin with # are a list."""

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)(.*?)[ \t]*#*$")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])[^*]{1,300}(?<=\S)\*\*(?!\w)")
_MARK = re.compile(
    r"!?\[(?P<label>[^\[\]]{0,300})\]\((?P<target>[^()\s]{1,300})\)"
    r"|<(?P<address>[^\s<>]{1,300}[@:][^\s<>]{1,300})>"
    r"|(?P<mark>\*{1,3}|`)(?=[^\s*])(?P<inner>[^`]{1,300}?)(?<=\S)(?P=mark)(?!\*)"
    r"|(?<!\w)(?P<low>__?)(?=\S)(?P<under>.{1,300}?)(?<=\S)(?P=low)(?!\w)"
    r"|\\(?P<plain>[!-/:-@\[-`{-~])"
)
_BREAK = re.compile(r"\\$")


class LinkedText(NamedTuple):
    """Which letters of a row are a link, and where it leads."""

    start: int
    end: int
    target: str


class Marked(NamedTuple):
    """A row without its marks, the look of each of its letters, and its links."""

    text: str
    looks: tuple[int, ...]
    links: tuple[LinkedText, ...] = ()


def is_markdown(rows: Sequence[str]) -> bool:
    """Whether the signs of several rows can only be marks."""
    headings = sum(_HEADING.match(row) is not None for row in rows)
    strong = sum(_STRONG.search(row) is not None for row in rows)
    filled = sum(bool(row) for row in rows)
    return headings + strong >= MARKS_MIN and headings <= MOST_HEADINGS * filled


def read_marks(row: str) -> Marked:
    """The row as it would be shown.

    >>> read_marks("a **b**"), read_marks("# c").looks
    (Marked(text='a b', looks=(0, 0, 1), links=()), (3,))
    """
    heading = _HEADING.match(row)
    if heading is None:
        return _joined(_parts(_BREAK.sub("", row), PLAIN))
    marked = _joined(_parts(heading[2], PLAIN))
    return marked._replace(looks=(EMPHASIZED + len(heading[1]),) * len(marked.text))


def _joined(parts: Iterator[Marked]) -> Marked:
    text = ""
    looks: tuple[int, ...] = ()
    links: tuple[LinkedText, ...] = ()
    for part in parts:
        at = len(text)
        links += tuple(LinkedText(one.start + at, one.end + at, one.target) for one in part.links)
        text, looks = text + part.text, looks + part.looks
    return Marked(text, looks, links)


def _parts(text: str, look: int) -> Iterator[Marked]:
    """What stands between the marks of a text, those within others too."""
    at = 0
    for match in _MARK.finditer(text):
        yield _plain(text[at : match.start()], look)
        yield _part(match, look)
        at = match.end()
    yield _plain(text[at:], look)


def _part(match: re.Match[str], look: int) -> Marked:
    if match["target"] is not None:
        label = _joined(_parts(match["label"], look))
        return label._replace(links=(LinkedText(0, len(label.text), match["target"]),))
    if match["plain"] or match["address"]:
        return _plain(match["plain"] or match["address"], look)
    mark, inner = match["mark"] or match["low"], match["inner"] or match["under"]
    if mark == "`":
        return _plain(inner, look)
    inside = STRONG if STRONG in (look, len(mark) - 1) or len(mark) > STRONG + 1 else EMPHASIZED
    return _joined(_parts(inner, inside))


def _plain(text: str, look: int) -> Marked:
    return Marked(text, (look,) * len(text))
