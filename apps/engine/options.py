"""Every choice a caller has, as one frozen record; the resume preset is the fixed one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from apps.engine.errors import InvalidOption

ReadingOrder = Literal["xycut", "off"]
TableMethod = Literal["default", "cluster"]
ImageOutput = Literal["off", "embedded", "external"]
ImageFormat = Literal["png", "jpeg"]
OutputMode = Literal["all", "document", "artifacts"]
Ocr = Literal["off", "auto"]


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of one parse; names and values are those of the public contract."""

    page_range: str | None = None
    max_pages: int | None = None  # most selected pages; None: no limit
    reading_order: ReadingOrder = "xycut"
    table_method: TableMethod = "default"
    use_struct_tree: bool = False
    sanitize: bool = False
    keep_line_breaks: bool = False
    include_header_footer: bool = False
    replace_invalid_chars: str = " "
    image_output: ImageOutput = "off"
    image_format: ImageFormat = "png"
    output_mode: OutputMode = "all"
    markdown_page_separator: str = ""  # may hold %page-number%
    text_page_separator: str = ""
    html_page_separator: str = ""
    ocr: Ocr = "off"  # auto: pages without text are recognised
    ocr_languages: str = "eng"  # ISO 639-2 codes as tesseract has them, joined by +


MARKDOWN_FAMILY = ("markdown", "markdown_with_html", "markdown_with_images")
SHOWS_SOURCE = ("annotated_pdf", "tagged_pdf", "markdown_with_images")
"""Formats that hold pages or parts of them as they came, with nothing masked."""


def refuse_contradictions(options: Options, formats: Sequence[str]) -> None:
    """Raise InvalidOption when options and formats cannot be meant together."""
    if len(set(MARKDOWN_FAMILY) & set(formats)) > 1:
        raise InvalidOption(f"Choose one of {', '.join(MARKDOWN_FAMILY)} for a job.")
    if options.output_mode == "document" and set(formats) - {"json"}:
        raise InvalidOption("output_mode document makes no artifacts. Leave formats out.")
    if options.sanitize and (shown := set(SHOWS_SOURCE) & set(formats)):
        raise InvalidOption(f"{min(shown)} shows the original pages and cannot be sanitized.")
    if options.sanitize and options.image_output != "off":
        raise InvalidOption("Pictures cannot be sanitized. Leave image_output off.")


RESUME_MAX_PAGES = 5

RESUME_OPTIONS = Options(
    max_pages=RESUME_MAX_PAGES,
    reading_order="xycut",
    table_method="cluster",
    use_struct_tree=True,
    sanitize=False,
    keep_line_breaks=True,
    include_header_footer=False,
    output_mode="all",
)
"""The settings of a resume parse, fixed by the contract; only the page range is the caller's."""
