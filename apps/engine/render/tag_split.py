"""An operator that shows text of several nodes -> one operator for each of them.

Some producers show a whole row of a table with one operator. Shown in parts, one after the other,
it looks the same: each part goes on where the one before ended (ISO 32000-1, 9.4.3 and 9.4.4).
Where the parts lie is told by the widths of the font, fitted into the box of the whole.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from apps.engine.model import Box

DEFAULT_WIDTH = 500.0  # thousandths of the size: of fonts that do not tell, 9.6.2.2
COMPOSITE_WIDTH = 1000.0  # 9.7.4.3
SPACE = 0x20
MAX_WIDTHS = 70_000  # of one font


@dataclass(frozen=True, slots=True)
class Font:
    """How wide each code is, in thousandths of the size, and how many bytes it takes."""

    widths: Mapping[int, float]
    default: float
    code_bytes: int

    def advance(self, text: bytes, spacing: "Spacing") -> float:
        """How far a string moves on, in thousandths of the size."""
        step = self.code_bytes
        codes = [int.from_bytes(text[at : at + step], "big") for at in range(0, len(text), step)]
        moved = sum(self.widths.get(code, self.default) for code in codes)
        words = text.count(SPACE) if step == 1 else 0  # 9.3.3: single-byte codes only
        return moved + 1000 * (len(codes) * spacing.letter + words * spacing.word)


class Spacing(NamedTuple):
    """Letter and word spacing, in units of the font size."""

    letter: float = 0.0
    word: float = 0.0


class Atom(NamedTuple):
    """Part of what an operator shows: a string or a shift, and how far it moves on."""

    operand: pikepdf.Object
    advance: float
    is_blank: bool


Owner = TypeVar("Owner")
Find = Callable[[Box], Owner | None]


def read_font(raw: object) -> Font | None:
    """A font out of the resources; None for one whose codes cannot be told apart."""
    if not isinstance(raw, Dictionary):
        return None
    if raw.get(Name.Subtype) == Name.Type0:
        return _composite(raw) if raw.get(Name.Encoding) == Name("/Identity-H") else None
    first, widths = raw.get(Name.FirstChar), raw.get(Name.Widths)
    if raw.get(Name.Subtype) == Name.Type3 or not isinstance(widths, Array):
        return Font({}, DEFAULT_WIDTH, 1)
    start = first if isinstance(first, int) else 0
    numbers = [float(str(width)) for width in list(widths)[:256]]
    return Font(dict(enumerate(numbers, start)), 0.0, 1)


def _composite(raw: pikepdf.Object) -> Font | None:
    descendants = raw.get(Name.DescendantFonts)
    if not isinstance(descendants, Array) or not len(descendants):
        return None
    default = float(str(descendants[0].get(Name.DW, COMPOSITE_WIDTH)))
    return Font(dict(_runs(descendants[0].get(Name.W))), default, 2)


def _runs(widths: object) -> Iterator[tuple[int, float]]:
    """Codes and widths: `first [w1 w2 ...]` or `first last w`, 9.7.4.3."""
    parts = iter(list(widths)[:MAX_WIDTHS] if isinstance(widths, Array) else [])
    for first in parts:
        second = next(parts, None)
        start = int(str(first))
        if isinstance(second, Array):
            yield from enumerate((float(str(width)) for width in second), start)
        elif second is not None:
            width = float(str(next(parts, 0)))
            stop = min(int(str(second)) + 1, start + MAX_WIDTHS)
            yield from ((code, width) for code in range(start, stop))


def split_shown(
    instruction: ContentStreamInstruction, font: Font, spacing: Spacing, box: Box, find: Find[Owner]
) -> list[tuple[Owner | None, list[ContentStreamInstruction]]]:
    """The parts of a showing operator, each with what it belongs to."""
    atoms = list(_atoms(instruction, font, spacing))
    parts: list[tuple[Owner | None, Array]] = []
    for atom, target in zip(atoms, _targets(atoms, box, find), strict=True):
        if parts and target in (None, parts[-1][0]):
            parts[-1][1].append(atom.operand)
        elif parts and parts[-1][0] is None:
            parts[-1][1].append(atom.operand)
            parts[-1] = (target, parts[-1][1])
        else:
            parts.append((target, Array([atom.operand])))
    shown = [(target, [_instruction("TJ", array)]) for target, array in parts]
    if shown:
        shown[0][1][:0] = _before(instruction)
    return shown


def _before(instruction: ContentStreamInstruction) -> list[ContentStreamInstruction]:
    """What ' and " do before they show: 9.4.3, table 109."""
    name, operands = str(instruction.operator), list(instruction.operands)
    if name == "'":
        return [_instruction("T*")]
    if name == '"':
        word, letter = operands[:2]
        return [_instruction("Tw", word), _instruction("Tc", letter), _instruction("T*")]
    return []


def _atoms(instruction: ContentStreamInstruction, font: Font, spacing: Spacing) -> Iterator[Atom]:
    shown = instruction.operands[-1]
    for part in list(shown) if isinstance(shown, Array) else [shown]:
        if not isinstance(part, String):
            yield Atom(part, -float(str(part)), True)
            continue
        for text in _words(bytes(part)) if font.code_bytes == 1 else (bytes(part),):
            is_blank = font.code_bytes == 1 and not text.strip(b" ")
            yield Atom(String(text), font.advance(text, spacing), is_blank)


def _words(text: bytes) -> Iterator[bytes]:
    """The words of a string, and the blanks between them."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or (text[at] == SPACE) != (text[at - 1] == SPACE):
            yield text[start:at]
            start = at


def _targets(atoms: list[Atom], box: Box, find: Find[Owner]) -> list[Owner | None]:
    """What each atom belongs to; None for what is blank."""
    places, at = [], 0.0
    for atom in atoms:
        places.append((at, at + atom.advance))
        at += atom.advance
    seen = [place for place, atom in zip(places, atoms, strict=True) if not atom.is_blank]
    if not seen:
        return [None] * len(atoms)
    start, end = min(seen)[0], max(place[1] for place in seen)
    scale = box.width / max(end - start, 1.0)
    return [
        None
        if atom.is_blank
        else find(
            Box(
                box.left + (left - start) * scale, box.bottom,
                box.left + (right - start) * scale, box.top,
            )
        )
        for atom, (left, right) in zip(atoms, places, strict=True)
    ]  # fmt: skip


def _instruction(name: str, *operands: pikepdf.Object) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), Operator(name))
