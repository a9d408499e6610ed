"""The services a job can ask for: price, limits, settings and formats of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from apps.engine.options import RESUME_OPTIONS, Options

Service = Literal["resume-parse", "parse-pdf"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One service. `cost` in credits."""

    service: Service
    cost: int
    options: Options  # its fixed settings; the page range is the caller's
    always: tuple[str, ...]  # formats made for every job
    optional: tuple[str, ...]  # formats made on request


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
    always=("json", "markdown", "text"),
    optional=("html", "annotated_pdf"),
)
KINDS: Mapping[str, Kind] = {kind.service: kind for kind in (RESUME,)}

FORMATS: Mapping[str, Format] = {
    item.name: item
    for item in (
        Format("json", ".json", "application/json"),
        Format("markdown", ".md", "text/markdown; charset=utf-8"),
        Format("text", ".txt", "text/plain; charset=utf-8"),
        Format("html", ".html", "text/html; charset=utf-8"),
        Format("annotated_pdf", ".annotated.pdf", "application/pdf"),
        Format("resume", ".resume.json", "application/json"),
    )
}
"""What `?format=` may name. `resume` is made for every resume job beside the formats above."""

RESULT = "result"
"""The artifact behind `result` in the status body; it is not offered for download."""
