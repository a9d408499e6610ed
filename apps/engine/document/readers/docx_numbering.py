"""The numbering part of a DOCX -> the label of each list paragraph, counted as the file says.

ECMA-376 part 1, 17.9.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from apps.engine.document.readers.bullets import bullet
from apps.engine.document.readers.docx_looks import (
    ParagraphLook,
    child,
    number,
    read_paragraph_look,
    read_run_look,
    value,
)  # fmt: skip

LEVELS = 9
PLACE = re.compile(r"%([1-9])")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
MAX_COUNT = 100_000  # beyond that no number is written out in letters


def to_roman(count: int) -> str:
    """>>> to_roman(14)
    'xiv'
    """
    text = ""
    for step, letters in ROMAN:
        text += letters * (count // step)
        count %= step
    return text


def to_letters(count: int) -> str:
    """>>> to_letters(3), to_letters(28)
    ('c', 'bb')
    """
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


FORMATS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": to_letters,
    "upperLetter": lambda count: to_letters(count).upper(),
    "lowerRoman": to_roman,
    "upperRoman": lambda count: to_roman(count).upper(),
    "decimalZero": lambda count: f"{count:02}",
    "none": lambda count: "",
}


class Level(NamedTuple):
    """One level of a list: how it counts, what it prints, and how its paragraphs are set."""

    form: str
    text: str
    start: int
    look: ParagraphLook
    font: str = ""


class Label(NamedTuple):
    """What stands in front of a paragraph, and how the list sets it."""

    text: str
    look: ParagraphLook


class Numbering:
    """The lists of a file; it counts, so paragraphs must come in their order."""

    def __init__(self, root: Element | None) -> None:
        parts = [] if root is None else list(root)
        abstract = {
            one.get("w:abstractNumId", ""): one for one in parts if one.tag == "w:abstractNum"
        }
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        for one in parts:
            if one.tag == "w:num":
                name = value(one, "w:abstractNumId") or ""
                levels = _levels(abstract.get(name)) | _overrides(one)
                key = name if not _restarts(one) else f"{name}/{one.get('w:numId')}"
                self._lists[one.get("w:numId", "")] = (key, levels)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, list_id: str | None, level: int) -> Label | None:
        """Count one paragraph on; None where there is no such list."""
        key, levels = self._lists.get(list_id or "", ("", {}))
        found = levels.get(level)
        if found is None:
            return None
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, found.start - 1) + 1
        for deeper in range(level + 1, LEVELS):
            counts.pop(deeper, None)
        return Label(_printed(found, level, levels, counts), found.look)


def _levels(element: Element | None) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for one in element if element is not None else ():
        index = number(one.get("w:ilvl")) if one.tag == "w:lvl" else None
        if index is not None and 0 <= index < LEVELS:
            found[int(index)] = _level(one)
    return found


def _overrides(element: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for one in element:
        if one.tag == "w:lvlOverride":
            found |= _levels(one)
    return found


def _restarts(element: Element) -> bool:
    return any(child(one, "w:startOverride") is not None for one in element)


def _level(element: Element) -> Level:
    start = number(value(element, "w:start"))
    return Level(
        value(element, "w:numFmt") or "decimal",
        value(element, "w:lvlText") or "",
        1 if start is None else int(start),
        read_paragraph_look(child(element, "w:pPr")),
        read_run_look(child(element, "w:rPr")).font or "",
    )


def _printed(level: Level, index: int, levels: Mapping[int, Level], counts: dict[int, int]) -> str:
    """The label as it is printed; numbers of the levels above stand in it as well."""
    if level.form == "bullet":
        return bullet(level.text, level.font)

    def count(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        shown = levels.get(at)
        if shown is None:
            return ""
        return _written(shown.form, counts.setdefault(at, shown.start))

    return PLACE.sub(count, level.text).strip()


def _written(form: str, count: int) -> str:
    if not 0 < count <= MAX_COUNT:
        return str(count)
    return FORMATS.get(form, str)(count)
