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
NEAR_YEARS = 14
"""Between two months with two digits behind: if there are more, the digits are days."""

_YEAR = r"(?:19[4-9]\d|20[0-5]\d)"
_SHORT_YEAR = r"['’‘`]\d\d"
_DASH = r"[-‐‑‒–—―−~→]"
_DAY_OR_MONTH = r"(?:0?[1-9]|[12]\d|3[01])"
_OPENS = re.compile(r"(?<![\w$€£+#%@])(?<![\d.,:/\\-][.,:/\\-])(?<!\d[\s.,:/\\–-])")
_CLOSES = re.compile(r"(?![\w%€$£@]|[.,:/]\d|[-–]\d{3})")
_OPEN_END = re.compile(rf"\s*{_DASH}+\s*(?=[)\]]?\s*$)")
_DIGIT = re.compile(r"\d")
_SHORT = re.compile(r"\d\d(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d\d)")


@dataclass(frozen=True, slots=True)
class Point:
    """One date as written, with its ISO form as a beginning and as an end."""

    text: str
    year: int
    first_month: int | None = None
    last_month: int | None = None
    ambiguous: bool = False  # day and month may be meant the other way round

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
    def ambiguous(self) -> bool:
        """Day and month of one of its dates may be meant the other way round."""
        return any(point is not None and point.ambiguous for point in (self.first, self.last))

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
def _point_pattern() -> re.Pattern[str]:
    """One date, or a month alone, with the word before it; the big pattern, compiled once.

    In "2019 March – 2020" a dash may follow the month; in "2019 – March 2020" none may.
    """
    month = rf"(?:{_either(concept='months')})\.?"
    season = rf"(?:{_either(concept='seasons')})"
    of = r"(?:\s*[.,/]\s*|\s+(?:de|of|del|do|von|d['’])\s*|\s*[-–]\s*|\s*)"
    day = r"(?:(?:0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th|er|º|ª)?\s+(?:de\s+|of\s+)?)?"
    year = rf"(?:{_YEAR}|{_SHORT_YEAR})"
    point = "|".join(
        (
            rf"{day}(?:{month}|{season})(?:\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}"
            rf"|\s+{_YEAR}/\d\d(?!\d)|{of}{year}|[ –-]\d\d(?![\d/.]))?",
            rf"{_YEAR}(?:[-/.](?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?!\d)"
            rf"|\s*[-,/]?\s*[QqHhT][1-4](?!\w)"
            rf"|(?:(?P<blank>\s+)|\s*[-,/]\s*|)(?:{month}|{season})(?!\w)"
            rf"(?!(?(blank)(?!\s*{_DASH}))\W{{0,3}}\d))?",
            rf"(?:{_DAY_OR_MONTH}[./-]){{1,2}}{_YEAR}",
            rf"(?:0?[1-9]|1[0-2])\s[./-]\s?{_YEAR}",
            rf"{_DAY_OR_MONTH}/{_DAY_OR_MONTH}/\d\d(?!\d)",
            r"(?:0[1-9]|1[0-2])[./]\d\d(?!\d)",
            _SHORT_YEAR,
        )
    )
    return re.compile(
        rf"(?<!\w)(?:(?P<since>(?:{_either('since', concept='present')})(?:\s+|(?<=['’])))"
        rf"|(?P<until>(?:{_either('until', concept='present')})\s+)"
        rf"|(?:{_either('from', concept='present')})\s+)?(?P<point>{point})",
        re.IGNORECASE,
    )


@cache
def _between_pattern() -> re.Pattern[str]:
    joiners = _either("between", concept="present")
    return re.compile(
        rf"\s*(?:{_DASH}+>?|=>|\.\.+|…)\s*|\s+(?:{joiners})\s+|\s*/\s*", re.IGNORECASE
    )


@cache
def _present_pattern() -> re.Pattern[str]:
    joiners = _either("between", concept="present")
    present = _either("present", concept="present")
    pattern = rf"(?:(?P<plain>{present})|(?:{joiners})\s+(?:{present}))(?!\w)"
    return re.compile(pattern, re.IGNORECASE)


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
    if not _DIGIT.search(text):
        return ()
    return tuple(_read_all(text))


def _read_all(text: str) -> Iterator[DateRange]:
    at = 0
    pattern = _point_pattern()
    while match := pattern.search(text, at):
        opens = _OPENS.match(text, match.start()) is not None
        found = _read(text, match) if opens and not _is_product(text, match) else None
        if found is not None:
            yield found
        end = found.end if found else (match.end() if opens else match.start())
        at = max(end, at, match.start() + 1)


def _is_product(text: str, match: re.Match[str]) -> bool:
    """A bare year behind "ISO 9001:", "Windows" or "over" counts something else."""
    return re.fullmatch(_YEAR, match["point"]) is not None and bool(
        _product_pattern().search(text[max(0, match.start() - 40) : match.start("point")])
    )


def _read(text: str, match: re.Match[str]) -> DateRange | None:
    """The range that begins with a match, else the date alone."""
    start, point = match.start(), match["point"]
    end = _range_end(text, match)
    if end is not None:
        first, last = _points(point, end.text)
        if end.present is None and not end.open and last is None:
            return None  # it would end before it begins
        if first is None:
            return None
        current = end.present is not None or end.open
        written = text[start : end.at].strip()
        return DateRange(start, end.at, written, first, last, end.present, current)
    first = read_point(point)
    if first is None or not _CLOSES.match(text, match.end()):
        return None
    written = match[0].strip()
    if match["until"]:
        return DateRange(start, match.end(), written, None, first)
    return DateRange(start, match.end(), written, first, None, None, bool(match["since"]))


@dataclass(frozen=True, slots=True)
class _End:
    """How a range ends: with a date, with a word for today, or with a dash at the text's end."""

    at: int
    text: str | None = None
    present: str | None = None
    open: bool = False


def _range_end(text: str, match: re.Match[str]) -> _End | None:
    """The end behind a first date; None where it stands alone."""
    return next(
        (end for end in _ends(text, match.end()) if end.open or _CLOSES.match(text, end.at)), None
    )


def _ends(text: str, at: int) -> Iterator[_End]:
    today = _present_pattern()
    direct = today.match(text, at + 1) if text[at : at + 1].isspace() else None
    if direct and direct["plain"]:
        yield _End(direct.end(), None, direct[0])
    if between := _between_pattern().match(text, at):
        behind = between.end()
        point = _point_pattern().match(text, behind)
        if point and point.start("point") == behind and _has_year(point["point"]):
            yield _End(point.end(), point["point"])
        if present := today.match(text, behind):
            yield _End(present.end(), None, present[0])
        if short := _SHORT.match(text, behind):
            yield _End(short.end(), short[0])
    if dash := _OPEN_END.match(text, at):
        yield _End(dash.end(), open=True)


def _has_year(text: str) -> bool:
    return any(char.isdigit() for char in text) and (
        read_point(text) is not None or _short_point(text) is not None
    )


def _points(first_text: str, last_text: str | None) -> tuple[Point | None, Point | None]:
    """Both ends of a range; the one tells what the other leaves open."""
    if last_text is None:
        return read_point(first_text) or _short_point(first_text), None
    short, end = _short_point(first_text), _short_point(last_text)
    if short is not None and end is not None and end.year - short.year > NEAR_YEARS:
        return None, None  # May 15 – June 30: days
    order = _order_of(first_text) or _order_of(last_text)
    last = read_point(last_text, order=order) or end or _closing_year(first_text, last_text)
    first = read_point(first_text, order=order)
    if first is None and (" " not in first_text or end is not None):
        first = short  # not of March 19 – April 2, 2021
    if first is None and last is not None:
        first = read_point(f"{first_text} {last.year}", as_written=first_text)
    if first is not None and last is not None and last.end_iso[:4] < first.start_iso[:4]:
        return None, None
    return first, last


def _order_of(text: str) -> str | None:
    """Whether the day or the month stands first in "31/08/2021"; None where both may be meant."""
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > MONTHS_PER_YEAR or first == second:
        return "day"
    return "month" if second > MONTHS_PER_YEAR else None


def _closing_year(first: str, last: str) -> Point | None:
    """The 20 of 2018–20."""
    if not re.fullmatch(_YEAR, first) or not re.fullmatch(r"\d\d", last):
        return None
    year = int(first[:2]) * YEARS_PER_CENTURY + int(last)
    return Point(last, year) if year >= int(first) else None


def _short_point(text: str) -> Point | None:
    """A month and a year of two digits, "06/19" or "Mar-19": only read as part of a range."""
    if match := re.fullmatch(r"(0[1-9]|1[0-2])[./](\d\d)", text):
        return Point(text, _full_year(match[2]), int(match[1]), int(match[1]))
    named = re.fullmatch(r"([^\W\d_]+)\.?[ –-](\d\d)", text)
    return _with_name(text, named[1], _full_year(named[2])) if named else None


def _full_year(digits: str) -> int:
    number = int(digits)
    if number >= YEARS_PER_CENTURY:
        return number
    return number + (2000 if number < TWO_DIGIT_PIVOT else 1900)


@lru_cache(maxsize=2048)
def read_point(text: str, as_written: str | None = None, order: str | None = None) -> Point | None:
    """One date with a year: 2019, Sept. 2019, 01/2020, 2021-06-01, '18, Summer 2019, Q3 2019.

    Of "03/04/2020" only the year is sure, unless an order of day and month is given.
    """
    written = as_written or text
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?", text):
        return _with_month(written, match[1], int(match[2]))
    if match := re.fullmatch(r"(\d{1,2})\s?[./-]\s?(\d{4})", text):
        return _with_month(written, match[2], int(match[1]))
    if match := _NUMERIC.fullmatch(text):
        known = _order_of(text) or order
        if known is None:
            return Point(written, _full_year(match[4]), ambiguous=True)
        return _with_month(written, match[4], int(match[3 if known == "day" else 1]))
    year = re.search(rf"(?<!\d){_YEAR}(?!\d)", text) or re.search(r"(?<=['’‘`])\d\d(?!\d)", text)
    if year is None:
        return None
    return _with_name(written, text, _full_year(year[0]))


def _with_month(text: str, year: str, month: int) -> Point | None:
    if not 1 <= month <= MONTHS_PER_YEAR:
        return None
    return Point(text, _full_year(year), month, month)


def _with_name(written: str, text: str, year: int) -> Point:
    tokens = [fold(token) for token in re.findall(r"[^\W\d_]+\d?|\d[^\W\d_]", text)]
    for key in (*tokens, " ".join(tokens[:2])):  # "zweite Hälfte" has two words
        if key in words("months"):
            month = int(words("months")[key])
            return Point(written, year, month, month)
        if key in words("seasons"):
            first, last = words("seasons")[key].split("-")
            return Point(written, year, int(first), int(last))
    return Point(written, year)


def find_durations(text: str) -> tuple[tuple[int, int], ...]:
    """Where lengths of time stand that only repeat what the dates say ("1 year 10 months")."""
    if not _DIGIT.search(text):
        return ()
    return tuple(match.span() for match in _duration_pattern().finditer(text))


def is_present(text: str) -> bool:
    """A word for today and nothing else."""
    match = _present_pattern().match(text.strip())
    return match is not None and not re.search(r"\w", text.strip()[match.end() :])


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
