"""Degrees: text in, where the degree ends and where its field begins out."""

import re
from functools import cache, lru_cache

from apps.engine.resume.vocabulary.load import fold, members, spellings

_JOINERS = (
    "in|en|em|im|in der|of|de|di|d['’]|du|des|della|der|für|for|with|mit|mention|spécialité"
    "|specialising in|majoring in|major in"
)
_JOIN = rf"(?:\s*[,:–—|·]\s*|\s+-\s+|\s+(?:{_JOINERS})\s+|\s+d['’]|\s*\(\s*)"
_FIELD_START = re.compile(rf"^{_JOIN}", re.IGNORECASE)
_HONOURS = re.compile(
    r"^\s*\([^()]{1,14}\)|^\s+hons?\b\.?|^\s+(?:degree|abschluss)\b", re.IGNORECASE
)


@cache
def _degree_pattern() -> re.Pattern[str]:
    names = "|".join(
        re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]").replace(r"\-", r"[-\s]?")
        for name in spellings("degrees")
        if len(fold(name)) > 1
    )
    return re.compile(rf"(?:{names})(?!\w)", re.IGNORECASE)


@cache
def _upper_only() -> frozenset[str]:
    """Short forms that are words when not in capitals: "as", "be", "me", "ma"."""
    return frozenset(name for name in spellings("degrees") if len(name) < 4 and name.isalpha())


@lru_cache(maxsize=512)
def degree_end(text: str) -> int | None:
    """Where the degree ends that a text begins with; None when it begins with none.

    >>> text = "Master of Science in Taxation"
    >>> text[:degree_end(text)]
    'Master of Science'
    """
    match = _degree_pattern().match(text)
    if match is None:
        return None
    found = match[0]
    if found.lower() in _upper_only() and not _is_short_form(found):
        return None
    end = match.end()
    if text[end : end + 1] == "." and "." in found:
        end += 1
    if honours := _HONOURS.match(text[end:]):
        end += honours.end()
    return end


def _is_short_form(found: str) -> bool:
    return found[:1].isupper() and (
        found.isupper() or len(found) > 2 or found[1:].islower() is False
    )


@lru_cache(maxsize=512)
def split_degree(text: str) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
    """The stretches of a degree and of its field in a text that begins with a degree.

    >>> text = "B.Sc. in Physics"
    >>> degree, field = split_degree(text)
    >>> text[slice(*degree)], text[slice(*field)]
    ('B.Sc.', 'Physics')
    """
    end = degree_end(text)
    if end is None:
        return None
    rest = text[end:]
    if not rest.strip(" .,;:()"):
        return (0, len(text.rstrip(" ,;:"))), None
    joined = _FIELD_START.match(rest)
    start = end + (joined.end() if joined else len(rest) - len(rest.lstrip()))
    stop = len(text)
    if joined and "(" in joined[0] and text.endswith(")"):
        stop -= 1
    if not joined and not text[start : start + 1].isupper():
        return (0, len(text)), None
    return (0, end), (start, stop)


def is_academic(degree: str) -> bool:
    """A degree of a university, not the certificate of a course.

    >>> is_academic("BA (Hons)"), is_academic("Certificate")
    (True, False)
    """
    known = members("degrees", "associate", "bachelor", "master", "doctor")
    tokens = fold(degree).split()
    return any(" ".join(tokens[:length]) in known for length in range(1, len(tokens) + 1))
