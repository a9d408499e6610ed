"""The `result` of a finished job, as one JSON text made once and sent as often as asked for."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from apps.jobs.kinds import KINDS
from apps.jobs.models import Job

ENGINE = "parselane"
SETTINGS_SHOWN = (
    "output_mode",
    "use_struct_tree",
    "sanitize",
    "reading_order",
    "table_method",
    "keep_line_breaks",
    "include_header_footer",
)
"""The settings that `metadata` repeats."""


def assemble(job: Job, out: Path, facts: Mapping[str, Any]) -> bytes:
    """The result object from the sandbox's files, passed on unread, and its `facts`."""
    parts = {
        "resume": (out / "resume.json").read_bytes(),
        "raw": b'{"document":' + (out / "document.json").read_bytes() + b"}",
        "artifacts": orjson.dumps(_links(job)),
        "metadata": orjson.dumps(_metadata(job, facts, out)),
        "evidence": (out / "evidence.json").read_bytes(),
    }
    body = b",".join(b'"%s":%s' % (name.encode(), text) for name, text in parts.items())
    return b"{" + body + b"}"


def _links(job: Job) -> dict[str, str]:
    order = ("markdown", "json", "text", "html", "annotated_pdf")
    made = [name for name in order if name in job.formats]
    return {f"{name}_download": f"/v1/jobs/{job.id}/download?format={name}" for name in made}


def _metadata(job: Job, facts: Mapping[str, Any], out: Path) -> dict[str, Any]:
    options = asdict(KINDS[job.service].options)
    shown = {name: options[name] for name in SETTINGS_SHOWN}
    return {
        "engine": ENGINE,
        "output_mode": shown.pop("output_mode"),
        "formats": job.formats,
        **shown,
        "page_range": job.page_range,
        "engine_version": facts["engine_version"],
        "input_sha256": job.upload.sha256,
        "page_count": facts["page_count"],
        "as_of": job.created_at.date().isoformat(),
        **orjson.loads((out / "extraction.json").read_bytes()),
    }
