"""Odd and hostile files end as they should, and turned pages read like upright ones."""

import json
from pathlib import Path

from apps.engine.check import PDF_ONLY, check
from apps.engine.document import parse
from apps.engine.errors import EngineError
from apps.engine.options import RESUME_OPTIONS


def outcome(path: Path) -> str:
    data = path.read_bytes()
    try:
        check(data, None, RESUME_OPTIONS.max_pages, accept=PDF_ONLY)
        parse(data, RESUME_OPTIONS)
    except EngineError as error:
        return error.code
    return "ok"


def test_hostile_files_end_as_expected(corpus: Path) -> None:
    folder = corpus / "hostile"
    entries = json.loads((folder / "manifest.json").read_text())
    entries = entries if isinstance(entries, list) else entries["files"]
    wrong = [
        (entry["file"], code)
        for entry in entries
        if (code := outcome(folder / entry["file"])) not in entry["accept"]
    ]
    assert wrong == []
