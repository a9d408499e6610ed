"""The door to artifacts: a Document -> the bytes of a file in one of the public formats."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from apps.engine.errors import InvalidOption
from apps.engine.model import Document
from apps.engine.options import SHOWS_SOURCE, Options, refuse_contradictions
from apps.engine.sniff import IMAGES

__all__ = ["FORMATS", "to"]

Renderer = Callable[[Document, bytes, Options], bytes]


class Format(NamedTuple):
    """Where a format is written, and how its files end."""

    module: str
    function: str
    ending: str


FORMATS: dict[str, Format] = {
    "json": Format("to_json", "render", ".json"),
    "markdown": Format("to_markdown", "render", ".md"),
    "markdown_with_html": Format("to_markdown", "render_with_html", ".md"),
    "markdown_with_images": Format("to_markdown", "render_with_images", ".zip"),
    "html": Format("to_html", "render", ".html"),
    "text": Format("to_text", "render", ".txt"),
    "annotated_pdf": Format("to_annotated_pdf", "render", ".annotated.pdf"),
    "tagged_pdf": Format("to_tagged_pdf", "render", ".tagged.pdf"),
}


def to(format: str, document: Document, source: bytes, options: Options) -> bytes:
    """Render a document; `source` are the bytes it was parsed from. Deterministic."""
    if format not in FORMATS:
        raise InvalidOption(f"unknown format: {format}")
    if options.sanitize:
        refuse_contradictions(options, (format,))
    if document.media_type in IMAGES and (format in SHOWS_SOURCE or options.image_output != "off"):
        from apps.engine.document.readers.image import as_pdf  # only pictures need it

        source = as_pdf(source, options)
    if not document.has_geometry:
        document, source = _printed(format, document, source, options)
    module, function, _ = FORMATS[format]
    renderer: Renderer = getattr(import_module(f"apps.engine.render.{module}"), function)
    return renderer(document, source, options)


def _printed(
    format: str, document: Document, source: bytes, options: Options
) -> tuple[Document, bytes]:
    """A document without pages and its source; for what is made of pages, those it prints on."""
    from apps.engine.document import parse  # only what has no pages needs these
    from apps.engine.paper import DRAWN, of_all_pages, print_pages

    if format not in DRAWN:
        return document, source
    pages = print_pages(source, document.media_type)
    return parse(pages, of_all_pages(options), document.file_name), pages
