"""Dates: text in, the dates and ranges that stand in it out, as written and as ISO months."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from apps.engine.resume.vocabulary.load import fold, groups, spellings, words

YEARS_PER_CENTURY = 100
TWO_DIGIT_PIVOT = 50
"""'49 is 2049, '50 is 1950: careers reach back farther than forward."""
MONTHS_PER_YEAR = 12

_YEAR = r"(?:19[4-9]\d|20[0-5]\d)"
_SHORT_YEAR = r"['’‘`]\d\d"
_DASH = r"[-‐‑‒–—―−~→]"
_NOT_BEFORE = r"(?<![\w$€£+#%@])(?<![\d.,:/\\-][.,:/\\-])(?<!\d[\s.,:/\\–-])"
_NOT_AFTER = r"(?![\w%€$£@]|[.,:/]\d|[-–]\d{3})"


@dataclass(frozen=True, slots=True)
class Point:
    """One date as written, with its ISO form as a beginning and as an end."""

    text: str
    year: int
    first_month: int | None = None
    last_month: int | None = None

    @property
    def start_iso(self) -> str:
        return _iso(self.year, self.first_month)

    @property
    def end_iso(self) -> str:
        return _iso(self.year, self.last_month)


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date or range in a text, from `start` to `end`; `current` when it has no end yet."""

    start: int
    end: int
    text: str
    first: Point | None
    last: Point | None
    present: str | None = None  # the printed word for today
    current: bool = False

    @property
    def single(self) -> bool:
        """One date, neither a range nor an open beginning."""
        return self.last is None and not self.current

    @property
    def is_range(self) -> bool:
        return not self.single

    @property
    def start_text(self) -> str | None:
        return self.first.text if self.first else None

    @property
    def end_text(self) -> str | None:
        return self.last.text if self.last else self.present

    @property
    def start_iso(self) -> str | None:
        return self.first.start_iso if self.first else None

    @property
    def end_iso(self) -> str | None:
        return self.last.end_iso if self.last else None


def _iso(year: int, month: int | None) -> str:
    return f"{year:04d}" if month is None else f"{year:04d}-{month:02d}"


def _either(*names: str, concept: str) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]")
        for word in spellings(concept, *names)
    )


@cache
def _point_pattern() -> str:
    month = rf"(?:{_either(concept='months')})\.?"
    season = rf"(?:{_either(concept='seasons')})"
    of = r"(?:\s*[.,/]\s*|\s+(?:de|of|del|do|von|d['’])\s*|\s*[-–]\s*|\s*)"
    day = r"(?:(?:0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th|er|º|ª)?\s+(?:de\s+|of\s+)?)?"
    year = rf"(?:{_YEAR}|{_SHORT_YEAR})"
    return "|".join(
        (
            rf"{day}{month}{of}{year}",
            rf"{month}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}",
            rf"{_YEAR}[-/.](?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?!\d)",
            rf"(?:(?:0?[1-9]|[12]\d|3[01])[./-])?(?:0?[1-9]|1[0-2])\s?[./-]\s?{_YEAR}",
            rf"{season}\s+{_YEAR}/\d\d(?!\d)",
            rf"{season}{of}{year}",
            rf"{_YEAR}\s*[-,/]?\s*(?:[QqHhT][1-4]|{season})(?!\w)",
            rf"{_YEAR},?\s+{month}(?!\w)",
            _YEAR,
            _SHORT_YEAR,
        )
    )


@cache
def _range_pattern() -> re.Pattern[str]:
    point = _point_pattern()
    month = rf"(?:{_either(concept='months')}|{_either(concept='seasons')})\.?"
    short = r"(?:0[1-9]|1[0-2])[./]\d\d(?!\d)"
    joiners = _either("between", concept="present")
    present = rf"(?:{_either('present', concept='present')})(?!\w)"
    between = rf"\s*{_DASH}+\s*|\s+(?:{joiners})\s+|\s*/\s*"
    since = rf"(?:{_either('since', concept='present')})(?:\s+|(?<=['’]))"
    opening = _either("from", concept="present")
    until = rf"(?:{_either('until', concept='present')})\s+"
    return re.compile(
        rf"{_NOT_BEFORE}(?:(?P<since>{since})|(?P<until>{until})|(?:{opening})\s+)?"
        rf"(?P<first>{point}|{short}|{month}(?={between}(?:{point})))"
        rf"(?:(?P<direct>\s+{present})"
        rf"|(?P<between>{between})(?P<last>{point}|(?:(?:{joiners})\s+)?{present}|{short}|\d\d(?!\d))"
        rf"|(?P<open>\s*{_DASH}+\s*(?=[)\]]?\s*$)))?{_NOT_AFTER}",
        re.IGNORECASE,
    )


@cache
def _duration_pattern() -> re.Pattern[str]:
    unit = rf"\d+\+?\s*(?:{_either('year', 'month', concept='durations')})\b\.?"
    return re.compile(
        rf"[(\[]?\s*{unit}(?:[\s,]*(?:and|und|et|y|e|en|&)?\s*{unit})?\s*[)\]]?", re.I
    )


@cache
def _product_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s(])(?:{_either(concept='not_dates')})[\s:]*$", re.IGNORECASE)


@lru_cache(maxsize=2048)
def find_dates(text: str) -> tuple[DateRange, ...]:
    """Every date and range of a text, from left to right.

    >>> [(d.start_iso, d.end_iso, d.current) for d in find_dates("Sept. 2019 to date")]
    [('2019-09', None, True)]
    """
    if not any(char.isdigit() for char in text):
        return ()
    return tuple(_read_all(text))


def _read_all(text: str) -> Iterator[DateRange]:
    at = 0
    pattern = _range_pattern()
    while match := pattern.search(text, at):
        found = None if _is_product(text, match) else _read(match)
        if found is not None:
            yield found
        at = max(match.end() if found else match.end("first"), at + 1)


def _is_product(text: str, match: re.Match[str]) -> bool:
    """A bare year behind "ISO 9001:", "Windows" or "over" counts something else."""
    return re.fullmatch(_YEAR, match["first"]) is not None and bool(
        _product_pattern().search(text[max(0, match.start() - 40) : match.start("first")])
    )


def _read(match: re.Match[str]) -> DateRange | None:
    first, last, present = _ends(match)
    if first is None or (match["last"] and last is None and present is None):
        return None
    if match["until"] and not match["last"]:
        return DateRange(match.start(), match.end(), match[0].strip(), None, first)
    current = present is not None or bool(match["open"])
    if match["since"] and last is None and present is None:
        current = True
    return DateRange(match.start(), match.end(), match[0].strip(), first, last, present, current)


def _ends(match: re.Match[str]) -> tuple[Point | None, Point | None, str | None]:
    first_text, last_text = match["first"], match["last"]
    if match["direct"]:
        return read_point(first_text), None, match["direct"].strip()
    if last_text is None:
        return read_point(first_text), None, None
    if is_present(last_text):
        return read_point(first_text) or _short_point(first_text), None, last_text
    last = read_point(last_text) or _short_point(last_text) or _closing_year(match)
    first = read_point(first_text) or _short_point(first_text)
    if first is None and last is not None:
        first = read_point(f"{first_text} {last.year}", as_written=first_text)
    if first is not None and last is not None and last.end_iso[:4] < first.start_iso[:4]:
        return None, None, None
    return first, last, None


def _closing_year(match: re.Match[str]) -> Point | None:
    """The 20 of 2018–20."""
    first, last = match["first"], match["last"]
    if not re.fullmatch(_YEAR, first) or not re.fullmatch(r"\d\d", last):
        return None
    year = int(first[:2]) * YEARS_PER_CENTURY + int(last)
    return Point(last, year) if year >= int(first) else None


def _short_point(text: str) -> Point | None:
    """A month and a year of two digits: only read as part of a range."""
    match = re.fullmatch(r"(0[1-9]|1[0-2])[./](\d\d)", text)
    if not match:
        return None
    return Point(text, _full_year(match[2]), int(match[1]), int(match[1]))


def _full_year(digits: str) -> int:
    number = int(digits)
    if number >= YEARS_PER_CENTURY:
        return number
    return number + (2000 if number < TWO_DIGIT_PIVOT else 1900)


@lru_cache(maxsize=2048)
def read_point(text: str, as_written: str | None = None) -> Point | None:
    """One date with a year: 2019, Sept. 2019, 01/2020, 2021-06-01, '18, Summer 2019, Q3 2019."""
    written = as_written or text
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?", text):
        return _with_month(written, match[1], int(match[2]))
    if match := re.fullmatch(r"(?:\d{1,2}[./-])?(\d{1,2})\s?[./-]\s?(\d{4})", text):
        return _with_month(written, match[2], int(match[1]))
    year = re.search(rf"(?<!\d){_YEAR}(?!\d)", text) or re.search(r"(?<=['’‘`])\d\d(?!\d)", text)
    if year is None:
        return None
    return _with_name(written, text, _full_year(year[0]))


def _with_month(text: str, year: str, month: int) -> Point | None:
    if not 1 <= month <= MONTHS_PER_YEAR:
        return None
    return Point(text, int(year), month, month)


def _with_name(written: str, text: str, year: int) -> Point:
    for token in re.findall(r"[^\W\d_]+\d?|\d[^\W\d_]", text):
        key = fold(token)
        if key in words("months"):
            month = int(words("months")[key])
            return Point(written, year, month, month)
        if key in words("seasons"):
            first, last = words("seasons")[key].split("-")
            return Point(written, year, int(first), int(last))
    return Point(written, year)


def find_durations(text: str) -> tuple[tuple[int, int], ...]:
    """Where lengths of time stand that only repeat what the dates say ("1 year 10 months")."""
    if not any(char.isdigit() for char in text):
        return ()
    return tuple(match.span() for match in _duration_pattern().finditer(text))


@cache
def _present_pattern() -> re.Pattern[str]:
    joiners = _either("between", concept="present")
    return re.compile(
        rf"\s*(?:(?:{joiners})\s+)?(?:{_either('present', concept='present')})\W*", re.IGNORECASE
    )


def is_present(text: str) -> bool:
    """A word for today and nothing else."""
    return _present_pattern().fullmatch(text) is not None


def is_date_text(text: str) -> bool:
    """Nothing but dates, durations and their punctuation."""
    rest = text
    for found in reversed(find_dates(text)):
        rest = rest[: found.start] + rest[found.end :]
    if rest == text:
        return False
    for start, end in reversed(find_durations(rest)):
        rest = rest[:start] + rest[end:]
    return not re.search(r"\w", rest)


def months_between(start: str, end: str) -> tuple[int, int]:
    """ISO start and end as counted months, both ends included; a year alone spans all of it."""
    first = _months(start, 1)
    return first, max(first, _months(end, MONTHS_PER_YEAR))


def _months(iso: str, default: int) -> int:
    month = int(iso[5:7]) if len(iso) > len("2020") else default
    return int(iso[:4]) * MONTHS_PER_YEAR + month - 1


def known_months() -> frozenset[str]:
    """All month names, for tests against CLDR."""
    return frozenset(fold(name) for names in groups("months").values() for name in names)
