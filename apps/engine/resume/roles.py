"""Atoms of all entries of a section in, the role of each out: one layout inferred for them all.

Whole readings are scored, not single pieces: for every entry each way to give its atoms to the
roles is weighed by what the atoms say and by what the other entries say in the same slot.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from apps.engine.resume.atoms import Atom, make_atoms
from apps.engine.resume.degrees import degree_end, split_degree
from apps.engine.resume.entries import Entry
from apps.engine.resume.facts import capital_share, mentions_grade_text, words_of
from apps.engine.resume.places import place_score
from apps.engine.resume.vocabulary.load import fold, members
from apps.engine.scoring import Feature, score

SLOT_WEIGHT = 1.0
"""What the same slot of the other entries says, against what an atom says itself."""
DRESS_WEIGHT = 0.4
"""The same for pieces that only look alike: rows may be missing in some entries."""
LEFT_OVER = 1.0
"""Cost of a piece that gets no role: a reading that explains more is better."""
SPLIT_COST = 0.6
"""Cost of a comma split for each entry: names hold commas too."""
ENDING_LETTERS = 5
"""A shorter word ends too many others to tell a position in a compound."""
COMPOUND_LETTERS = 9
"""A shorter word is no compound."""
MAX_ATOMS = 7
"""More pieces than this are read from the first ones only; it bounds the work."""
BEHIND_DEGREE = 1.5
"""What follows a bare degree on its row is rather its field than a school."""
SCHOOL_WANTED = 2.5
"""Nobody names a degree without a school; many name no field."""
SECOND_FIELD = 2.5
"""Cost of a field of study beside a degree that names its own."""
LABELLED = 6.0
"""A label says more than any word of the value."""
WANTED = 1.5
"""Cost of a reading without a role that every entry has."""

Reading = Mapping[str, Atom]
Weights = tuple[float, ...]


@dataclass(frozen=True)
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


def is_long(text: str) -> bool:
    return len(words_of(text)) > 9


def holds_digits(text: str) -> bool:
    return sum(char.isdigit() for char in text) > 1


has_role_word = _any_in("titles", "role")
has_level_word = _any_in("titles", "level")
has_form = _any_in("organisations", "form")
ends_with_form = _last_in("organisations", "form")
has_company_word = _any_in("organisations", "company")
has_school_word = _any_in("organisations", "school")
is_organisation = _any_in("organisations", "form", "company", "school")

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
        Feature("word of a firm", +0.8, has_company_word),
        Feature("legal form", +0.5, has_form),
        Feature("a degree", -3, is_degree),
        Feature("a name", +0.4, lambda text: capital_share(text) >= 0.7),
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
        Feature("text", -2, is_small),
        Feature("long", -1.5, is_long),
        Feature("digits", -2, holds_digits),
        Feature("a grade", -3, mentions_grade_text),
        Feature("a label", -2, lambda text: ":" in text),
    ),
)
WORK = (TITLE, COMPANY, LOCATION)
STUDY = (INSTITUTION, DEGREE, FIELD, LOCATION)


def assign(entries: Sequence[Entry], roles: Sequence[Role]) -> tuple[Reading, ...]:
    """The best reading of every entry, with or without a split at commas for the whole section."""
    best: tuple[float, tuple[Reading, ...]] | None = None
    for commas in (False, True):
        total, readings = _read_all(entries, roles, commas)
        if best is None or total > best[0]:
            best = (total, readings)
    return best[1] if best else ()


def _read_all(
    entries: Sequence[Entry], roles: Sequence[Role], commas: bool
) -> tuple[float, tuple[Reading, ...]]:
    atoms = [make_atoms(entry, commas)[:MAX_ATOMS] for entry in entries]
    own = {id(atom): _own_weights(atom, group, roles) for group in atoms for atom in group}
    layout = _layout(atoms, own, len(roles))
    total = 0.0
    readings: list[Reading] = []
    for group in atoms:
        mark, reading = _best_reading(group, roles, own, layout)
        total += mark - (SPLIT_COST if commas else 0.0)
        readings.append(reading)
    return total, tuple(readings)


def _own_weights(atom: Atom, group: Sequence[Atom], roles: Sequence[Role]) -> Weights:
    """What an atom says about each role by itself and by what its entry already holds."""
    behind = any(_is_behind(atom, other) and is_degree(other.text) for other in group)
    other_field = any(_holds_field(other.text) for other in group if other is not atom)
    return tuple(
        score(atom.text, role.features).total
        + LABELLED * (atom.label == role.label)
        - SECOND_FIELD * (role is FIELD and other_field)
        + BEHIND_DEGREE * (role is FIELD and behind)
        for role in roles
    )


def _is_behind(atom: Atom, other: Atom) -> bool:
    same = (atom.row, atom.side) == (other.row, other.side)
    return same and atom.order == other.order + 1 and not _holds_field(other.text)


def _holds_field(text: str) -> bool:
    """ "BSc in Physics" leaves no field to look for."""
    parts = split_degree(text)
    return parts is not None and parts[1] is not None


def _layout(
    atoms: Sequence[Sequence[Atom]], own: Mapping[int, Weights], count: int
) -> Mapping[object, Weights]:
    """What the atoms of one slot, and of one dress, say about each role on average."""
    gathered: dict[object, list[Weights]] = defaultdict(list)
    for group in atoms:
        for atom in group:
            gathered[atom.slot].append(own[id(atom)])
            gathered[atom.dress].append(own[id(atom)])
    return {
        key: tuple(sum(weights[i] for weights in found) / len(found) for i in range(count))
        for key, found in gathered.items()
    }


def _best_reading(
    group: Sequence[Atom],
    roles: Sequence[Role],
    own: Mapping[int, Weights],
    layout: Mapping[object, Weights],
) -> tuple[float, Reading]:
    """Every atom takes one role or none, every role at most one atom; the highest sum wins."""
    table = [
        tuple(
            one + SLOT_WEIGHT * slot + DRESS_WEIGHT * dress
            for one, slot, dress in zip(
                own[id(atom)], layout[atom.slot], layout[atom.dress], strict=True
            )
        )
        for atom in group
    ]
    gains = [
        [(row[i] + LEFT_OVER + role.missing, index) for index, row in enumerate(table)]
        for i, role in enumerate(roles)
    ]
    options = [[one for one in role if one[0] > 0] for role in gains]
    total, chosen = _best_choice(options, 0, frozenset())
    taken = {roles[role].name: group[index] for role, index in chosen}
    cost = LEFT_OVER * len(group) + sum(role.missing for role in roles)
    return total - cost, taken


Options = Sequence[Sequence[tuple[float, int]]]
Chosen = tuple[tuple[int, int], ...]


def _best_choice(options: Options, role: int, used: frozenset[int]) -> tuple[float, Chosen]:
    """The pairs of role and atom that gain most, no atom twice."""
    if role == len(options):
        return 0.0, ()
    best = _best_choice(options, role + 1, used)
    for gain, index in options[role]:
        if index not in used:
            rest, chosen = _best_choice(options, role + 1, used | {index})
            if gain + rest > best[0]:
                best = gain + rest, ((role, index), *chosen)
    return best
