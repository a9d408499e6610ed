"""The full flavour: parse a file and write its artifacts into the current, empty folder."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from apps.engine import ENGINE_VERSION, document, recognition, render, resume
from apps.engine.errors import OcrRequired
from apps.engine.model import Document
from apps.engine.options import RESUME_OPTIONS
from apps.sandbox.child import Task
from apps.sandbox.request import RESUME_SERVICES, ParseRequest
from apps.sandbox.tasks.check import check
from apps.sandbox.tasks.warm_up import small_resume

FILE_NAMES: Mapping[str, str] = {
    name: f"document{made.ending}" for name, made in render.FORMATS.items()
}
"""Where each format goes."""


NEEDS_OCR: Mapping[str, Any] = {"needs_ocr": True}
"""The answer for a file that another worker has to read, since OCR has to."""


def parse(data: bytes, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Parse, map if it is a resume, render, write. Raises EngineError."""
    request = ParseRequest.from_json(arguments)
    parsed = _document(data, request)
    if parsed is None:
        return NEEDS_OCR
    summary, files = _produce(parsed, data, request)
    for name, content in files.items():
        Path(name).write_bytes(content)
    return summary | {"files": sorted(files)}


def _document(data: bytes, request: ParseRequest) -> Document | None:
    """The parsed document; None when it needs OCR, which is wanted and not to be done here."""
    if request.has_programs or request.options.ocr == "off":
        return document.parse(data, request.options, request.file_name)
    try:
        parsed = document.parse(data, replace(request.options, ocr="off"), request.file_name)
    except OcrRequired:
        return None
    return None if parsed.unread else parsed


def _produce(
    parsed: Document, data: bytes, request: ParseRequest
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What is worth telling about the document, and the content of each file."""
    summary: dict[str, Any] = {
        "page_count": parsed.page_count,
        "pages": [page.number for page in parsed.pages],
        "engine_version": ENGINE_VERSION,
        "language": None,
        "warnings": list(parsed.warnings),
        "ocr": recognition.facts(parsed, request.options),
    }
    files = {
        FILE_NAMES[name]: render.to(name, parsed, data, request.options) for name in request.formats
    }
    if request.service in RESUME_SERVICES:
        files |= _extract(parsed, request, summary)
    return summary, files


def _extract(parsed: Document, request: ParseRequest, summary: dict[str, Any]) -> dict[str, bytes]:
    """The resume's own files; its language and warnings go into `summary`."""
    found = resume.extract(parsed, request.as_of)
    summary["language"] = found.metadata.get("language")
    if isinstance(noticed := found.metadata.get("warnings"), list):
        summary["warnings"] = list(dict.fromkeys([*summary["warnings"], *noticed]))
    return {
        "resume.json": orjson.dumps(found.resume),
        "evidence.json": orjson.dumps(found.evidence),
        "extraction.json": orjson.dumps(found.metadata),
    }


def warm_up() -> None:
    """Parse a resume of our own once, so that no child has to load, compile or read what every
    parse needs. Without success the first children are slower, nothing else."""
    request = ParseRequest(
        service="resume-parse",
        file_name="warm-up.pdf",
        options=RESUME_OPTIONS,
        as_of=date(2026, 1, 1),
        formats=tuple(FILE_NAMES),
    )
    with contextlib.suppress(Exception):
        document.parse(b"Nora Feldweg", RESUME_OPTIONS, "warm-up.txt")  # what has no pages
        small = small_resume()
        _produce(document.parse(small, RESUME_OPTIONS, request.file_name), small, request)


TASKS: Mapping[str, Task] = {"parse": parse, "check": check}
