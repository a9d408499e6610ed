"""A text -> the phone numbers in it, international and national."""

import re
from collections.abc import Iterator

CANDIDATE = re.compile(
    r"(?<![\w.,:/+-])(?:\(?\+ ?|00)?\(?\d(?:[ ().\-/\u00a0\u2010-\u2013]{0,3}\d){5,24}"
    r"(?!\w|[.,:]\d)"
)
MIN_DIGITS, MAX_DIGITS = 7, 15  # of an international number: ITU-T E.164
NORTH_AMERICAN = re.compile(r"(?:\+?1[ .-]?)?(?:\(\d{3}\)[ .-]?|\d{3}[ .-])\d{3}[ .-]\d{4}")
REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "BE", "CH", "AT", "PL", "PT", "IE", "SE",
           "IN", "AU", "BR", "ZA")  # fmt: skip
"""Where a number without country code may come from. Regions whose numbers have no prefix and
eight digits or fewer are left out: any two years would be one."""
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
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
YEAR = r"(?:19|20)\d\d"
MONTH, DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
DATE = re.compile(
    rf"(?<!\d)(?:{YEAR}[./-]{MONTH}(?:[./-]{DAY})?|{DAY}[./-]{DAY}[./-](?:{YEAR}|\d\d)"
    rf"|{MONTH}[./-]{YEAR}|{YEAR})(?!\d)"
)


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
        return
    yield from _known(text)


def _known(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that are assigned in one of the regions."""
    import phonenumbers  # takes as long to load as a page to parse

    for region in REGIONS:
        found = [(m.start, m.end) for m in phonenumbers.PhoneNumberMatcher(text, region)]
        if found:
            yield from found
            return
