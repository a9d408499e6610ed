"""A document written in small letters throughout in, the same with the capitals of names out.

Capitals tell names from running text. Where somebody writes none, they are put where others would
write them, and taken away again from what was read: every value is given as it was printed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from apps.engine.model import Document, Line, Word
from apps.engine.resume.model import Extraction, Json
from apps.engine.resume.vocabulary.load import fold, members, words

LINES_MIN = 8
"""Fewer lines show no habit."""
SMALL_SHARE = 0.95
"""Of the lines that begin with a letter."""
TEXT_WORDS = 10
"""A longer line is running text: only its first word has a capital."""

SHORT_FORM = 4
"""Letters of the short form of a degree."""

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
_ADDRESS = re.compile(r"[@/:]|\w\.\w")


def writes_small(document: Document) -> bool:
    """Nearly all lines begin with small letters."""
    first = [match[0] for line in document.visible_lines() if (match := _TOKEN.search(line.text))]
    small = sum(token[0].islower() for token in first)
    return len(first) >= LINES_MIN and small >= SMALL_SHARE * len(first)


def with_capitals(document: Document) -> Document:
    """The document as others would write it."""
    return replace(document, lines=tuple(_line(line) for line in document.lines))


def _line(line: Line) -> Line:
    """Names in capitals; of a list item or a sentence the first word only."""
    signed = bool(line.words) and not any(map(str.isalnum, line.words[0].text))
    is_text = signed or line.text.endswith(".") or len(line.words) > TEXT_WORDS
    changed: list[Word] = []
    for word in line.words:
        begins = not any(_TOKEN.search(one.text) for one in changed)
        names = not is_text and fold(word.text) not in members("glue")
        text = _short_form(word.text) if names else word.text
        changed.append(word._replace(text=_capital(text)) if begins or names else word)
    whole = "".join(f"{' ' if one.space_before else ''}{one.text}" for one in changed).strip()
    return replace(line, words=tuple(changed), text=whole)


def _short_form(text: str) -> str:
    """Degrees in the capitals they are known by: "ba" is BA."""
    bare = text.strip(".,;()")
    is_short = bare.isalpha() and len(bare) <= SHORT_FORM and bare in members("degrees")
    return text.replace(bare, bare.upper()) if is_short else text


def _capital(text: str) -> str:
    match = _TOKEN.search(text)
    if match is None or _ADDRESS.search(text):
        return text
    return text[: match.start()] + text[match.start()].upper() + text[match.start() + 1 :]


def as_printed(read: Extraction, document: Document) -> Extraction:
    """What was read of the document with capitals, in the letters of the document."""
    table = _printed(document)
    resume, evidence = (_restored(part, table) for part in (read.resume, read.evidence))
    assert isinstance(resume, dict)
    assert isinstance(evidence, dict)
    return replace(read, resume=resume, evidence=evidence)


def _printed(document: Document) -> Mapping[str, str]:
    """The words that got a capital, by what became of them."""
    printed = [token for line in document.lines for token in _tokens(line)]
    changed = [token for line in map(_line, document.lines) for token in _tokens(line)]
    known = set(printed)
    return {one: was for one, was in zip(changed, printed, strict=True) if one not in known}


def _tokens(line: Line) -> Iterator[str]:
    return (token for word in line.words for token in _TOKEN.findall(word.text))


def _restored(node: Json, table: Mapping[str, str]) -> Json:
    if isinstance(node, dict):
        return {key: _restored(child, table) for key, child in node.items()}
    if isinstance(node, list):
        return [_restored(child, table) for child in node]
    if not isinstance(node, str) or words("skills").get(fold(node)) == node:
        return node
    return _TOKEN.sub(lambda match: table.get(match[0], match[0]), node)
