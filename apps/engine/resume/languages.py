"""The rows of language sections in, languages with their proficiency out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.engine.resume.model import Found, Span
from apps.engine.resume.pieces import split_label
from apps.engine.resume.rows import Row
from apps.engine.resume.vocabulary.load import fold, members

MAX_NAME_WORDS = 3
_SEPARATOR = re.compile(r"\s*[,;|•·]\s+|\s+[–—/]\s+")
_RATED = re.compile(r"([^\W\d_][\w’'-]+)\s*[:(–—-]\s*([^():]+?)\)?$")
_EDGES = " \t,;:|·•–—-/()"


@dataclass(frozen=True)
class Language:
    """A language and how well it is spoken, as printed."""

    name: Found[str]
    proficiency: Found[str] | None


def find_languages(rows: Sequence[Row]) -> tuple[Language, ...]:
    """Every language of the section once."""
    found: dict[str, Language] = {}
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else None
        for language in _of_row(row, below):
            found.setdefault(fold(language.name.value), language)
    return tuple(found.values())


def _of_row(row: Row, below: Row | None) -> Iterator[Language]:
    for position, cell in enumerate(row.cells):
        label, named = _label(cell.span)
        for span in _split(named):
            language = _read(span)
            if language is None:
                continue
            if language.proficiency is None:
                level = label or _beside(row, position) or _under(below, cell.left)
                language = Language(language.name, level)
            yield language


def _label(span: Span) -> tuple[Found[str] | None, Span]:
    """ "Mother tongue: Portuguese" without its label, which may be a level."""
    kind, rest = split_label(span)
    if kind != "language":
        return None, span
    label = span.cut(0, span.text.index(":"))
    level = Found(label.text, (label,), ("label of languages",)) if _is_level(label.text) else None
    return level, rest


def _split(span: Span) -> Iterator[Span]:
    """Apart at commas when every part begins with a language."""
    starts = [0, *(match.end() for match in _SEPARATOR.finditer(span.text))]
    ends = [*(match.start() for match in _SEPARATOR.finditer(span.text)), len(span.text)]
    parts = [span.cut(start, end) for start, end in zip(starts, ends, strict=True)]
    named = [part for part in parts if part.text and _read(part) is not None]
    if len(named) == len(parts):
        yield from parts
    else:
        yield span


def _name_end(text: str) -> int | None:
    """Where the name of a language ends that a text begins with."""
    tokens = list(re.finditer(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text))[:MAX_NAME_WORDS]
    for count in range(len(tokens), 0, -1):
        if tokens[0].start() == 0 and fold(text[: tokens[count - 1].end()]) in members(
            "language_names"
        ):
            return tokens[count - 1].end()
    return None


def _read(span: Span) -> Language | None:
    end = _name_end(span.text)
    if end is None:
        return _rated(span)
    name = span.cut(0, end)
    rest = span.text[end:]
    level = rest.strip(_EDGES)
    if not level:
        return Language(Found(name.text, (name,), ("language",)), None)
    start = end + rest.index(level)
    stop = start + len(level)
    if level.count("(") > level.count(")") and span.text[stop : stop + 1] == ")":
        stop += 1  # "nivel medio (B1)"
    cut = span.cut(start, stop)
    return Language(
        Found(name.text, (name,), ("language",)), Found(cut.text, (cut,), ("behind a language",))
    )


def _rated(span: Span) -> Language | None:
    """A language in no list, told by its level: "Valenciano (C1)"."""
    match = _RATED.fullmatch(span.text)
    if match is None or not span.text[:1].isupper() or not _is_level(match[2]):
        return None
    name, level = span.cut(*match.span(1)), span.cut(*match.span(2))
    return Language(
        Found(name.text, (name,), ("before a level",)),
        Found(level.text, (level,), ("behind a language",)),
    )


def _beside(row: Row, position: int) -> Found[str] | None:
    if position + 1 >= len(row.cells):
        return None
    span = row.cells[position + 1].span
    return None if _name_end(span.text) else Found(span.text, (span,), ("beside a language",))


def _under(below: Row | None, left: float) -> Found[str] | None:
    if below is None:
        return None
    for cell in below.cells:
        if abs(cell.left - left) < 15 and _is_level(cell.text):
            return Found(cell.text, (cell.span,), ("under a language",))
    return None


def _is_level(text: str) -> bool:
    return fold(text) in members("proficiency")
