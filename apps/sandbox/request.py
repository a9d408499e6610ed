"""What a parse is asked to do, on its way from the caller to the child and back again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, Self

from apps.engine.options import Ocr, Options

Service = Literal["resume-parse", "parse-pdf", "cv-parse"]
RESUME_SERVICES: frozenset[Service] = frozenset({"resume-parse", "cv-parse"})
"""Whose documents are read as resumes."""


@dataclass(frozen=True, slots=True)
class Unpacking:
    """How much may come out of an archive, at most."""

    max_files: int
    max_file_bytes: int
    max_total_bytes: int


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """One check. `accept` names the media types that may be; `formats` are the artifacts wanted."""

    page_range: str | None = None
    max_pages: int | None = None
    accept: tuple[str, ...] = ("application/pdf",)
    formats: tuple[str, ...] = ()
    ocr: Ocr = "off"


@dataclass(frozen=True, slots=True)
class ParseRequest:
    """One parse. `as_of` stands for the present: the child has no clock of its own to trust."""

    service: Service
    file_name: str
    options: Options
    as_of: date
    formats: tuple[str, ...]  # json, markdown, text, html, annotated_pdf
    has_programs: bool = True  # whether OCR may run here, or is for another worker to do

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"as_of": self.as_of.isoformat(), "formats": list(self.formats)}

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(
            service=fields["service"],
            file_name=fields["file_name"],
            options=Options(**fields["options"]),
            as_of=date.fromisoformat(fields["as_of"]),
            formats=tuple(fields["formats"]),
            has_programs=fields["has_programs"],
        )
