"""A text -> the phone numbers in it, international and national, by weighted evidence.

A text may hold marks of the page: a line end in running text (CR), another cell of the same row
(TAB) and another block (LF). Numbers rarely run over the first, hardly over the second, and never
over the last. What was found before and is blanked out (NUL) counts as an address near by.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from apps.engine.document.number_words import after, before
from apps.engine.scoring import Feature, score

LINE_END, CELL_END = "\r", "\t"
JOINT = r"[ ().\-/\u00a0\u2010-\u2013]{0,3}"  # between the groups of a number
STRETCH = re.compile(rf"(?<![\w.,:/+-])(?:\(?\+ ?|00)?\(?\d(?:{JOINT}\d)*(?!\w|[.,:]\d)")
GROUP = re.compile(r"\(?(?:\+ ?)?\(?\d+\)?")
CUTS = tuple("./-,:\u2010\u2011\u2012\u2013")
GOES_ON = re.compile(r"[./,:\u2010-\u2013-]\d")
MOST_GROUPS = 8  # of one number
LEAST_DIGITS = 6  # of a number behind a word for phones: without area code
MIN_DIGITS, MAX_DIGITS = 7, 15  # of any other number: ITU-T E.164
SHORT_OF_DIGITS = 10  # an international number with fewer may go on behind the end of a line
NORTH_AMERICAN = re.compile(
    r"(?:\+?1[ .-]?)?(?:\([2-9]\d\d\)[ .-]?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}"
)
IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?[\dA-Z]{4}){2,7}(?: ?[\dA-Z]{1,3})?(?!\w)")
DIALLED = re.compile(r"\(?00[1-9][\d ().-]{8,}")  # the prefix that is dialled in place of a plus
TRUNK = re.compile(r"\(?0[1-9]")
REGIONS = ("US", "ES", "IT", "PL", "PT", "IN", "BR")
ZERO_REGIONS = ("GB", "DE", "FR", "NL", "BE", "CH", "AT", "IE", "SE", "AU", "ZA")
"""Where a number without country code may come from; those of the latter begin with a zero.
Regions whose numbers have no prefix and eight digits or fewer are left out: any two years would be
one."""
NEAR_REGIONS = ("NO", "DK")  # such regions, asked only beside another address
CONTEXT = 24  # characters around a number that tell what it is
NEAR = 60  # characters to an address that stands near by
CURRENCY = r"[$€£¥₹%#§]"
COUNTED_BEFORE = re.compile(rf"{CURRENCY}\s*$")
COUNTED_AFTER = re.compile(rf"\s*{CURRENCY}")
NUMBER_BEFORE = re.compile(r"(?:^|[\s(|/])[-–+]?\d[\d.,]*[ %)]*\s+$")
NUMBER_AFTER = re.compile(r"\s+[-–(]?\d[\d.,]*(?![\w/-])")
DIGIT = re.compile(r"\d")
SINGLE = re.compile(
    r"(?<!\d)[1-9](?!\d)|(?<=[^\d(])0(?!\d)"
)  # no group but the prefix is of one digit
PAIRS = re.compile(r"[1-9]\d(?:\D\d\d)+")  # common behind a prefix only
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """Groups of digits that may be a phone number, and the text on both sides of them."""

    text: str
    before: str
    after: str

    @property
    def digits(self) -> int:
        return sum(sign.isdigit() for sign in self.text)

    @property
    def plain(self) -> str:
        """The number as if it stood on one line."""
        return self.text.replace(LINE_END, " ").replace(CELL_END, " ")


def _is_international(number: Candidate) -> bool:
    opened = number.plain.lstrip("(").startswith("+") or DIALLED.fullmatch(number.plain)
    return bool(opened) and MIN_DIGITS <= number.digits <= MAX_DIGITS


def _is_labelled(number: Candidate) -> bool:
    return before("phone").search(number.before) is not None


def _is_north_american(number: Candidate) -> bool:
    return NORTH_AMERICAN.fullmatch(number.plain) is not None


def _is_near_address(number: Candidate) -> bool:
    return "\0" in number.before + number.after


def _is_date(number: Candidate) -> bool:
    return not re.search(r"\d", DATE.sub("", number.text)) or bool(YEARS.search(number.text))


def _is_counted(number: Candidate) -> bool:
    """Whether the words beside say that it counts, or names, something else."""
    if _is_labelled(number):
        return False
    front, behind = number.before[-CONTEXT:], number.after[:CONTEXT]
    return bool(
        COUNTED_BEFORE.search(front)
        or before("counted_before").search(front)
        or COUNTED_AFTER.match(behind)
        or after("counted_after").match(behind)
    )


def _is_behind_number(number: Candidate) -> bool:
    if not NUMBER_BEFORE.search(number.before):
        return False
    front = number.before.rstrip()
    gap, other = number.before[len(front) :], front[-len(number.text) :]
    return not _is_alike(number, gap, other, front[-len(number.text) - 1 : -len(number.text)])


def _is_before_number(number: Candidate) -> bool:
    if not NUMBER_AFTER.match(number.after):
        return False
    behind = number.after.lstrip()
    gap, other = number.after[: -len(behind)], behind[: len(number.text)]
    return not _is_alike(number, gap, other, behind[len(number.text) : len(number.text) + 1])


def _is_alike(number: Candidate, gap: str, other: str, beyond: str) -> bool:
    """Whether the neighbor is one of the same shape: a list of phone numbers.

    In a row of figures these are of one length; on lines of their own they are rarely three.
    """
    shape = DIGIT.sub("0", number.text)
    is_row = len({len(group) for group in re.findall(r"\d+", number.text)}) == 1
    on_own_line = any(sign in gap for sign in (LINE_END, "\n"))
    whole = not beyond.strip() or not (beyond.isalnum() or beyond in ".,-/")
    return shape == DIGIT.sub("0", other) and whole and (on_own_line or not is_row)


CHEAP: tuple[Feature[Candidate], ...] = (
    Feature("written internationally", 6, _is_international),
    Feature("behind a word for phones", 6, _is_labelled),
    Feature("grouped as in North America", 4, _is_north_american),
    Feature("a trunk prefix", 2, lambda number: bool(TRUNK.match(number.text))),
    Feature("near an address", 1, _is_near_address),
    Feature("dates or years", -20, _is_date),
    Feature("counted", -8, _is_counted),
    Feature("thousands", -4, lambda number: bool(THOUSANDS.fullmatch(number.text))),
    Feature("pairs without a prefix", -2, lambda number: bool(PAIRS.fullmatch(number.plain))),
    Feature("over the end of a line", -2, lambda number: LINE_END in number.text),
    Feature("over several cells", -4, lambda number: CELL_END in number.text),
    Feature("behind a number", -2, _is_behind_number),
    Feature("before a number", -2, _is_before_number),
)
SURE = frozenset(feature.name for feature in CHEAP[:3])  # need no look into the numbering plans
ASSIGNED = 3  # the weight of a number that some region has
PHONE_MIN = 2  # an assigned number with little against it; one beside a number needs a prefix


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each phone number, first those that stand on one line."""
    text = IBAN.sub(lambda match: "x" * len(match[0]), text)
    for joined in ("", LINE_END, LINE_END + CELL_END):
        shown = text.translate({ord(sign): " " for sign in joined})
        for stretch in STRETCH.finditer(shown):
            first, last = stretch.span()
            if not joined or any(sign in text[first:last] for sign in joined):
                for start, end in _numbers(text, first, last):
                    yield start, end
                    text = text[:start] + "\0" * (end - start) + text[end:]


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The phone numbers among the groups of a stretch: the longest first, from left to right."""
    groups = [match.span() for match in GROUP.finditer(text, start, end)]
    first = 0
    while first < len(groups):
        last = _longest(text, groups, first)
        if last is not None:
            yield groups[first][0], groups[last][1]
            first = last
        first += 1


def _longest(text: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """The last group of the longest phone number that begins with the first."""
    counts = accumulate(
        sum(map(str.isdigit, text[a:b])) for a, b in groups[first : first + MOST_GROUPS]
    )
    within = [at for at, digits in enumerate(counts) if LEAST_DIGITS <= digits <= MAX_DIGITS]
    for last in reversed(within):
        start, end = groups[first][0], groups[first + last][1]
        front, behind = text[max(0, start - NEAR) : start], text[end : end + NEAR]
        number = Candidate(text[start:end], front, behind)
        if not _is_cut(number) and _is_phone(number):
            return first + last
    return None


def _is_cut(number: Candidate) -> bool:
    """Whether the digits go on at once on one side: a part of a date or of a decimal number."""
    return number.before[-1:] in CUTS or bool(GOES_ON.match(number.after))


def _is_phone(number: Candidate) -> bool:
    found = score(number, CHEAP)
    if SURE.intersection(found.because):
        return found.total >= PHONE_MIN and not _goes_on(number)
    return (
        number.digits >= MIN_DIGITS
        and found.total + ASSIGNED >= PHONE_MIN
        and _is_grouped(number.plain)
        and _is_assigned(number.plain, "near an address" in found.because)
    )


def _goes_on(number: Candidate) -> bool:
    """Whether digits behind the end of the line are missing."""
    behind = number.after[:1] == LINE_END and number.after[1:2].isdigit()
    return behind and number.digits < SHORT_OF_DIGITS


def _is_grouped(text: str) -> bool:
    """Whether digits stand together as those of a phone number do, and not of several numbers."""
    if text.count("(") != text.count(")") or SINGLE.search(text):
        return False
    if "/" in text and not AREA_CODE.match(text):
        return False
    return "." not in text or not OTHER_SEPARATOR.search(text)


@lru_cache(maxsize=4096)
def _is_assigned(text: str, near_address: bool) -> bool:
    """Whether a number is one of a region."""
    import phonenumbers  # takes as long to load as a page to parse

    regions = REGIONS + (NEAR_REGIONS if near_address else ())
    if text.lstrip("(").startswith("0"):
        regions += ZERO_REGIONS
    for region in regions:
        for found in phonenumbers.PhoneNumberMatcher(text, region):
            if found.start == 0 and found.end == len(text):
                return True
    return False
