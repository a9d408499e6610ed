"""The `result` of a finished job, as one JSON text made once and sent as often as asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from apps.engine.options import Options
from apps.jobs.kinds import FORMATS
from apps.jobs.models import Job

ENGINE = "parselane"
NOT_SHOWN = ("max_pages", "page_range", "output_mode", "ocr", "ocr_languages")
"""Options that `metadata` leaves out or shows in a place of their own."""


def options_of(job: Job) -> Options:
    """The settings of a job, as they were at its submit."""
    return Options(**job.options)


def assemble(job: Job, out: Path, facts: Mapping[str, Any]) -> bytes:
    """The result object from the sandbox's files, passed on unread, and its `facts`."""
    body = b",".join(b'"%s":%s' % part for part in _parts(job, out, facts))
    return b"{" + body + b"}"


def _parts(job: Job, out: Path, facts: Mapping[str, Any]) -> Iterator[tuple[bytes, bytes]]:
    document = (out / "document.json").read_bytes()
    metadata = _metadata(job, facts)
    if job.kind.shows_resume:
        yield b"resume", (out / "resume.json").read_bytes()
        yield b"raw", b'{"document":%s}' % document
        metadata |= orjson.loads((out / "extraction.json").read_bytes())
    elif options_of(job).output_mode != "artifacts":
        yield b"document", document
    yield b"artifacts", orjson.dumps(_links(job))
    yield b"metadata", orjson.dumps(metadata)
    if job.kind.shows_resume:
        yield b"evidence", (out / "evidence.json").read_bytes()


def _links(job: Job) -> dict[str, str]:
    """Download links of the formats made, in the order of the catalogue, Markdown first."""
    made = sorted(job.formats, key=lambda name: (name != "markdown", list(FORMATS).index(name)))
    return {f"{name}_download": f"/v1/jobs/{job.id}/download?format={name}" for name in made}


def _metadata(job: Job, facts: Mapping[str, Any]) -> dict[str, Any]:
    options = asdict(options_of(job))
    return {
        "engine": ENGINE,
        "output_mode": options["output_mode"],
        "formats": job.formats,
        **{name: value for name, value in options.items() if name not in NOT_SHOWN},
        "page_range": options["page_range"],
        "engine_version": facts["engine_version"],
        "input_sha256": job.upload.sha256,
        "media_type": job.upload.media_type,
        "page_count": facts["page_count"],
        "as_of": job.created_at.date().isoformat(),
        "language": facts["language"],
        "warnings": facts["warnings"],
        "ocr": facts["ocr"],
    }
