"""Atoms of all entries of a section in, the role of each out: one layout inferred for them all.

Whole readings are scored, not single pieces: for every entry each way to give its atoms to the
roles is weighed by what the atoms say and by what the other entries say in the same slot.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from apps.engine.resume.atoms import (
    BRACKETS,
    Atom,
    is_in_brackets,
    join_atoms,
    make_atoms,
)
from apps.engine.resume.degrees import split_degree
from apps.engine.resume.entries import Entry
from apps.engine.resume.facts import mentions_grade_text, words_of
from apps.engine.resume.places import is_city_like
from apps.engine.resume.signs import (
    DEGREE,
    FIELD,
    LOCATION,
    STUDY,
    Role,
    ends_with_form,
    has_school_word,
    is_degree,
    is_place,
    is_short_form,
)
from apps.engine.scoring import score

SLOT_WEIGHT = 1.0
"""What the same slot of the other entries says, against what an atom says itself."""
DRESS_WEIGHT = 0.4
"""The same for pieces that only look alike: rows may be missing in some entries."""
LEFT_OVER = 1.0
"""Cost of a piece that gets no role: a reading that explains more is better."""
PART_LEFT_OVER = 0.6
"""The same for a piece behind another one: it may go on with it."""
SPLIT_COST = 0.6
"""Cost of a comma split for each entry: names hold commas too."""
MAX_ATOMS = 7
"""More pieces than this are read from the first ones only; it bounds the work."""
AMONG_PLACES = 4.0
"""A name where the other entries have their places."""
FIRST_OF_ROW = 2.0
"""Whoever names a field names the degree before it."""
BEHIND_DEGREE = 1.5
"""What follows a bare degree on its row is rather its field than a school."""
SIGN_ROOM = 0.7
"""In font sizes: more room between two pieces holds a sign."""
SECOND_FIELD = 2.5
"""Cost of a field of study beside a degree that names its own."""
LABELLED = 6.0
"""A label says more than any word of the value."""

Reading = Mapping[str, Atom]
Weights = tuple[float, ...]


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
    atoms = _atoms_of(entries, commas)
    places = _place_slots(atoms)
    own = {
        id(atom): _own_weights(atom, group, roles, atom.tail in places)
        for group in atoms
        for atom in group
    }
    layout = _layout(atoms, own, len(roles))
    total = 0.0
    readings: list[Reading] = []
    for group in atoms:
        mark, reading = _best_reading(group, roles, own, layout)
        total += mark - (SPLIT_COST if commas else 0.0)
        readings.append(reading)
    return total, tuple(readings)


def _atoms_of(entries: Sequence[Entry], commas: bool) -> list[tuple[Atom, ...]]:
    """The atoms of all entries; where a place ends a cell in one of them, it may in the others."""
    atoms = [make_atoms(entry, commas)[:MAX_ATOMS] for entry in entries]
    if commas:
        return atoms
    ends = {
        (atom.row, atom.side)
        for group in atoms
        for before, atom in pairwise(group)
        if is_place(atom.text) and (join_atoms(before, atom) is not None or is_in_brackets(atom))
    }
    return [tuple(_with_places(group, ends)) for group in atoms] if ends else atoms


def _with_places(group: Sequence[Atom], ends: set[tuple[int, int]]) -> Iterator[Atom]:
    """The atoms, what may be a place apart where other entries have one; their order anew."""
    parts: dict[tuple[int, int], list[Atom]] = defaultdict(list)
    for atom in group:
        cut = _unknown_place(atom) if (atom.row, atom.side) in ends else None
        found = parts[atom.row, atom.side]
        if cut is None or ends_with_form(atom.text):
            found.append(atom)
        else:
            found.append(replace(atom, span=atom.span.cut(0, cut[0])))
            found.append(replace(atom, span=atom.span.cut(*cut[1:]), label=None))
    for atoms in parts.values():
        for order, atom in enumerate(atoms):
            yield replace(atom, order=order, count=len(atoms))


def _unknown_place(atom: Atom) -> tuple[int, int, int] | None:
    """Where a name ends, and where what may be its place stands: in brackets or behind a comma."""
    text = atom.text
    comma, bracket = text.rfind(", "), BRACKETS.search(text)
    if bracket is not None:
        return (bracket.start(), *bracket.span(1)) if is_city_like(bracket[1]) else None
    if atom.count > 1 or comma <= 0 or not is_city_like(text[comma + 2 :]):
        return None
    return comma, comma + 2, len(text)


def _place_slots(atoms: Sequence[Sequence[Atom]]) -> set[object]:
    """Where known places stand in some entries, and nothing but names in the others."""
    found: dict[object, list[str]] = defaultdict(list)
    for group in atoms:
        for atom in group:
            found[atom.tail].append(atom.text)
    return {
        slot
        for slot, texts in found.items()
        if any(is_place(text) for text in texts) and all(is_city_like(text) for text in texts)
    }


def _own_weights(
    atom: Atom, group: Sequence[Atom], roles: Sequence[Role], among_places: bool
) -> Weights:
    """What an atom says about each role by itself and by what its entry already holds."""
    behind = any(
        _is_behind(atom, other) and (is_degree(other.text) or _opens_study(other, group))
        for other in group
    )
    opens = _opens_study(atom, group)
    other_field = any(_holds_field(other.text) for other in group if other is not atom)
    return tuple(
        by_words
        + LABELLED * (atom.label == role.label)
        - SECOND_FIELD * (role is FIELD and other_field)
        + BEHIND_DEGREE * (role is FIELD and behind)
        + AMONG_PLACES * (role is LOCATION and among_places and not is_place(atom.text))
        + FIRST_OF_ROW * (role is DEGREE and opens)
        for role, by_words in zip(roles, _by_words(atom.text, tuple(roles)), strict=True)
    )


@lru_cache(maxsize=1024)
def _by_words(text: str, roles: tuple[Role, ...]) -> Weights:
    """What the words of a piece say about each role."""
    return tuple(score(text, role.features).total for role in roles)


def _opens_study(atom: Atom, group: Sequence[Atom]) -> bool:
    """An unknown degree, its field and its school on one row, in this order."""
    row = [one for one in group if (one.row, one.side) == (atom.row, atom.side)]
    enough = 2 if is_short_form(atom.text) else len(STUDY) - 1
    if atom is not row[0] or len(row) < enough or has_school_word(atom.text):
        return False
    plain = not any(is_degree(one.text) for one in group) and len(words_of(atom.text)) < 4
    return plain and not has_school_word(row[1].text) and not is_place(row[1].text)


def _is_behind(atom: Atom, other: Atom) -> bool:
    same = (atom.row, atom.side) == (other.row, other.side)
    if not same or atom.order != other.order + 1 or _holds_field(other.text):
        return False
    if atom.source is other.source:
        return join_atoms(other, atom) is not None
    gap = atom.span.words[0].box.left - other.span.words[-1].box.right
    return gap < SIGN_ROOM * atom.look.size


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
    left = [_left_over(atom) for atom in group]
    gains = [
        [(row[i] + left[index] + role.missing, index) for index, row in enumerate(table)]
        for i, role in enumerate(roles)
    ]
    options = [[one for one in role if one[0] > 0] for role in gains]
    total, chosen = _best_choice(options, 0, frozenset())
    taken = _with_rest(group, {index: roles[role].name for role, index in chosen})
    cost = sum(left) + sum(role.missing for role in roles)
    return total - cost, taken


def _left_over(atom: Atom) -> float:
    return PART_LEFT_OVER if atom.order else LEFT_OVER


def _with_rest(group: Sequence[Atom], roles: Mapping[int, str]) -> Reading:
    """Roles with their atoms; what no role took goes on the atom it stands behind a comma of."""
    taken: dict[str, Atom] = {}
    role: str | None = None
    for index, atom in enumerate(group):
        if index in roles:
            role = roles[index]
            taken[role] = atom
            continue
        whole = join_atoms(taken[role], atom) if role and not _stands_alone(role, atom) else None
        if role and whole:
            taken[role] = whole
        else:
            role = None
    return taken


def _stands_alone(role: str, atom: Atom) -> bool:
    """No name of a school or of a field goes on with a place or a grade."""
    if role == LOCATION.name or is_place(atom.text) or mentions_grade_text(atom.text):
        return True
    return role in (DEGREE.name, FIELD.name) and has_school_word(atom.text)


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
