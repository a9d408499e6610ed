"""The rows around a name in, e-mails, phones and typed links out, each with its place."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatch, PhoneNumberMatcher

from apps.engine.resume.dates import find_dates
from apps.engine.resume.model import Found, Span, join_spans
from apps.engine.resume.pieces import label_kind, split_label
from apps.engine.resume.rows import Cell, Row, make_span
from apps.engine.resume.vocabulary.load import fold, groups, spellings, words

T = TypeVar("T")
PHONE_DIGITS = range(7, 16)
"""E.164 allows fifteen digits; fewer than seven reach nobody from outside."""
LINES_APART = 3.0
"""Font sizes between the baselines of two lines of one address."""
LOCAL_DIGITS = range(9, 13)
"""Of a number without its country: fewer may be a date of birth."""
CUT_LETTERS = 6.0
"""Letters: an address cut at a hyphen leaves no more room on its row."""
FULL_LETTERS = 2.0
NEAR = 40.0
"""Points: the rest of a broken address stands below its beginning."""
STACKED = 3.0
"""Points between the left edges of two rows of one text."""
MAX_REGIONS = 3
"""National formats are tried for the likeliest countries only."""

_EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}", re.UNICODE)
_EMAIL_HEAD = re.compile(r"[\w.+%-]+@[\w.-]*$|[\w.+%-]+[._-]$")
_HALF_NAME = re.compile(r"[^\W\d_A-ZÀ-Þ]+(?:[._-][^\W\d_A-ZÀ-Þ]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>|,;]+", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[^\s<>|,;)]*)?(?![\w@-])", re.I
)
_SCRAP = re.compile(r"[a-z\d_.-]{1,32}/?")
_CUT_ENDS = "-/_="
_CUT_NUMBER = re.compile(r"(?:\+|00)\d[\d ()./–-]*")
_LAST_DIGITS = re.compile(r"\d[\d -]{0,6}")
_LOCAL = re.compile(r"(?:\+\d{1,3} )?\(?\d{2,5}\)?(?:[ .–-]{1,2}\d{2,6}){1,5}")
_SIGN = re.compile(r"\s*[|·•;,]\s*|\s+[-–—/~]\s+|\s{2,}|\.\s+(?=\d)|(?<=\d)\.\s+")
_ABROAD = ("+", "(+", "00", "＋")
_DAY = re.compile(r"\d\d[ .]\d\d[ .](?:19|20)\d\d")
_TAIL = ".,;:)]}>'\"”"
_ORCID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")


@cache
def _domains() -> frozenset[str]:
    """Endings of host names: those of countries and the general ones."""
    general = spellings("domains", "general")
    return (
        frozenset(general) | frozenset(code.lower() for code in groups("countries")) | {"uk", "eu"}
    )


def find_emails(rows: Sequence[Row]) -> tuple[Found[str], ...]:
    """E-mail addresses of the text, also broken over two lines, and those of mailto links."""
    found: list[Found[str]] = []
    above: Found[str] | None = None
    for index, row in enumerate(rows):
        broken = _broken_email(rows, index) if index + 1 < len(rows) else None
        halves = [*(above.spans[1:] if above else ()), *(broken.spans[:1] if broken else ())]
        whole = (one for one in _emails_of(row) if not _is_half(one.spans[0], halves))
        found.extend(whole)
        above = broken
        if broken:
            found.append(broken)
    found.extend(_mailto(rows))
    return _unique(found, lambda value: value.casefold())


def _emails_of(row: Row) -> Iterator[Found[str]]:
    for cell in row.cells:
        for match in _EMAIL.finditer(cell.text):
            span = cell.span.cut(*match.span())
            if match.end() < len(cell.text) or _is_whole(span.text):
                yield Found(span.text, (span,), ("e-mail",))


def _is_half(email: Span, halves: Sequence[Span]) -> bool:
    """The end of an address that began a row above, or the beginning of one that goes on below."""
    return any(
        email.line == half.line and email.text == half.text.removesuffix(".") for half in halves
    )


def _is_whole(address: str) -> bool:
    """Its host ends as hosts end."""
    return (
        _EMAIL.fullmatch(address) is not None and address.rsplit(".", 1)[-1].lower() in _domains()
    )


def _broken_email(rows: Sequence[Row], index: int) -> Found[str] | None:
    row, below = rows[index], rows[index + 1]
    head, tail = row.cells[-1], below.cells[0]
    start = _EMAIL_HEAD.search(head.text) or _half_name(rows, index)
    if start is None or row.line.region != below.line.region or _is_whole(start[0]):
        return None
    if not 0 <= row.line.box.bottom - below.line.box.bottom < LINES_APART * row.size:
        return None
    rest = tail.text.split(" ")[0]
    if _is_whole(rest) and start[0] != head.text:
        return None  # "Ph.D." above a whole address
    whole = _EMAIL.fullmatch(start[0] + rest)
    if whole is None or not _is_whole(whole[0]) or ("@" in rest and "@" in start[0]):
        return None
    spans = head.span.cut(start.start(), start.end()), tail.span.cut(0, len(rest))
    return Found(whole[0], spans, ("e-mail over two lines",))


def _half_name(rows: Sequence[Row], index: int) -> re.Match[str] | None:
    """ "anna.vander" above "heijden@example.com": a name that stands elsewhere."""
    row, below = rows[index], rows[index + 1]
    half = _HALF_NAME.fullmatch(row.text)
    stacked = abs(row.first.left - below.first.left) <= STACKED
    if half is None or not stacked or not _is_whole(below.text):
        return None
    others = "".join(fold(one.text) for one in rows if one is not row and one is not below)
    whole = re.split(r"[._-]", row.text)[-1] + below.text.split("@")[0]
    return half if fold(whole).replace(" ", "") in others.replace(" ", "") else None


def _mailto(rows: Sequence[Row]) -> Iterator[Found[str]]:
    for uri, span in linked(rows):
        if uri.lower().startswith("mailto:"):
            address = uri[7:].split("?")[0].strip()
            if _EMAIL.fullmatch(address):
                yield Found(address, (_as_text(span, address),), ("target of a link",))


def linked(rows: Sequence[Row]) -> Iterator[tuple[str, Span]]:
    """The targets of link annotations over words, each with the words it covers."""
    for row in rows:
        run: list[int] = []
        row_words = row.line.words
        for index, word in enumerate(row_words):
            if run and word.link != row_words[run[0]].link:
                yield _run(row, run)
                run = []
            if word.link:
                run.append(index)
        if run:
            yield _run(row, run)


def _run(row: Row, run: Sequence[int]) -> tuple[str, Span]:
    chosen = [row.line.words[index] for index in run]
    return str(chosen[0].link), make_span(chosen, row.line.page, row.line.id)


def _as_text(span: Span, text: str) -> Span:
    """A link's target in the place of the words over which it lies."""
    return Span(text, span.words, span.starts, span.page, span.line)


def find_phones(rows: Sequence[Row], regions: Sequence[str]) -> tuple[Found[str], ...]:
    """Phone numbers by the numbering plans, the likely countries' formats last."""
    found: list[Found[str]] = []
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else None
        for cell in row.cells:
            found.extend(_phones_of(_with_last_digits(row, cell, below), regions))
    found = found or [phone for row in rows for phone in _lone_numbers(row)]
    return _unique(found, lambda value: re.sub(r"\D", "", value))


def _with_last_digits(row: Row, cell: Cell, below: Row | None) -> Span:
    """A number that reaches nobody, with the digits below that complete it."""
    if below is None or row.text != cell.text or row.line.page != below.line.page:
        return cell.span
    number = split_label(cell.span)[1]
    stacked = min(abs(below.first.left - one.box.left) for one in (cell.span, number)) <= STACKED
    near = 0 <= row.line.box.bottom - below.line.box.bottom < LINES_APART * row.size
    cut = _CUT_NUMBER.fullmatch(number.text) and _LAST_DIGITS.fullmatch(below.text)
    if not (cut and stacked and near) or _reaches(number.text):
        return cell.span
    whole = join_spans(cell.span, below.first.span)
    return whole if _reaches(split_label(whole)[1].text) else cell.span


def _reaches(number: str) -> bool:
    """A number with its country, as long as the country's plan has them."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def _lone_numbers(row: Row) -> Iterator[Found[str]]:
    """A number in groups that stands alone reaches somebody, whatever country has such numbers."""
    for cell in row.cells:
        for span in map(_behind_label, _between_signs(cell.span)):
            text = span.text
            digits = sum(char.isdigit() for char in text)
            if digits in LOCAL_DIGITS and _LOCAL.fullmatch(text) and not find_dates(text):
                yield Found(text, (span,), ("a lone number in groups",))


def _behind_label(span: Span) -> Span:
    """ "Telephone 01584 555 0117" without its first word, if that names a number."""
    word, _, rest = span.text.partition(" ")
    if rest[:1].isalpha() or label_kind(word) != "phone":
        return span
    return span.cut(len(word), len(span.text))


def _is_local(text: str, match: PhoneNumberMatch, region: str | None) -> bool:
    """A number of one country stands alone or behind its label, and is no date."""
    if region is None or _DAY.fullmatch(match.raw_string):
        return False
    before = _SIGN.split(text[: match.start])[-1].strip()
    return not before or before.endswith((":", "(")) or label_kind(before) is not None


def _between_signs(span: Span) -> Iterator[Span]:
    """The pieces of a cell between separators, without their labels."""
    at = 0
    for match in [*_SIGN.finditer(span.text), None]:
        end = match.start() if match else len(span.text)
        if span.text[at:end].strip():
            yield split_label(span.cut(at, end))[1]
        at = match.end() if match else end


def _phones_of(span: Span, regions: Sequence[str]) -> list[Found[str]]:
    text = span.text
    if sum(char.isdigit() for char in text) < PHONE_DIGITS.start:
        return []
    taken = [
        match.span()
        for match in (*_ORCID.finditer(text), *_URL.finditer(text), *_EMAIL.finditer(text))
    ]
    taken += [(date.start, date.end) for date in find_dates(text)]
    found: list[Found[str]] = []
    for region in (None, *regions[:MAX_REGIONS]):
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.POSSIBLE):
            if any(match.start < end and start < match.end for start, end in taken):
                continue
            if not match.raw_string.startswith(_ABROAD) and not _is_local(text, match, region):
                continue
            if sum(char.isdigit() for char in match.raw_string) in PHONE_DIGITS:
                taken.append((match.start, match.end))
                cut = span.cut(match.start, match.end)
                found.append(Found(cut.text, (cut,), ("phone number",)))
    return found


def find_links(
    rows: Sequence[Row], emails: Sequence[Found[str]] = ()
) -> tuple[Found[tuple[str, str]], ...]:
    """Addresses of pages, as (type, url): those printed first, then targets behind words."""
    taken = [span for email in emails if len(email.spans) > 1 for span in email.spans]
    printed: list[Found[tuple[str, str]]] = []
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else None
        for cell in row.cells:
            printed.extend(_links_of(_with_rest(row, cell, below)))
    targets = [
        Found((link_type(uri), uri), (_as_text(span, uri),), ("target of a link",))
        for uri, span in linked(rows)
        if uri.lower().startswith(("http://", "https://"))
    ]
    apart = [link for link in printed if not any(_is_part(link.spans[0], span) for span in taken)]
    return _unique([*apart, *targets], lambda value: _link_key(value[1]))


def _is_part(link: Span, email: Span) -> bool:
    """The host of an e-mail address that goes on in another row is no page."""
    return link.line == email.line and link.text in email.text


def _with_rest(row: Row, cell: Cell, below: Row | None) -> Span:
    """An address that ends in "-" or "/", or at the edge of its column, goes on below."""
    if below is None or cell is not row.cells[-1]:
        return cell.span
    rest = below.first.text.split(" ")[0]
    if rest.startswith(("http", "www")) or "@" in rest or not _goes_on(row, cell, below, rest):
        return cell.span
    tail = below.first.span.cut(0, len(rest))
    words = (*cell.span.words, *tail.words)
    starts = (*cell.span.starts, *(at + len(cell.text) for at in tail.starts))
    parts = (cell.span, tail)
    return Span(cell.text + rest, words, starts, cell.span.page, cell.span.line, parts)


def _ends_with_path(text: str) -> bool:
    """The address of a page at the end of a text, with something behind its host."""
    urls = (*_URL.finditer(text), *(m for m in _DOMAIN.finditer(text) if "/" in m[0]))
    return any(match.end() == len(text) for match in urls)


def _goes_on(row: Row, cell: Cell, below: Row, rest: str) -> bool:
    """A scrap below an address that fills its row: at the row's edge, and cut or not ended."""
    behind = below.first.text[len(rest) :].lstrip()
    alone = len(below.cells) == 1 and (not behind or behind.startswith("("))
    scrap = _SCRAP.fullmatch(rest.rstrip(_TAIL)) is not None and not _is_host(rest)
    if not alone or not scrap or row.line.page != below.line.page:
        return False
    letter = cell.span.box.width / len(cell.text)
    free = row.edge - cell.span.box.right
    stacked = abs(below.first.left - cell.left) <= NEAR
    if _ends_with_path(cell.text):
        cut = cell.text[-1] in _CUT_ENDS
        return (cut and (stacked or free < CUT_LETTERS * letter)) or (
            stacked and free < FULL_LETTERS * letter
        )
    return stacked and free < FULL_LETTERS * letter and _is_half_host(cell.text, rest)


def _is_half_host(text: str, rest: str) -> bool:
    """ "adalunde.exampl" above "e"."""
    host = text.split()[-1]
    whole = _DOMAIN.fullmatch(host + rest)
    return whole is not None and "@" not in text and _is_host(host + rest) and not _is_host(host)


def _links_of(span: Span) -> Iterator[Found[tuple[str, str]]]:
    text = span.text
    emails = [match.span() for match in _EMAIL.finditer(text)]
    for match in (*_URL.finditer(text), *_DOMAIN.finditer(text)):
        start, end = match.start(), match.start() + len(match[0].rstrip(_TAIL))
        if any(start < stop and begin < end for begin, stop in emails):
            continue
        url = text[start:end]
        if match.re is _DOMAIN and not _is_host(url):
            continue
        full = url if "://" in url else f"https://{url}"
        yield Found((link_type(full), full), (span.cut(start, end),), ("address of a page",))


def _is_host(url: str) -> bool:
    host = url.split("/")[0]
    name, _, ending = host.rpartition(".")
    written = ending.islower() and ending in _domains()
    return written and (len(name) > 1 or "/" in url) and not name.replace(".", "").isdigit()


def link_type(url: str) -> str:
    """The service a page belongs to; an unknown one is a portfolio."""
    host = re.sub(r"^\w+://", "", url).split("/")[0].lower().removeprefix("www.")
    while host:
        for name, hosts in groups("link_hosts").items():
            if host in hosts:
                return name
        host = host.partition(".")[2]
    return "portfolio"


def _link_key(url: str) -> str:
    bare = re.sub(r"^\w+://", "", url).removeprefix("www.").casefold()
    return re.sub(r"[?#].*$", "", bare).rstrip("/")


def _unique(found: Iterable[Found[T]], key: Callable[[T], str]) -> tuple[Found[T], ...]:
    """The first of each value."""
    kept: dict[str, Found[T]] = {}
    for one in found:
        kept.setdefault(key(one.value), one)
    return tuple(kept.values())


def likely_regions(places: Sequence[str], emails: Sequence[str], language: str) -> tuple[str, ...]:
    """Countries whose national phone formats are tried: by place, mail domain and language."""
    regions: list[str] = []
    for place in places:
        for part in re.split(r"[,()–]\s*", place):
            code = country_code(part.strip())
            if code:
                regions.append(code)
    for email in emails:
        ending = email.rsplit(".", 1)[-1].upper()
        if ending in groups("countries"):
            regions.append(ending)
    regions.append(
        {"de": "DE", "fr": "FR", "es": "ES", "pt": "BR", "it": "IT", "nl": "NL"}.get(language, "US")
    )
    return tuple(
        dict.fromkeys(region for region in regions if region in phonenumbers.SUPPORTED_REGIONS)
    )


def country_code(name: str) -> str | None:
    """The ISO code of a country's name or of a state that belongs to one."""
    if known := words("countries").get(fold(name)):
        return known
    if name in groups("countries"):
        return name
    return "US" if name in spellings("regions", "short") else None
