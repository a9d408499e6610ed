"""The full flavour: parse a file and write its artifacts into the current, empty folder."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import orjson

from apps.engine import ENGINE_VERSION, document, render, resume
from apps.engine.model import Document
from apps.sandbox.child import Task
from apps.sandbox.request import ParseRequest
from apps.sandbox.tasks.check import check

FILE_NAMES: Final = {
    "json": "document.json",
    "markdown": "document.md",
    "text": "document.txt",
    "html": "document.html",
    "annotated_pdf": "document.annotated.pdf",
}
"""Where each format goes."""


def parse(data: bytes, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Parse, map if it is a resume, render, write. Raises EngineError."""
    request = ParseRequest.from_json(arguments)
    parsed = document.parse(data, request.options, request.file_name)
    summary: dict[str, Any] = {
        "page_count": parsed.page_count,
        "pages": [page.number for page in parsed.pages],
        "engine_version": ENGINE_VERSION,
        "language": None,
        "warnings": list(parsed.warnings),
    }
    files = dict(_artifacts(parsed, data, request))
    if request.service == "resume-parse":
        files |= _extract(parsed, request, summary)
    for name, content in files.items():
        Path(name).write_bytes(content)
    return summary | {"files": sorted(files)}


def _artifacts(parsed: Document, data: bytes, request: ParseRequest) -> Iterator[tuple[str, bytes]]:
    for name in request.formats:
        yield FILE_NAMES[name], render.to(name, parsed, data, request.options)


def _extract(parsed: Document, request: ParseRequest, summary: dict[str, Any]) -> dict[str, bytes]:
    """The resume's own files; its language and warnings go into `summary`."""
    found = resume.extract(parsed, request.as_of)
    summary["language"] = found.metadata.get("language")
    summary["warnings"] += found.metadata.get("warnings", [])
    return {
        "resume.json": orjson.dumps(found.resume),
        "evidence.json": orjson.dumps(found.evidence),
        "extraction.json": orjson.dumps(found.metadata),
    }


TASKS: Mapping[str, Task] = {"parse": parse, "check": check}
