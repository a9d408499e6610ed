"""A text -> the places in it that tell who or where somebody is, each with the word to mask it.

Masked are e-mail addresses, URLs, IP addresses, payment card and phone numbers. When in doubt
whether something is one of them, it is: an unmasked address cannot be taken back.
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import NamedTuple

from apps.engine.document.number_words import before
from apps.engine.scoring import Feature, score

EMAIL_WORD, URL_WORD, IP_WORD = "[email]", "[url]", "[ip]"
CARD_WORD, PHONE_WORD = "[card]", "[phone]"

# A blank may stand inside an address: where its parts are set in two styles, or far apart.
EMAIL = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?: ?\.[\w-]+)+", re.IGNORECASE
)
URL = re.compile(r"(?<!\w)(?:[a-z][a-z0-9+.-]{1,15}:// ?|www\d?\.)[^\s<>\"]+", re.IGNORECASE)
DOMAIN = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,10})"
    r"(?::\d{2,5})?([/?#][^\s<>\"]*)?(?![\w-])",
    re.IGNORECASE,
)
TOP_LEVEL = re.compile(
    r"com|org|net|edu|gov|mil|int|info|biz|io|dev|app|tv|tech|cloud|xyz|online|site|blog|eu|uk|de|fr"
    r"|es|nl|ch|pl|pt|ie|se|dk|fi|cz|sk|hu|ro|gr|ru|ua|tr|cn|jp|kr|au|nz|ca|br|mx|ar|cl|za|il|sg|hk|tw"
)
WORD_LEVEL = re.compile(r"ai|am|as|at|be|co|design|in|is|it|me|my|no|page|so|to|us")
"""Top levels that also are words: a missing blank after a period looks like them."""
NO_DOMAINS = frozenset(("asp.net", "ado.net", "vb.net", "ml.net", "socket.io"))
TRAILING = ".,;:!?'\"…»”’)]}"  # ends a sentence rather than an address
IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?(?!\w|\.\d)")
IPV6 = re.compile(
    r"(?<![\w:.])(?=[0-9a-f]*:[0-9a-f]*:)[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?:[%/]\w{1,15})?(?![\w:])",
    re.IGNORECASE,
)
BEHIND_ADDRESS = re.compile(r":\d{2,5}(?!\d)")  # a port
OPENS_LINE = re.compile(r"(?:^|[\n\r])\s*$")
WORD_BEHIND = re.compile(r"\s+[^\W\d_]")
NAME_BEFORE = re.compile(r"[A-Z][\w+#-]*\s+$|§\s*$")
SMALL = 40  # numbers of sections and versions stay below it
OWN_NETWORKS = ("10.", "127.", "172.16.", "192.168.")  # begin the addresses that texts name most
CARD = re.compile(r"(?<![\w.,-])\d(?:[ -]?\d){12,27}(?!\w|[.,]\d)")
CARD_GROUPS = re.compile(
    r"\d{13,19}|(?!(?:(?:19|20)\d\d[ -]?){4})\d{4}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{3})?"
    r"|\d{4}([ -])\d{6}\2\d{4,5}"
)
"""How cards print their digits; four years in a row are none."""
CARD_DIGITS = (13, 19)  # ISO/IEC 7812-1
CARD_OPENERS = "23456"  # of the networks that issue payment cards
CONTEXT = 24  # characters around a number that tell what it counts


class Mask(NamedTuple):
    """Characters from `start` to before `end`, and what is to stand there."""

    start: int
    end: int
    word: str


def find_masks(text: str) -> list[Mask]:
    """Everything to be masked in a text, in order; no two overlap.

    Carriage returns and tabs in it are the ends of lines and of table cells: see `phones`.

    >>> find_masks("Write to a.b@example.org")
    [Mask(start=9, end=24, word='[email]')]
    """
    found: list[Mask] = []
    for find in (_emails, _urls, _domains, _addresses, _cards, _phones):
        shown = text if find in WITH_ENDS else text.translate(AS_BLANKS)
        for mask in list(find(shown)):
            found.append(mask)
            text = text[: mask.start] + "\0" * (mask.end - mask.start) + text[mask.end :]
    return sorted(found)


def masked(text: str) -> str:
    """A text of one line with its identifying parts masked.

    >>> masked("Call +1 (512) 555-0142 or write to a.b@example.org")
    'Call [phone] or write to [email]'
    >>> masked("ISO 9001-2015, 2014-2015")
    'ISO 9001-2015, 2014-2015'
    """
    for mask in reversed(find_masks(text)):
        text = text[: mask.start] + mask.word + text[mask.end :]
    return text


def _emails(text: str) -> Iterator[Mask]:
    if "@" in text or "at" in text:
        for match in EMAIL.finditer(text):
            yield Mask(match.start(), match.end(), EMAIL_WORD)


def _urls(text: str) -> Iterator[Mask]:
    for match in URL.finditer(text):
        yield Mask(match.start(), _trimmed(match[0], match.start()), URL_WORD)


def _trimmed(address: str, start: int) -> int:
    """Where an address ends that begins at `start`: without the punctuation behind it."""
    kept = address.rstrip(TRAILING)
    if address[len(kept) :].startswith(")") and kept.count("(") > kept.count(")"):
        kept += ")"
    return start + len(kept)


def _domains(text: str) -> Iterator[Mask]:
    for match in DOMAIN.finditer(text):
        if _is_domain(match[0], match[1].casefold(), bool(match[2])):
            yield Mask(match.start(), _trimmed(match[0], match.start()), URL_WORD)


def _is_domain(text: str, level: str, has_path: bool) -> bool:
    """Whether a name with periods is a host: a page of it, a well-known or a long one."""
    if TOP_LEVEL.fullmatch(level):
        return has_path or text.casefold() not in NO_DOMAINS
    return bool(WORD_LEVEL.fullmatch(level)) and (has_path or text.count(".") > 1)


class Quad(NamedTuple):
    """Four numbers with periods, and the text on both sides of them."""

    text: str
    before: str
    after: str

    @property
    def is_small(self) -> bool:
        return all(int(part) < SMALL for part in self.text.partition("/")[0].split("."))


ADDRESS: tuple[Feature[Quad], ...] = (
    Feature("four numbers", 2, lambda _: True),
    Feature("a word for addresses before", 4, lambda q: bool(before("address").search(q.before))),
    Feature("a port or prefix", 3, lambda q: "/" in q.text or bool(BEHIND_ADDRESS.match(q.after))),
    Feature("a network of one's own", 3, lambda q: q.text.startswith(OWN_NETWORKS)),
    Feature("a word for versions before", -6, lambda q: bool(before("version").search(q.before))),
    Feature(
        "numbers a paragraph", -2,
        lambda q: q.is_small and bool(OPENS_LINE.search(q.before) and WORD_BEHIND.match(q.after)),
    ),
    Feature(
        "numbers a release", -2, lambda q: q.is_small and bool(NAME_BEFORE.search(q.before)),
    ),
)  # fmt: skip
ADDRESS_MIN = 1  # in doubt it is one


def _addresses(text: str) -> Iterator[Mask]:
    """Those with colons first: their last part may look like one with periods."""
    for match in IPV6.finditer(text):
        if any(sign.isdigit() for sign in match[0]) and _is_address(match[0]):
            yield Mask(match.start(), match.end(), IP_WORD)
            text = text[: match.start()] + "\0" * len(match[0]) + text[match.end() :]
    for match in IPV4.finditer(text):
        front = text[max(0, match.start() - CONTEXT) : match.start()]
        quad = Quad(match[0], front, text[match.end() : match.end() + CONTEXT])
        if _is_address(match[0]) and score(quad, ADDRESS).total >= ADDRESS_MIN:
            yield Mask(match.start(), match.end(), IP_WORD)


def _is_address(text: str) -> bool:
    try:
        ip_address(re.split("[/%]", text)[0])
    except ValueError:
        return False
    return True


def _cards(text: str) -> Iterator[Mask]:
    for match in CARD.finditer(text):
        groups = [(g.start(), g.end()) for g in re.finditer(r"\d+", match[0])]
        span = _card_span(match[0], groups)
        if span:
            yield Mask(match.start() + span[0], match.start() + span[1], CARD_WORD)


def _card_span(text: str, groups: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The first stretch of digit groups that makes a card number."""
    for first, (start, _) in enumerate(groups):
        for _, end in reversed(groups[first:]):
            if CARD_GROUPS.fullmatch(text, start, end) and is_card(text[start:end]):
                return start, end
    return None


def is_card(text: str) -> bool:
    """Whether the digits of a text are a payment card number: ISO/IEC 7812-1, annex B (Luhn).

    >>> is_card("4111 1111 1111 1111"), is_card("4111 1111 1111 1112")
    (True, False)
    """
    digits = [int(sign) for sign in text if sign.isdigit()]
    if not CARD_DIGITS[0] <= len(digits) <= CARD_DIGITS[1] or text[0] not in CARD_OPENERS:
        return False
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _phones(text: str) -> Iterator[Mask]:
    from apps.engine.document.phones import find_phones  # loads its metadata: only when needed

    for start, end in find_phones(text):
        yield Mask(start, end, PHONE_WORD)


WITH_ENDS = (_addresses, _phones)
"""What looks at where lines end; all others read over them."""
AS_BLANKS = {ord("\r"): " ", ord("\t"): " "}
