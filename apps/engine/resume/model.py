"""The shapes of the resume room, frozen: from a run of words to the finished resume."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from apps.engine.model import Box, Word

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
T = TypeVar("T")

HYPHENS = ("-", "\u2010", "\u00ad")
"""What stands at the end of a line when a word goes on below."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """A resume ready for JSON: the fields, where each of them stands, and what was noticed."""

    resume: dict[str, Json]
    evidence: dict[str, Json]
    metadata: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words of one line, and the exact text it was cut to.

    `starts[i]` is where `words[i]` begins in `text`; it is negative or past the end when the
    text begins or ends inside a word.
    """

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    page: int
    line: int
    parts: tuple["Span", ...] = ()  # the stretches it was joined from, when there are several

    @property
    def box(self) -> Box:
        """The rectangle around its words."""
        boxes = [word.box for word in self.words]
        return Box(
            min(box.left for box in boxes),
            min(box.bottom for box in boxes),
            max(box.right for box in boxes),
            max(box.top for box in boxes),
        )

    def cut(self, start: int, end: int) -> "Span":
        """The stretch from `start` to `end` without blanks at its edges."""
        raw = self.text[start:end]
        start += len(raw) - len(raw.lstrip())
        text = raw.strip()
        end = start + len(text)
        kept = [
            (word, at - start)
            for word, at in zip(self.words, self.starts, strict=True)
            if at < end and at + len(word.text) > start
        ] or [(self.words[0], 0)]
        return Span(
            text,
            tuple(word for word, _ in kept),
            tuple(at for _, at in kept),
            self.page,
            self.line,
        )


def join_spans(one: Span, other: Span) -> Span:
    """Two stretches as one text; a word broken over two lines becomes whole."""
    broken = one.text.endswith(HYPHENS) and other.text[:1].islower() and one.text[-2:-1].isalpha()
    head = one.text[:-1] if broken else f"{one.text} "
    return Span(
        head + other.text,
        (*one.words, *other.words),
        (*one.starts, *(at + len(head) for at in other.starts)),
        one.page,
        one.line,
        (*(one.parts or (one,)), *(other.parts or (other,))),
    )


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, the stretches of the document it was read from, and the features that chose it."""

    value: T
    spans: tuple[Span, ...]
    because: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """Exactly what stands in the document."""
        return " ".join(span.text for span in self.spans)

    @property
    def page(self) -> int:
        return self.spans[0].page

    @property
    def box(self) -> Box:
        return self.spans[0].box
