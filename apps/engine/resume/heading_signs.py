"""A cell that may be a section heading in, what its look, place and words say about it out."""

from dataclasses import dataclass

from apps.engine.resume.pieces import label_kind
from apps.engine.resume.rows import SIZE_STEP, Cell, Look
from apps.engine.resume.vocabulary.load import fold, members
from apps.engine.scoring import Feature

MAX_WORDS = 7
"""Longer lines are sentences; "Centres d'intérêt et activités bénévoles" has six."""
WIDE_SPACE = 0.45
"""Of the row's size: more free space above than between the lines of a paragraph."""

Shape = tuple[Look, bool]
"""What headings of one document have in common."""


@dataclass(frozen=True)
class Candidate:
    """A cell that may be a heading, with what its place tells."""

    row: int
    cell: Cell
    text: str
    kind: str | None  # of the vocabulary: by the whole text
    part: str | None  # by some of its words
    body: Look
    space: float
    alone: bool
    rows: int = 1  # lines it is broken over
    space_below: float = 0.0
    decorated: bool = False  # between typed signs, or numbered
    small: bool = False  # in a document whose headings all begin in lower case

    @property
    def shape(self) -> Shape:
        """Its look; in the type of the text also whether it stands apart from what is around it."""
        return self.cell.look, is_plain(self) and stands_apart(self)


@dataclass(frozen=True)
class Heading:
    """A section heading: where it stands and what it opens."""

    row: int
    cell: Cell
    text: str
    kind: str
    known: bool
    rows: int
    because: tuple[str, ...]


def is_larger(candidate: Candidate) -> bool:
    return candidate.cell.look.size > candidate.body.size + SIZE_STEP


def is_smaller(candidate: Candidate) -> bool:
    return candidate.cell.look.size < candidate.body.size - SIZE_STEP


def is_bolder(candidate: Candidate) -> bool:
    return candidate.cell.look.bold and not candidate.body.bold


def is_coloured(candidate: Candidate) -> bool:
    pairs = zip(candidate.cell.look.color, candidate.body.color, strict=True)
    return max(abs(one - other) for one, other in pairs) > 0.15


def has_space_above(candidate: Candidate) -> bool:
    return candidate.space > WIDE_SPACE * candidate.cell.look.size


def is_plain(candidate: Candidate) -> bool:
    """In the type of the text, as in a file without any styles."""
    return candidate.cell.look == candidate.body


def stands_apart(candidate: Candidate) -> bool:
    """A short row between two gaps."""
    below = candidate.space_below > WIDE_SPACE * candidate.cell.look.size
    return candidate.alone and has_space_above(candidate) and below and not is_long(candidate)


def ends_like_text(candidate: Candidate) -> bool:
    return candidate.text.rstrip()[-1:] in (".", ",", ";", "?", "!")


def is_long(candidate: Candidate) -> bool:
    return len(candidate.text.split()) > MAX_WORDS


def starts_lower(candidate: Candidate) -> bool:
    return candidate.text[:1].islower() and not candidate.small


def holds_number(candidate: Candidate) -> bool:
    return any(char.isdigit() for char in candidate.text)


def lists_things(candidate: Candidate) -> bool:
    """ "Chess, Cycling" in the type of the text."""
    return is_plain(candidate) and "," in candidate.text


def names_value(candidate: Candidate) -> bool:
    """The label of a form before its value."""
    return not candidate.alone and candidate.kind is None and label_kind(candidate.text) is not None


def is_position(candidate: Candidate) -> bool:
    """ "Senior Software Engineer" names a job, though "software" may head a section.

    "Executive Career" is none: the word of a heading comes last.
    """
    tokens = fold(candidate.text).split()
    roles = [token in members("titles", "role") for token in tokens]
    return any(roles) and (candidate.part != "experience" or roles[-1])


SECTION_HEADING: tuple[Feature[Candidate], ...] = (
    Feature("known heading", +4, lambda c: c.kind is not None),
    Feature("holds a known heading", +2, lambda c: c.kind is None and c.part is not None),
    Feature("larger than the text", +2, is_larger),
    Feature("bold among plain", +1.5, is_bolder),
    Feature("all capitals", +1.5, lambda c: c.cell.look.caps),
    Feature("another colour", +1, is_coloured),
    Feature("another font", +0.5, lambda c: c.cell.look.font != c.body.font),
    Feature("alone on its row", +1, lambda c: c.alone),
    Feature("space above", +1, has_space_above),
    Feature("numbered or between signs", +1, lambda c: c.decorated),
    Feature("smaller than the text", -2, is_smaller),
    Feature("behind a bullet", -3, lambda c: c.cell.sign in ("•", "-", "–", "*", "◦", "○")),
    Feature("ends like a sentence", -3, ends_like_text),
    Feature("starts in lower case", -2, starts_lower),
    Feature("holds a number", -4, holds_number),
    Feature("names the value beside it", -6, names_value),
    Feature("too long", -4, is_long),
)
