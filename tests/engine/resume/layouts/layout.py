"""A drawn resume and what it says."""

from dataclasses import dataclass

Work = tuple[str | None, str | None, str | None, str | None, str | None, int]
Study = tuple[str | None, str | None, str | None, str | None]


@dataclass(frozen=True)
class Layout:
    """A resume as text for `draw`, and what must be read from it."""

    text: str
    person: tuple[str | None, str | None, str | None]  # name, headline, location
    work: tuple[Work, ...] = ()  # title, company, location, start, end, number of bullets
    study: tuple[Study, ...] = ()  # institution, degree, field, end or graduation
