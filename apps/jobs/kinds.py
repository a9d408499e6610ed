"""The services a job can ask for: price, limits, settings and formats of each."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath
from typing import Literal

from apps.engine import render
from apps.engine.options import RESUME_OPTIONS, Options
from apps.engine.sniff import MediaType

Service = Literal["resume-parse", "parse-pdf", "cv-parse"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One service. `cost` in credits."""

    service: Service
    cost: int
    options: Options  # its settings where the caller says nothing
    settable: tuple[str, ...]  # the settings that are the caller's to choose
    always: tuple[str, ...]  # formats made for every job
    default: tuple[str, ...]  # formats made when none is asked for
    optional: tuple[str, ...]  # formats made on request
    shows_resume: bool  # whether `result` holds a resume beside the document


@dataclass(frozen=True, slots=True)
class Format:
    """An artifact: its file ending and its media type."""

    name: str
    suffix: str
    media_type: str


RESUME = Kind(
    service="resume-parse",
    cost=1000,
    options=RESUME_OPTIONS,
    settable=("page_range", "ocr", "ocr_languages"),
    always=("json", "markdown", "text"),
    default=(),
    optional=("html", "annotated_pdf"),
    shows_resume=True,
)
PARSE = Kind(
    service="parse-pdf",
    cost=2000,
    options=Options(),
    settable=tuple(field.name for field in fields(Options) if field.name != "max_pages"),
    always=(),
    default=("json",),
    optional=tuple(render.FORMATS),
    shows_resume=False,
)
CV_MAX_PAGES = 20
"""More than any CV has, academic ones with their publications included; a book is none. The
candidates face has no page range with which a caller could help itself."""

CV = Kind(
    service="cv-parse",
    cost=1000,
    options=replace(RESUME_OPTIONS, max_pages=CV_MAX_PAGES, ocr="auto"),
    settable=(),
    always=("json",),
    default=(),
    optional=(),
    shows_resume=True,
)
"""What the candidates face asks for: one CV of any format, of which a record is made."""

KINDS: Mapping[str, Kind] = {kind.service: kind for kind in (RESUME, PARSE, CV)}

PDF_ONLY: tuple[str, ...] = (MediaType.PDF,)
ACCEPTED: Mapping[str, tuple[str, ...]] = {"pdf": PDF_ONLY, "any": tuple(MediaType)}
"""What a submit takes, by what it says of `accept_formats`; the first where it says nothing."""

MEDIA_TYPES: Mapping[str, str] = {
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}
FORMATS: Mapping[str, Format] = {
    name: Format(name, ending, MEDIA_TYPES[PurePosixPath(f"a{ending}").suffix])
    for name, ending in (
        *((name, made.ending) for name, made in render.FORMATS.items()),
        ("resume", ".resume.json"),
    )
}
"""What `?format=` may name. `resume` is made for every resume job beside its formats."""

RESULT = "result"
"""The artifact behind `result` in the status body; it is not offered for download."""
