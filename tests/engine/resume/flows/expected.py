"""One DOCX resume with what stands in it, typed by somebody who looked at the page."""

from dataclasses import dataclass

Work = tuple[str | None, str | None, str | None, str | None, int]
"""Title, employer, beginning, end, and the number of bullets."""
Study = tuple[str | None, str | None, str | None]
"""Degree, school, and the end."""


@dataclass(frozen=True)
class Resume:
    """A file, and what a careful reader takes from it."""

    data: bytes
    name: str
    headline: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    work: tuple[Work, ...] = ()
    study: tuple[Study, ...] = ()
    skills: tuple[str, ...] = ()
    never: tuple[str, ...] = ()  # what must stand nowhere in the result
