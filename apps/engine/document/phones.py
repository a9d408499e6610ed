"""A text -> the phone numbers in it, international and national."""

import re
from collections.abc import Iterator
from functools import lru_cache

CANDIDATE = re.compile(
    r"(?<![\w.,:/+-])(?:\(?\+ ?|00)?\(?\d(?:[ ().\-/\u00a0\u2010-\u2013]{0,3}\d){5,24}"
    r"(?!\w|[.,:]\d)"
)
MIN_DIGITS, MAX_DIGITS = 7, 15  # of an international number: ITU-T E.164
NORTH_AMERICAN = re.compile(r"(?:\+?1[ .-]?)?(?:\(\d{3}\)[ .-]?|\d{3}[ .-])\d{3}[ .-]\d{4}")
REGIONS = ("US", "ES", "IT", "PL", "PT", "IN", "BR")
ZERO_REGIONS = ("GB", "DE", "FR", "NL", "BE", "CH", "AT", "IE", "SE", "AU", "ZA")
"""Where a number without country code may come from; those of the latter begin with a zero.
Regions whose numbers have no prefix and eight digits or fewer are left out: any two years would be
one."""
CONTEXT = 24  # characters around a number that tell what it counts
LABEL = re.compile(
    r"(?:\btel(?:efon|efono|éfono|ephone|\.)?|\bt[ée]l|\bphone|\bmobile?|\bcell|\bfax|\bhandy"
    r"|\bm[óo]vil|\bwhats ?app|\bcall|\bph)\b[\s.:)]*(?:no\.?|nr\.?|number)?[\s.:(]*$",
    re.IGNORECASE,
)
COUNTED_BEFORE = re.compile(
    r"(?:[$€£¥₹#]|\b(?:usd|eur|gbp|chf|inr|iso|iec|en|din|rfc|isbn(?:-1[03])?|issn|doi|order|invoice)"
    r"(?:/iec)?[\s:.#-]*(?:no\.?|nr\.?)?)\s*$",
    re.IGNORECASE,
)
COUNTED_AFTER = re.compile(r"^\s*(?:[$€£¥₹%]|(?:usd|eur|gbp|chf|inr|million|mio)\b)", re.IGNORECASE)
SINGLE = re.compile(
    r"(?<!\d)[1-9](?!\d)|(?<=[^\d(])0(?!\d)"
)  # no group but the prefix is of one digit
PAIRS = re.compile(r"[1-9]\d(?:\D\d\d)+")  # behind a prefix only
AREA_CODE = re.compile(r"\(?0\d+\)? ?/[^/]*$")  # the only place of a slash
OTHER_SEPARATOR = re.compile(r"[ /\-\u2010-\u2013]")
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
YEAR = r"(?:19|20)\d\d"
MONTH, DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
DATE = re.compile(
    rf"(?<!\d)(?:{YEAR}[./-]{MONTH}(?:[./-]{DAY})?|{DAY}[./-]{DAY}[./-](?:{YEAR}|\d\d)"
    rf"|{MONTH}[./-]{YEAR}|{YEAR})(?!\d)"
)
YEARS = re.compile(rf"(?<!\d){YEAR} ?[-–/] ?(?:{YEAR}|\d\d)(?!\d)")


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each phone number, from left to right."""
    for match in CANDIDATE.finditer(text):
        before = text[max(0, match.start() - CONTEXT) : match.start()]
        after = text[match.end() : match.end() + CONTEXT]
        if LABEL.search(before) and not _is_dates(match[0]):
            yield match.span()
        elif not _counts(match[0], before, after):
            for start, end in _numbers(match[0]):
                yield match.start() + start, match.start() + end


def _counts(text: str, before: str, after: str) -> bool:
    """Whether a number is a date, a price, a count or the number of a standard."""
    return bool(
        _is_dates(text)
        or YEARS.search(text)
        or THOUSANDS.fullmatch(text)
        or COUNTED_BEFORE.search(before)
        or COUNTED_AFTER.search(after)
    )


def _is_dates(text: str) -> bool:
    return not re.search(r"\d", DATE.sub("", text))


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """The phone numbers in a stretch of digits and punctuation."""
    digits = sum(sign.isdigit() for sign in text)
    international = text.lstrip("(").startswith("+") and MIN_DIGITS <= digits <= MAX_DIGITS
    if international or NORTH_AMERICAN.fullmatch(text):
        yield 0, len(text)
    elif digits >= MIN_DIGITS and _is_grouped(text):
        yield from _known(text)


def _is_grouped(text: str) -> bool:
    """Whether digits stand together as those of a phone number do, and not of several numbers."""
    if text.count("(") != text.count(")") or SINGLE.search(text) or PAIRS.fullmatch(text):
        return False
    if "/" in text and not AREA_CODE.match(text):
        return False
    return "." not in text or not OTHER_SEPARATOR.search(text)


@lru_cache(maxsize=1024)
def _known(text: str) -> tuple[tuple[int, int], ...]:
    """Numbers that are assigned in one of the regions."""
    import phonenumbers  # takes as long to load as a page to parse

    with_zero = text.lstrip("(").startswith("0")
    for region in REGIONS + (ZERO_REGIONS if with_zero else ()):
        found = tuple((m.start, m.end) for m in phonenumbers.PhoneNumberMatcher(text, region))
        if found:
            return found
    return ()
