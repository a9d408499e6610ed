"""Atoms of all entries of a section in, the role of each out: one layout inferred for them all.

Whole readings are scored, not single pieces: for every entry each way to give its atoms to the
roles is weighed by what the atoms say and by what the other entries say in the same slot.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from apps.engine.resume.atoms import Atom, make_atoms
from apps.engine.resume.degrees import split_degree
from apps.engine.resume.entries import Entry
from apps.engine.resume.signs import FIELD, Role, is_degree
from apps.engine.scoring import score

SLOT_WEIGHT = 1.0
"""What the same slot of the other entries says, against what an atom says itself."""
DRESS_WEIGHT = 0.4
"""The same for pieces that only look alike: rows may be missing in some entries."""
LEFT_OVER = 1.0
"""Cost of a piece that gets no role: a reading that explains more is better."""
SPLIT_COST = 0.6
"""Cost of a comma split for each entry: names hold commas too."""
MAX_ATOMS = 7
"""More pieces than this are read from the first ones only; it bounds the work."""
BEHIND_DEGREE = 1.5
"""What follows a bare degree on its row is rather its field than a school."""
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
