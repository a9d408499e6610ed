"""Degrees: text in, where the degree ends and where its field begins out."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from apps.engine.resume.vocabulary.load import fold, members, spellings

_JOINERS = (
    "in|en|em|im|in der|of|de|di|d['’]|du|des|della|der|für|for|with|mit|mention|spécialité"
    "|specialising in|majoring in|major in"
)
_JOIN = rf"(?:\s*[,:–—|·]\s*|\s+-\s+|\s+(?:{_JOINERS})\s+|\s+d['’]|\s*\(\s*)"
_FIELD_START = re.compile(rf"^{_JOIN}", re.IGNORECASE)
_BRACKETS = re.compile(r"^\s*\([^()]{1,14}\)")
_REPEAT = re.compile(r"^\s*[-–—]\s*([A-Z][\w.]{1,6})(?=\s*(?:[,;:|·(]|$)|\s+(?:[-–—]|in)\s)")
_SUBJECT = re.compile(r"^\s+of((?:\s+(?!in\b|at\b|with\b)[^\s,;:()|·–—]+){1,4})", re.IGNORECASE)
"""What a bare "Master" or "Bachelor" is of: "Master of Health Science"."""
_DOTTED = re.compile(r"^[BMD]\.[A-Z][A-Za-z]{1,5}\b\.?(?=\s+in\s|\s*[,:(–|]|$)")
"""Short forms nobody has listed: "M.Stat. in ...", "B.Phys.Ed."."""
_SPELLED = re.compile(r"(?:[A-Z][a-z]{0,3}\.){2,5}(?!\w)")
_IN_FIELD = re.compile(
    r"^([A-ZÀ-Þ][^\s,;:|()]*(?: [^\s,;:|()]+){0,3}) (?:in|en|em|im|w|i) (?=[A-ZÀ-Þ])"
)
"""A few words, "in" and something with a capital."""
_NOUN = re.compile(r"(?:\s+[^\W\d_A-ZÀ-Þ][^\W\d_]*e[rn]?)?\s+[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)*")
"""A noun with a capital, an adjective before it: "technische Assistentin"."""
_SMALL = ("and", "of", "&")


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """The degrees by the first word they are read as, the longest first."""
    names: dict[str, list[str]] = defaultdict(list)
    for name in spellings("degrees"):
        if len(fold(name)) > 1:
            names[fold(name).split()[0]].append(name)
    return {first: tuple(found) for first, found in names.items()}


@cache
def _degree_pattern(first: str) -> re.Pattern[str]:
    names = "|".join(
        re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]").replace(r"\-", r"[-\s]?")
        for name in _names()[first]
    )
    return re.compile(rf"(?:{names})(?!\w)", re.IGNORECASE)


def _named_degree(text: str) -> re.Match[str] | None:
    first = fold(text).split(" ", 1)[0]
    return _degree_pattern(first).match(text) if first in _names() else None


def _spelled_degree(text: str) -> re.Match[str] | None:
    """A listed short form with dots that the list spells without: "M.L.S.", "D.V.M."."""
    match = _SPELLED.match(text)
    listed = match is not None and match[0].replace(".", "").lower() in spellings("degrees")
    return match if listed else None


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
    match = (
        _named_degree(text)
        or _compound_pattern().match(text)
        or _headed_pattern().match(text)
        or _DOTTED.match(text)
        or _spelled_degree(text)
    )
    if match is None:
        return None
    found = match[0]
    if found.lower() in _upper_only() and not _is_short_form(found):
        return None
    end = match.end()
    if text[end : end + 1] == "." and "." in found:
        end += 1
    end += _subject_end(found, text[end:]) or _noun_end(found, text[end:])
    for pattern in (_level_pattern(), _honours_pattern(), _BRACKETS):
        if more := pattern.match(text[end:]):
            end += more.end()
    return end


def _subject_end(degree: str, rest: str) -> int:
    """How far "of Health Science" reaches behind a bare "Master"."""
    subject = _SUBJECT.match(rest)
    if subject is None or fold(degree).split()[-1] not in members("degree_parts", "of_subject"):
        return 0
    words = subject[1].split()
    named = all(word[:1].isupper() or word in _SMALL for word in words)
    return subject.end() if named and words[0][:1].isupper() else 0


def _noun_end(degree: str, rest: str) -> int:
    """How far the noun reaches that "Staatlich anerkannte" stands before."""
    if fold(degree) not in members("degree_parts", "attribute"):
        return 0
    noun = _NOUN.match(rest)
    return noun.end() if noun else 0


@cache
def _compound_pattern() -> re.Pattern[str]:
    """Germanic compounds: "Professionsbachelor", "Gesellenprüfung"."""
    ends = "|".join(spellings("degree_parts", "compound"))
    return re.compile(rf"[^\W\d_a-zß-ÿ][^\W\d_]{{3,}}(?:{ends})(?!\w)")


@cache
def _headed_pattern() -> re.Pattern[str]:
    """One or two capitalised words before the noun of a degree: "Technical Diploma"."""
    heads = "|".join(head.title() for head in spellings("degree_parts", "head"))
    bare = "|".join(head.title() for head in spellings("degree_parts", "of_subject"))
    return re.compile(rf"(?:[A-Z][a-zß-ÿ]+ ){{1,2}}(?:(?:{heads})(?!\w)|(?:{bare})(?= of [A-Z]))")


@cache
def _level_pattern() -> re.Pattern[str]:
    """ "Certificate III", "BTEC Level 3"."""
    words = "|".join(map(re.escape, spellings("degree_parts", "level")))
    return re.compile(rf"^\s+(?:(?:{words})\s+\d|[IV]{{1,4}}\b)(?!\w)", re.IGNORECASE)


@cache
def _honours_pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, spellings("degree_parts", "honours", "head")))
    return re.compile(rf"^\s+(?:{words})(?!\w)\.?", re.IGNORECASE)


@cache
def _grade_start() -> re.Pattern[str]:
    grades = "|".join(map(re.escape, spellings("labels", "grade")))
    return re.compile(rf"\s*[.;,(|–—-]\s*(?:{grades})\b[\s:]*\d", re.IGNORECASE)


def field_end(text: str) -> int:
    """Where a field of study ends before its grade.

    >>> text = "Physics. GPA: 3.6"
    >>> text[:field_end(text)]
    'Physics'
    """
    grade = _grade_start().search(text)
    return grade.start() if grade and grade.start() else len(text)


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
    end = degree_end(text) or unknown_degree_end(text)
    if end is None:
        return None
    behind = end + repeat_end(text, end)
    rest = text[behind:]
    if not rest.strip(" .,;:()"):
        return (0, end if behind > end else len(text.rstrip(" ,;:"))), None
    joined = _FIELD_START.match(rest)
    start = behind + (joined.end() if joined else len(rest) - len(rest.lstrip()))
    stop = len(text)
    if joined and "(" in joined[0] and text.endswith(")"):
        stop -= 1
    if not joined and not text[start : start + 1].isupper():
        return (0, len(text)), None
    return (0, end), (start, stop)


def repeat_end(text: str, end: int) -> int:
    """How far behind a degree its short form reaches.

    >>> repeat_end("Bachelor of Arts - BA, Sociology", len("Bachelor of Arts"))
    5
    """
    short = _REPEAT.match(text[end:])
    if short is None or degree_end(short[1]) != len(short[1]):
        return 0
    return short.end() if sum(map(str.isupper, short[1])) > 1 else 0


@lru_cache(maxsize=512)
def unknown_degree_end(text: str) -> int | None:
    """Where a degree nobody has listed ends before "in" and its field; None without them.

    >>> text = "BVMS in Veterinary Medicine"
    >>> text[:unknown_degree_end(text)]
    'BVMS'
    """
    match = _IN_FIELD.match(text)
    return match.end(1) if match and degree_end(text) is None else None


def is_academic(degree: str) -> bool:
    """A degree of a university, not the certificate of a course.

    >>> is_academic("BA (Hons)"), is_academic("Certificate")
    (True, False)
    """
    known = members("degrees", "associate", "bachelor", "master", "doctor")
    tokens = fold(degree).split()
    return any(" ".join(tokens[:length]) in known for length in range(1, len(tokens) + 1))
