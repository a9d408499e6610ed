"""Places: text in, how much it reads like a city or country, and where a place ends it."""

import re
from functools import cache, lru_cache

from apps.engine.resume.vocabulary.load import fold, groups, lines, members, spellings

MAX_PARTS = 4
"""Street apart, a place is at most city, region, postal code and country."""
MAX_CITY_WORDS = 4
SHORT_REGION = 3

_POSTAL = re.compile(
    r"^(?:[A-Z]{1,2}-)?\d{4,6}(?:[- ]\d{3,4})?$|^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$"
    r"|^\d{4} ?[A-Z]{2}$"
)
_POSTAL_CITY = re.compile(
    r"^(?:\d{4} ?[A-Z]{2}|(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3})?|\d{3} \d{2}|\d{2}-\d{3})\s+(?=[^\W\d])"
)
_CITY_POSTAL = re.compile(
    r"(?<=\w)\s+(?:(?!(?:19|20)\d\d$)\d{4,6}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
    r"|[A-Z]\d[A-Z] ?\d[A-Z]\d)$"
)
_DISTRICT = re.compile(r"(?<=\w)\s+[A-Z]$")
_QUARTER = re.compile(r"(?<=\w)\s+(?:\d{1,2}(?:e|er|[eè]re|[eè]me)|[IVX]{1,5}e)$")
_NUMBERED_QUARTER = re.compile(r"(?<=\w)\s+\d{1,2}$")
_DEPARTMENT = re.compile(r"(?<=\w)\s*\((?:\d{2,3}|2[AB])\)$")
_CITY_SHAPE = re.compile(r"^[^\W\d_][\w.'’\-]*(?:[ -](?:[^\W\d_][\w.'’\-]*)){0,3}$")

_CITY_DASH = re.compile(r"^(.*[^\W\d_])\s*[–—/-]\s*([A-Z]{2,3})$")
_SHORT_BEHIND = re.compile(r"([A-Z]{2,3})(?=$|\s*[,;|·•)]|\s+[–—-]\s)")

_SAINTS = ("st", "saint", "sankt", "sint")

CITY, REGION, COUNTRY, MODE, POSTAL = "city", "region", "country", "mode", "postal"


@cache
def _short_regions() -> frozenset[str]:
    return frozenset(spellings("regions", "short"))


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(groups("countries"))


@lru_cache(maxsize=1024)
def kind_of(part: str) -> str | None:
    """What one comma-free part of a place is; None when nothing is known of it."""
    part = _DEPARTMENT.sub("", part.strip()).strip("()").strip()
    if not part or (not part[0].isupper() and not part[0].isdigit()):
        return MODE if fold(part) in members("regions", "mode") else None
    if part in _short_regions() or part in _country_codes():
        return REGION
    if known := _listed_kind(fold(part)) or _dashed_kind(part):
        return known
    if _POSTAL.match(part):
        return POSTAL
    bare = _bare(part)
    if _DISTRICT.search(bare) and bare != part:
        bare = _DISTRICT.sub("", bare)  # 5000 Odense C
    if _is_listed(fold(bare)) or fold(bare) in members("regions", "city"):
        return None if fold(bare) in members("titles", "role") else CITY
    tail = part.split(" ")
    if (
        len(tail) > 1
        and tail[-1] in _short_regions()
        and fold(" ".join(tail[:-1])) in lines("cities")
    ):
        return CITY
    return _by_tail(tail)


def _is_listed(city: str) -> bool:
    """A city of the list, its saint written out or not: "St. Gallen"."""
    saint, _, rest = city.partition(" ")
    others = _SAINTS if rest and saint in _SAINTS else (saint,)
    return any(f"{one} {rest}".strip() in lines("cities") for one in others)


def _dashed_kind(part: str) -> str | None:
    """Recife – PE."""
    dashed = _CITY_DASH.match(part)
    if dashed and dashed[2] in _short_regions() and kind_of(dashed[1]) == CITY:
        return CITY
    return None


def joins_region(text: str, start: int, end: int) -> bool:
    """ "Recife – PE": the dash stands between a town and the short form of its state.

    >>> joins_region("Olinda Textil, Recife – PE", 21, 24), joins_region("Chef – IT", 4, 7)
    (True, False)
    """
    if text[start:end].strip() not in ("–", "—", "-", "/"):
        return False
    behind = _SHORT_BEHIND.match(text, end)
    if behind is None or behind[1] not in _short_regions():
        return False
    return kind_of(re.split(r"[,(|·•;]|\s[–—-]\s", text[:start])[-1]) == CITY


def _bare(part: str) -> str:
    """A city without its postal code or the number of its quarter."""
    city = _CITY_POSTAL.sub("", _POSTAL_CITY.sub("", part))
    numbered = _NUMBERED_QUARTER.sub("", city)
    if fold(numbered) in members("regions", "numbered"):
        return numbered  # Dublin 4
    return _QUARTER.sub("", city)  # Lyon 7e


def _listed_kind(key: str) -> str | None:
    if key in members("countries"):
        return COUNTRY
    if key in members("regions", "name"):
        return REGION
    if key in members("regions", "city"):
        return CITY
    return MODE if key in members("regions", "mode") else None


def _by_tail(tail: list[str]) -> str | None:
    """ "TX 78701" is a region with its postal code, "Greater Boston" or "Berlin-Mitte" a city."""
    if len(tail) == 2 and tail[0] in _short_regions() and _POSTAL.match(tail[1]):
        return REGION
    if len(tail) > 1 and tail[-1] in _short_regions() | _country_codes():
        known = kind_of(" ".join(tail[:-1]))
        if known is not None:
            return REGION
    if len(tail) > 1 and _POSTAL.match(tail[-1]) and tail[-1].isdigit():
        return kind_of(" ".join(tail[:-1]))
    head = tail[0].split("-")[0]
    if "-" in tail[0] and len(tail) == 1 and fold(head) in lines("cities"):
        return CITY
    if len(tail) > 1 and fold(tail[0]) in ("greater", "metro", "gross", "grand", "area"):
        return CITY if fold(" ".join(tail[1:])) in lines("cities") else None
    return None


_STREET = re.compile(r"(?=.*[^\W\d_]{2})(?=.*\d)[^,]{3,40}$")
"""Words and the number of a house, a flat or a floor."""
_POSTAL_TOWN = re.compile(_POSTAL_CITY.pattern + r"[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){0,3}$")


def is_postal_town(text: str) -> bool:
    """A town nobody has listed, behind its postal code."""
    town = text.split(",")[0].split("(")[0].strip()
    match = _POSTAL_TOWN.match(town)
    return match is not None and _POSTAL_CITY.sub("", town)[:1].isupper()


def known_parts(text: str) -> int:
    """How many of the parts between commas are known."""
    return sum(kind_of(part) is not None for part in re.split(r"[,()]", text))


def street_end(text: str) -> int | None:
    """Where the place begins behind the street of an address; None where no street stands.

    >>> text = "14 Clifton Row, Flat 2, 3110 Neulengbach"
    >>> text[street_end(text):]
    '3110 Neulengbach'
    """
    at = 0
    for match in re.finditer(r",\s*", text):
        part = text[at : match.start()].strip()
        if kind_of(part) is not None or is_postal_town(part) or not _STREET.match(part):
            break
        at = match.end()
    return at or None


@lru_cache(maxsize=1024)
def place_score(text: str) -> float:
    """How much a whole text reads like a place; above zero it may be one.

    >>> place_score("Bristol, United Kingdom") > place_score("Bristol") > 0
    True
    >>> place_score("Bristol Hospital") > 0
    False
    """
    parts = [
        part.strip()
        for part in re.split(r"\s*[,/]\s*|\s+[–—-]\s+|\s*\(|\)", _DEPARTMENT.sub("", text))
        if part.strip(" )")
    ]
    if len(parts) > 1 and _POSTAL.match(parts[0]):
        parts = parts[1:]
    if not parts or len(parts) > MAX_PARTS or not _CITY_SHAPE.match(_bare(parts[0])):
        return -2.0
    kinds = [kind_of(part) for part in parts]
    if len(parts) == 1:
        return _lone_score(parts[0], kinds[0])
    known = sum(kind is not None for kind in kinds)
    ends_known = kinds[-1] in (REGION, COUNTRY)
    if len(parts) > 2 and kinds[0] == kinds[1] == CITY:
        return -1.0  # a firm that is called like a town
    if known == len(parts):
        return 4.5
    if ends_known and kinds[0] is None and CITY not in kinds and known == len(parts) - 1:
        return 3.5 if _may_be_town(parts[0]) else -1.0
    if ends_known and kinds[0] == CITY and known == len(parts) - 1:
        return 3.5
    return 1.5 if kinds[0] in (CITY, MODE) and known > len(parts) / 2 else -1.5


def _lone_score(part: str, kind: str | None) -> float:
    """BA is Bahia, or a degree; nobody lives in two letters but in the UK."""
    if part.isupper() and len(part) <= SHORT_REGION and fold(part) not in members("countries"):
        return -2.0
    return {CITY: 2.0, REGION: 1.5, COUNTRY: 2.5, MODE: 3.5}.get(kind or "", -2.0)


@lru_cache(maxsize=1024)
def trailing_place(text: str) -> int | None:
    """Where the place begins that ends a text after a comma, None when none does.

    >>> text = "Court of Appeal, Second Circuit, Albany, NY"
    >>> text[trailing_place(text):]
    'Albany, NY'
    """
    starts = [0, *(match.end() for match in re.finditer(r",\s*", text))]
    if len(starts) < 2:
        return None
    parts = [
        text[a:b].strip().rstrip(",") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)
    ]
    at = len(parts) - 1
    if kind_of(parts[at]) == MODE:
        return starts[at]
    while at > 0 and kind_of(parts[at]) in (COUNTRY, REGION, POSTAL) and at > len(parts) - 3:
        at -= 1
    if at == len(parts) - 1:
        acronym = parts[at].isupper() and not parts[0].isupper()  # Sales Director, MENA
        return starts[at] if kind_of(parts[at]) == CITY and not acronym else None
    if at == 0:
        return starts[1] if len(parts) > 1 and kind_of(parts[0]) is None else None
    if at < len(parts) - 1 and _may_be_town(parts[at]):
        return starts[at]
    return starts[at + 1]


def _may_be_town(part: str) -> bool:
    """ "Macon" before "GA" is a town, though masons are called so elsewhere."""
    return is_city_like(part) or fold(part) in lines("cities")


def is_city_like(part: str) -> bool:
    """A town, or a short name without a word of a position or an organisation."""
    if kind_of(part) == CITY:
        return True
    if place_score(part) > 0:
        return True
    tokens = fold(part).split()
    if not part[:1].isupper() or len(tokens) > MAX_CITY_WORDS:
        return False
    return not any(
        token in members("organisations") or token in members("titles") for token in tokens
    )
