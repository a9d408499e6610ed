"""A content stream -> the same stream with every text and picture marked with its node.

ISO 32000-1, 14.6 (marked content) and 14.7.4.3 (marked content in structure elements). Only marks
are added and old ones removed: every operator that paints stays, in its order, so the page looks
the same. Of the old marks only those of optional content stay, and those that replace a text
(14.9.4) where they hold one: inside of the mark of its node, since readers that meet one around a
mark take the text for replaced by nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import pikepdf
from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Dictionary, Name, Operator

from apps.engine.document.readers.painted import Painted
from apps.engine.document.readers.placing import Matrix, Placing, concatenate, place_box
from apps.engine.model import Box
from apps.engine.render.tag_fonts import Fonts
from apps.engine.render.tag_plan import ARTIFACT, Order, Plan, Spot
from apps.engine.render.tag_split import split_shown

SHOWING = frozenset(("Tj", "TJ", "'", '"'))
PATH = frozenset(("m", "l", "c", "v", "y", "h", "re", "W", "W*"))
PAINTING = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))
SETTING = frozenset(
    (
        *("Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts"),
        *("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"),
    )
)
"""What may stand between two texts of one node inside of its mark."""
UNIT = (0.0, 0.0, 1.0, 1.0)  # the square every image is painted into: 8.9.5

Instruction = ContentStreamInstruction | ContentStreamInlineImage
Shown = tuple[Spot | None, list[ContentStreamInstruction]]  # operators, and what they belong to


@dataclass(frozen=True, slots=True)
class Job:
    """What the streams of one page share."""

    pdf: pikepdf.Pdf
    plan: Plan
    page: int
    placing: Placing
    role_of: Callable[[int], str]
    new_key: Callable[[], int]
    new_mark: Callable[[], int]  # an MCID; no two streams of a page share one, so that readers
    # which do not tell the streams apart still can tell the marks
    was_tagged: bool  # whether forms may hold marks of an old structure tree, which must go
    cut: Callable[[], bool]  # whether texts may be shown in parts; called before each is


@dataclass(slots=True)
class Marked:
    """A stream with marks: `targets` holds the node of each MCID, `key` is its StructParents."""

    key: int
    stream: pikepdf.Object | None = None  # a form; None: the content of the page
    targets: dict[int, int] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)  # where each MCID is read


class Mismatch(Exception):
    """The operators of a stream are not those that PDFium painted."""


class Rewriter:
    """Writes one stream anew; it and the forms it paints end in `marked`."""

    def __init__(
        self, job: Job, resources: pikepdf.Object, painted: Sequence[Painted], matrix: Matrix
    ) -> None:
        self.job, self.resources, self.matrix = job, resources, matrix
        self.painted: Iterator[Painted] = iter(painted)
        self.own = Marked(job.new_key())
        self.marked = [self.own]
        self.forms: dict[str, pikepdf.Object] = {}
        self.out: list[Instruction] = []
        self.path: list[Instruction] = []
        self.kept: list[bool] = []  # for each open mark of the original, whether it stays
        self.matrices: list[Matrix] = []
        self.fonts = Fonts(resources)
        self.replacing: dict[int, ContentStreamInstruction] = {}  # by the place of what they hold
        self.place = 0  # of the instruction that is taken
        self.open: Spot | None = None  # whose mark is open, and how far it was read
        self.last = Spot(ARTIFACT)  # that of the text before: blanks belong to it

    def rewrite(self, instructions: Sequence[Instruction], last: Spot) -> list[Instruction]:
        """The instructions with marks; raises Mismatch when text was painted otherwise."""
        self.last = last
        self.replacing = _replacing(instructions)
        for place, instruction in enumerate(instructions):
            self.place = place
            self._take(instruction)
        self._close()
        self.out += self.path
        self.out += [_instruction("EMC")] * sum(self.kept)
        if next(self.painted, None) is not None:
            raise Mismatch
        return self.out

    def _take(self, instruction: Instruction) -> None:
        if isinstance(instruction, ContentStreamInlineImage):
            self._wrap(self._picture(self._unit()), [instruction])
            return
        name = operator_name(instruction)
        if name in PATH:
            self._close()
            self.path.append(instruction)
        elif name in SHOWING:
            self._show(instruction)
        elif name in SETTING:
            self.fonts.follow(name, instruction)
            self.out.append(instruction)
        else:
            self._close()
            self._other(name, instruction)

    def _other(self, name: str, instruction: ContentStreamInstruction) -> None:
        if name in PAINTING:
            self._wrap(Spot(ARTIFACT), [*self.path, instruction])
            self.path = []
        elif name == "sh":
            self._wrap(Spot(ARTIFACT), [instruction])
        elif name == "Do":
            self._paint(instruction)
        elif name in ("BMC", "BDC", "EMC"):
            self._mark(name, instruction)
        else:
            self._move(name, instruction)
            self.out += [*self.path, instruction]
            self.path = []

    def _move(self, name: str, instruction: ContentStreamInstruction) -> None:
        """Follow the matrix from the stream to the page: 8.4.2 and 8.3.4."""
        self.fonts.follow(name, instruction)
        if name == "q":
            self.matrices.append(self.matrix)
        elif name == "Q" and self.matrices:
            self.matrix = self.matrices.pop()
        elif name == "cm" and len(instruction.operands) == 6:
            a, b, c, d, e, f = (float(number) for number in instruction.operands)
            self.matrix = concatenate((a, b, c, d, e, f), self.matrix)

    def _mark(self, name: str, instruction: ContentStreamInstruction) -> None:
        if name == "EMC":
            if self.kept and self.kept.pop():
                self.out.append(instruction)
            return
        self.kept.append(_is_layer(instruction))
        if self.kept[-1]:
            self.out.append(instruction)

    def _show(self, instruction: ContentStreamInstruction) -> None:
        if not _says(instruction):
            self.out.append(instruction)
            return
        text = next(self.painted, None)
        if text is None or text.kids is not None:
            raise Mismatch
        mark = self.replacing.get(self.place)
        for spot, parts in self._parts(instruction, text.box, mark is None):
            self.last = spot or self.last
            self._open(self.last)
            self.out += parts if mark is None else [mark, *parts, _instruction("EMC")]

    def _parts(self, instruction: ContentStreamInstruction, box: Box, may_cut: bool) -> list[Shown]:
        """What is shown, cut where another node begins."""
        find = partial(self.job.plan.find, self.job.page)
        if may_cut and self.job.plan.is_shared(self.job.page, box):
            font = self.fonts.current()
            if font is not None and self.job.cut():
                return split_shown(instruction, font, self.fonts.spacing(), box, find)
        return [(find(box), [instruction])]

    def _paint(self, instruction: ContentStreamInstruction) -> None:
        name = str(instruction.operands[0])
        form = self._external(name)
        if form is None or form.get(Name.Subtype) != Name.Form:
            target = self._picture(self._unit())
            self._wrap(target, [instruction])
            return
        painted = next(self.painted, None)
        if painted is None or painted.kids is None:
            raise Mismatch
        spots = list(self._spots(painted.kids))
        if not spots:
            self._wrap(self._picture(painted.box), [instruction])
        elif len(set(spots)) == 1 and not self.job.was_tagged:
            self._wrap(spots[0], [instruction])
        else:
            self._enter(form, painted.kids)

    def _spots(self, painted: Sequence[Painted]) -> Iterator[Spot]:
        for one in painted:
            if one.kids is not None:
                yield from self._spots(one.kids)
                continue
            spot = self.job.plan.find(self.job.page, one.box)
            if spot is not None:
                yield spot

    def _enter(self, form: pikepdf.Object, painted: Sequence[Painted]) -> None:
        """Paint a copy of a form that has marks of its own: each use of it needs its own."""
        matrix = concatenate(_matrix(form), self.matrix)
        resources = form.get(Name.Resources, self.resources)
        inner = Rewriter(self.job, resources, painted, matrix)
        instructions = inner.rewrite(pikepdf.parse_content_stream(form), self.last)
        copy = self.job.pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        for key, value in form.items():
            if key not in ("/Length", "/Filter", "/DecodeParms", "/StructParent"):
                copy[key] = value
        copy.Resources = with_forms(resources, inner.forms)
        if inner.own.targets:
            copy.StructParents = inner.own.key
        inner.own.stream = copy
        self.marked += inner.marked
        self.last = inner.last
        name = f"/Tagged{inner.own.key}"
        self.forms[name] = copy
        self.out.append(_instruction("Do", Name(name)))

    def _external(self, name: str) -> pikepdf.Object | None:
        known = self.resources.get(Name.XObject)
        return known.get(name) if isinstance(known, Dictionary) else None

    def _unit(self) -> Box:
        return place_box(UNIT, concatenate(self.matrix, self.job.placing.matrix))

    def _picture(self, box: Box) -> Spot:
        return Spot(self.job.plan.picture_target(self.job.page, box))

    def _wrap(self, spot: Spot, instructions: Sequence[Instruction]) -> None:
        self._close()
        self._open(spot)
        self.out += instructions
        self._close()

    def _open(self, spot: Spot) -> None:
        """Open a mark of this node, unless one is open and no later text stands in it."""
        if self.open == spot and self.open.order <= spot.order:
            self.open = spot
            return
        self._close()
        self.open = spot
        if spot.target == ARTIFACT:
            self.out.append(_instruction("BMC", Name.Artifact))
            return
        role, mark = Name(f"/{self.job.role_of(spot.target)}"), self.job.new_mark()
        self.out.append(_instruction("BDC", role, Dictionary(MCID=mark)))
        self.own.targets[mark] = spot.target
        self.own.orders[mark] = spot.order

    def _close(self) -> None:
        if self.open is not None:
            self.out.append(_instruction("EMC"))
            self.open = None


def with_forms(resources: pikepdf.Object, forms: dict[str, pikepdf.Object]) -> pikepdf.Object:
    """Resources of a stream that paints copies of forms; what was shared stays as it was."""
    if not forms:
        return resources
    own = Dictionary(dict(resources.items()))
    known = resources.get(Name.XObject)
    externals = dict(known.items()) if isinstance(known, Dictionary) else {}
    own.XObject = Dictionary(externals | forms)
    return own


def operator_name(instruction: Instruction) -> str:
    """The name of an operator; that of a damaged one is empty."""
    try:
        return str(instruction.operator)
    except UnicodeDecodeError:
        return ""


def without_marks(instructions: Sequence[Instruction]) -> list[Instruction]:
    """The instructions with the marks of an old structure tree removed."""
    kept: list[bool] = []
    out: list[Instruction] = []
    for instruction in instructions:
        name = operator_name(instruction)
        if isinstance(instruction, ContentStreamInlineImage) or name not in ("BMC", "BDC", "EMC"):
            out.append(instruction)
        elif name == "EMC":
            if kept and kept.pop():
                out.append(instruction)
        else:
            kept.append(_is_layer(instruction))
            out += [instruction] if kept[-1] else []
    return out + [_instruction("EMC")] * sum(kept)


def _is_layer(instruction: ContentStreamInstruction) -> bool:
    """Whether a mark belongs to optional content (8.11.3.2), which decides what is seen."""
    return len(instruction.operands) > 0 and instruction.operands[0] == Name.OC


def _replacing(instructions: Sequence[Instruction]) -> dict[int, ContentStreamInstruction]:
    """The marks that replace a text and hold no other, by the place of that text."""
    found: dict[int, ContentStreamInstruction] = {}
    opened: list[tuple[ContentStreamInstruction, list[int]]] = []
    for place, instruction in enumerate(instructions):
        if isinstance(instruction, ContentStreamInlineImage):
            continue
        name = operator_name(instruction)
        if name in ("BMC", "BDC"):
            opened.append((instruction, []))
        elif name in SHOWING and _says(instruction):
            for _, inside in opened:
                inside.append(place)
        elif name == "EMC" and opened:
            mark, inside = opened.pop()
            if len(inside) == 1 and _replaces(mark):
                found.setdefault(inside[0], _instruction("BDC", Name.Span, _replacement(mark)))
    return found


def _replaces(mark: ContentStreamInstruction) -> bool:
    properties = mark.operands[-1] if len(mark.operands) == 2 else None
    return isinstance(properties, Dictionary) and isinstance(
        properties.get(Name.ActualText), pikepdf.String
    )


def _replacement(mark: ContentStreamInstruction) -> Dictionary:
    return Dictionary(ActualText=mark.operands[-1].ActualText)


def _says(instruction: ContentStreamInstruction) -> bool:
    """Whether an operator shows a string that is not empty: PDFium makes no object of others."""
    shown = instruction.operands[-1] if len(instruction.operands) else None
    parts = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    return any(isinstance(part, pikepdf.String) and len(bytes(part)) > 0 for part in parts)


def _matrix(form: pikepdf.Object) -> Matrix:
    numbers = form.get(Name.Matrix)
    if not isinstance(numbers, pikepdf.Array) or len(numbers) != 6:
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = (float(number) for number in numbers)
    return (a, b, c, d, e, f)


def _instruction(name: str, *operands: pikepdf.Object) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), Operator(name))
