"""The shapes of the resume room, frozen: from a run of words to the finished resume."""

from collections.abc import Iterator
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
        text = raw.strip()
        if len(text) == len(self.text):
            return self
        start += len(raw) - len(raw.lstrip())
        end = start + len(text)
        kept = [
            (word, at - start)
            for word, at in zip(self.words, self.starts, strict=True)
            if at < end and at + len(word.text) > start
        ] or [(self.words[0], 0)]
        parts = tuple(self._parts_between(start, end))
        first = parts[0] if parts else self
        return Span(
            text,
            tuple(word for word, _ in kept),
            tuple(at for _, at in kept),
            first.page,
            first.line,
            parts if len(parts) > 1 else (),
        )

    def _parts_between(self, start: int, end: int) -> Iterator["Span"]:
        """What the stretches it was joined from hold of the text from `start` to `end`."""
        if sum(len(part.words) for part in self.parts) != len(self.words):
            return  # its text was put together in another way
        at = 0
        for part in self.parts:
            offset = self.starts[at] - part.starts[0]
            at += len(part.words)
            first, last = max(0, start - offset), min(len(part.text), end - offset)
            if part.text[first:last].strip():
                yield part.cut(first, last)


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
