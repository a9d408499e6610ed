"""A piece of an entry's header in, what its words say about each role out: tables of signs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from apps.engine.resume.degrees import degree_end, unknown_degree_end
from apps.engine.resume.facts import capital_share, mentions_grade_text, words_of
from apps.engine.resume.places import CITY, kind_of, place_score
from apps.engine.resume.vocabulary.load import fold, members
from apps.engine.scoring import Feature

ENDING_LETTERS = 5
"""A shorter word ends too many others to tell a position in a compound."""
COMPOUND_LETTERS = 9
"""A shorter word is no compound."""
FIELD_WORDS = 5
"""A field of study in small letters has rarely more words."""
SHORT_FORM = 4
SCHOOL_WANTED = 2.5
"""Nobody names a degree without a school; many name no field."""
WANTED = 1.5
"""Cost of a reading without a role that every entry has."""


@dataclass(frozen=True, eq=False)
class Role:
    """One field of an entry's header and the signs of it."""

    name: str
    label: str  # the label that names it in forms
    features: tuple[Feature[str], ...]
    missing: float = 0.2  # cost of a reading that gives it nothing


def _tokens(text: str) -> list[str]:
    return fold(text).split()


def _any_in(concept: str, *groups: str) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        known = members(concept, *groups)
        tokens = _tokens(text)
        return any(token in known for token in tokens) or any(
            f"{one} {two}" in known for one, two in pairwise(tokens)
        )

    return holds


def _last_in(concept: str, *groups: str) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        tokens = _tokens(text)
        return bool(tokens) and tokens[-1] in members(concept, *groups)

    return holds


@cache
def _role_endings() -> tuple[str, ...]:
    return tuple(sorted(word for word in members("titles", "role") if len(word) > ENDING_LETTERS))


@lru_cache(maxsize=1024)
def has_compound(text: str) -> bool:
    """Germanic compounds: Projektingenieurin, Softwareontwikkelaar."""
    endings = _role_endings()
    return any(len(token) > COMPOUND_LETTERS and token.endswith(endings) for token in _tokens(text))


def is_place(text: str) -> bool:
    return place_score(text) > 0


def is_sure_place(text: str) -> bool:
    return place_score(text) >= 3


def is_degree(text: str) -> bool:
    return degree_end(text) is not None


def is_small(text: str) -> bool:
    return len(words_of(text)) > 3 and capital_share(text) < 0.4


def is_text(text: str) -> bool:
    return is_small(text) and len(words_of(text)) > FIELD_WORDS


def is_named_after_town(text: str) -> bool:
    """ "Gymnasium Leoben", "Cégep de Sherbrooke"; no town itself."""
    tokens = text.split()
    return len(tokens) > 1 and kind_of(tokens[-1]) == CITY and not is_place(text)


def is_long(text: str) -> bool:
    return len(words_of(text)) > 9


def is_remark(text: str) -> bool:
    """ "(part-time)" behind the place of a school."""
    return text.startswith("(") and text.endswith(")")


def holds_digits(text: str) -> bool:
    return sum(char.isdigit() for char in text) > 1


has_role_word = _any_in("titles", "role")
has_level_word = _any_in("titles", "level")
has_form = _any_in("organisations", "form")
ends_with_form = _last_in("organisations", "form")
names_unit = _any_in("organisations", "unit")
has_company_word = _any_in("organisations", "company")
_is_school_token = _any_in("organisations", "school")
is_organisation = _any_in("organisations", "form", "company", "school")


def has_school_word(text: str) -> bool:
    """A word for a school, also at the end of a compound: Handelsskole."""
    return _is_school_token(text) or _has_school_compound(text)


@lru_cache(maxsize=1024)
def _has_school_compound(text: str) -> bool:
    endings = _school_endings()
    return any(len(token) > COMPOUND_LETTERS and token.endswith(endings) for token in _tokens(text))


@cache
def _school_endings() -> tuple[str, ...]:
    known = members("organisations", "school")
    return tuple(sorted(word for word in known if len(word) >= ENDING_LETTERS and " " not in word))


def opens_with_other(text: str) -> bool:
    """ "Marketing, University of Oslo": the school begins behind a comma."""
    first, comma, rest = text.partition(", ")
    return bool(comma) and not has_school_word(first) and has_school_word(rest)


def holds_joiner(text: str) -> bool:
    """ "BVMS in Veterinary Medicine": something in a field, whatever it is."""
    return unknown_degree_end(text) is not None


def is_short_form(text: str) -> bool:
    """Three or four capitals: DEC, BTEC, HNC; also the names of some schools."""
    return text.isalpha() and text.isupper() and len(text) <= SHORT_FORM


TITLE = Role(
    "title",
    "title",
    (
        Feature("word of a position", +3, has_role_word),
        Feature("position in a compound", +2.5, has_compound),
        Feature("word of a level", +1, has_level_word),
        Feature("legal form", -3, ends_with_form),
        Feature("word of a firm", -0.5, has_company_word),
        Feature("word of a school", -0.5, has_school_word),
        Feature("a place", -2.5, is_place),
        Feature("text", -2, is_small),
        Feature("long", -1.5, is_long),
        Feature("digits", -1, holds_digits),
        Feature("a label", -3, lambda text: ": " in text),
    ),
    WANTED,
)
COMPANY = Role(
    "company",
    "employer",
    (
        Feature("legal form", +3, has_form),
        Feature("word of a firm", +1.8, has_company_word),
        Feature("word of a school", +1.5, has_school_word),
        Feature("a part of a firm", -1, names_unit),
        Feature("word of a position", -2, has_role_word),
        Feature("position in a compound", -1.5, has_compound),
        Feature("a name", +0.6, lambda text: capital_share(text) >= 0.7),
        Feature("a sure place", -3, is_sure_place),
        Feature("a place", -1, is_place),
        Feature("text", -2.5, is_small),
        Feature("long", -1.5, is_long),
        Feature("a label", -3, lambda text: ": " in text),
    ),
    WANTED,
)
LOCATION = Role(
    "location",
    "address",
    (
        Feature("a place", +2, is_place),
        Feature("a sure place", +2, is_sure_place),
        Feature("no known place", -3, lambda text: not is_place(text)),
        Feature("word of a position", -2, has_role_word),
        Feature("word of a firm or school", -2, lambda text: has_company_word(text)),
    ),
)
INSTITUTION = Role(
    "institution",
    "institution",
    (
        Feature("word of a school", +3.5, has_school_word),
        Feature("something before the school", -1.5, opens_with_other),
        Feature("word of a firm", +0.8, has_company_word),
        Feature("legal form", +0.5, has_form),
        Feature("a degree", -3, is_degree),
        Feature("a name", +0.4, lambda text: capital_share(text) >= 0.7),
        Feature("named after a town", +1, is_named_after_town),
        Feature("a sure place", -3, is_sure_place),
        Feature("a place", -1, is_place),
        Feature("text", -2.5, is_small),
        Feature("a grade", -3, mentions_grade_text),
    ),
    SCHOOL_WANTED,
)
DEGREE = Role(
    "degree",
    "degree",
    (
        Feature("a degree", +4, is_degree),
        Feature("no degree", -1.5, lambda text: not is_degree(text)),
        Feature("something in a field", +2.5, holds_joiner),
        Feature("a short form", +1, is_short_form),
        Feature("word of a school", -2, has_school_word),
        Feature("a place", -3, is_place),
        Feature("text", -2, is_small),
        Feature("a grade", -3, mentions_grade_text),
    ),
)
FIELD = Role(
    "field",
    "field",
    (
        Feature("a name", +0.8, lambda text: capital_share(text) >= 0.6),
        Feature("a degree", -3, is_degree),
        Feature("word of a school", -3, has_school_word),
        Feature("a place", -2, is_place),
        Feature("something in a field", -1.5, holds_joiner),
        Feature("text", -1.5, is_text),
        Feature("long", -1.5, is_long),
        Feature("digits", -2, holds_digits),
        Feature("a grade", -3, mentions_grade_text),
        Feature("a label", -2, lambda text: ":" in text),
        Feature("a remark", -3, is_remark),
    ),
)
WORK = (TITLE, COMPANY, LOCATION)
STUDY = (INSTITUTION, DEGREE, FIELD, LOCATION)
