"""What the check in the sandbox found -> what the caller is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from apps.core.errors import ApiError
from apps.core.storage import ArtifactStore
from apps.intake import services
from apps.intake.receive import ReceivedFile
from apps.intake.services import TIRED_SECONDS, Checked
from apps.sandbox import CheckRequest, Outcome

FINE = Outcome(True, 0, 0, 0, value={"media_type": "text/plain", "queue": "text"})
BAD = Outcome(False, 0, 0, 0, reason="engine")
ANY = CheckRequest(accept=("application/pdf", "text/plain"))
PDF, TEXT = b"%PDF-1.7", b"Nora Feldweg"


class Sandbox:
    """A sandbox that has one answer."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def check(self, *_: object, **__: object) -> Outcome:
        return self.outcome


def _check(
    monkeypatch: pytest.MonkeyPatch, folder: Path, data: bytes, outcome: Outcome
) -> Checked | tuple[str, str]:
    monkeypatch.setattr(services, "get_sandbox", lambda _: Sandbox(outcome))
    path = folder / "upload"
    path.write_bytes(data)
    try:
        file = ReceivedFile("file", "a", path, len(data), "")
        return services.check(file=file, request=ANY)
    except ApiError as error:
        return error.code, error.message


def test_what_is_fine_is_told(
    monkeypatch: pytest.MonkeyPatch, storage: ArtifactStore, tmp_path: Path
) -> None:
    assert _check(monkeypatch, tmp_path, TEXT, FINE) == Checked("text/plain", "text")


LATE = replace(BAD, code="corrupt_pdf", reason="wall")
TOLD = {
    # data, outcome, code, words of the message
    "a broken PDF": (PDF, replace(BAD, code="corrupt_pdf"), "corrupt_pdf", "This PDF"),
    "a broken text": (TEXT, replace(BAD, code="corrupt_pdf"), "corrupt_file", "This file"),
    "of no format": (TEXT, replace(BAD, code="unsupported_media_type"), None, "DOCX, DOC, RTF"),
    "no picture of text": (TEXT, replace(BAD, code="ocr_required"), None, "This file"),
    "a scan": (PDF, replace(BAD, code="ocr_required"), None, "This PDF"),
    "what cannot be made": (TEXT, replace(BAD, code="invalid_request", message="No."), None, "No."),
    "late on a busy machine": (TEXT, LATE, "server_busy", "busy"),
    "late by itself": (TEXT, replace(LATE, cpu_seconds=TIRED_SECONDS), "corrupt_file", "damaged"),
}


@pytest.mark.parametrize(("data", "outcome", "code", "words"), TOLD.values(), ids=TOLD)
def test_what_is_wrong_is_told(
    monkeypatch: pytest.MonkeyPatch,
    storage: ArtifactStore,
    tmp_path: Path,
    data: bytes,
    outcome: Outcome,
    code: str | None,
    words: str,
) -> None:
    told = _check(monkeypatch, tmp_path, data, outcome)
    assert isinstance(told, tuple)
    assert told[0] == (code or outcome.code)
    assert words in told[1]


def test_a_late_pdf_is_left_to_the_worker(
    monkeypatch: pytest.MonkeyPatch, storage: ArtifactStore, tmp_path: Path
) -> None:
    assert _check(monkeypatch, tmp_path, PDF, LATE) == Checked("application/pdf", "text")
