"""Texts -> the same texts, with a soft hyphen where a word is divided at the end of a line.

Whether "re-" and "form" are one word tells the document itself: by writing "reform" somewhere, or
"re-form", or "re" and "form" each for itself. Where it says nothing, most are divided words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from apps.engine.model import Caption, Footnote, Heading, Line, Node, Paragraph, Text

SOFT = "\u00ad"  # at the end of a line: the word goes on in the next one
DIVIDER = "\u2010"
HYPHENS = DIVIDER + "-"  # in this order in a class of signs
HEAD = re.compile(rf"(?:^|[\s(\[“„«\"'/])([^\W\d_][^\W\d_{HYPHENS}]*)([{HYPHENS}])$")
TAIL = re.compile(r"([^\W\d_]+)(?=$|[\s.,;:!?)\]”“»\"'/])")
WORD = re.compile(rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)*")
AT_ONCE = 100  # lines: their words are looked for together, which is faster than line by line

PLAIN = (Paragraph, Heading, Caption, Footnote)  # hold nothing but text
HOLDERS = ("text", "kids", "items", "rows", "cells")  # fields of nodes that hold text or nodes


def divided(nodes: Sequence[Node], lines: Sequence[Line]) -> tuple[Node, ...]:
    """The nodes with every divided word marked. `lines` are those of the whole document."""
    parts = {node.id: node for node in nodes if isinstance(node, Paragraph) and node.previous}
    if not any(line.text[-1:] in HYPHENS for line in lines):
        return tuple(nodes)
    ends = [node for node in nodes if isinstance(node, Paragraph) and node.next]
    ends = [node for node in ends if node.text.lines[-1][-1:] in HYPHENS]
    known = _words(lines)
    marked = {node.id: _with_open_end(node, parts, known) for node in ends}
    return tuple(_rebuilt(marked.get(node.id, node), known) for node in nodes)


def _with_open_end(node: Paragraph, parts: Mapping[int, Paragraph], known: set[str]) -> Paragraph:
    """A paragraph whose last word may go on in its next part."""
    *lines, last = node.text.lines
    following = parts.get(node.next or 0)
    if following is None or not is_divided(last, following.text.lines[0], known):
        return node
    return replace(node, text=replace(node.text, lines=(*lines, last[:-1] + SOFT)))


def _words(lines: Iterable[Line]) -> set[str]:
    """The words of a document in small letters, parts at the ends of lines left out."""
    known: set[str] = set()
    whole: list[str] = []
    is_rest = False
    for line in lines:
        is_open = line.text[-1:] in HYPHENS
        if is_open or is_rest:
            words = WORD.findall(line.text.casefold())
            known.update(words[1 if is_rest else 0 : len(words) - is_open])
        else:
            whole.append(line.text)
        if len(whole) >= AT_ONCE:
            known.update(WORD.findall("\n".join(whole).casefold()))
            whole.clear()
        is_rest = is_open
    known.update(WORD.findall("\n".join(whole).casefold()))
    return {word.replace(DIVIDER, "-") for word in known}


def _is_open(text: Text) -> bool:
    return any(line[-1:] in HYPHENS for line in text.lines[:-1] if line)


def _rebuilt(value: Any, known: set[str]) -> Any:
    if isinstance(value, Text):
        return _marked(value, known) if _is_open(value) else value
    if type(value) is tuple:
        return tuple(_rebuilt(part, known) for part in value) if value else value
    if isinstance(value, PLAIN) and not _is_open(value.text):
        return value
    changed = {}
    for name in HOLDERS:
        old = getattr(value, name, None)
        new = None if old is None else _rebuilt(old, known)
        if new != old:
            changed[name] = new
    return replace(value, **changed) if changed else value


def _marked(text: Text, known: set[str]) -> Text:
    lines = list(text.lines)
    for index in range(len(lines) - 1):
        if is_divided(lines[index], lines[index + 1], known):
            lines[index] = lines[index][:-1] + SOFT
    return replace(text, lines=tuple(lines))


def is_divided(line: str, below: str, known: set[str]) -> bool:
    """Whether the last word of a line goes on below, and its hyphen only divides it.

    >>> is_divided("the re-", "form of", {"reform"}), is_divided("the re-", "form of", {"re-form"})
    (True, False)
    """
    head, tail = HEAD.search(line), TAIL.match(below)
    if head is None or tail is None or len(head[1]) < 2:
        return False
    if not tail[1].islower() and not (tail[1].isupper() and head[1].isupper()):
        return False
    one, other = head[1].casefold(), tail[1].casefold()
    if f"{one}-{other}" in known or other in conjunctions():
        return False
    if one + other in known or head[2] == DIVIDER:
        return True
    parts = _listed("compound_parts")
    return not (one in parts or other in parts or (one in known and other in known))


def conjunctions() -> frozenset[str]:
    """The words in front of which a hyphen leaves a compound open."""
    return _listed("conjunctions")


@cache
def _listed(name: str) -> frozenset[str]:
    """The words of a list, one a line, without its comments."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
