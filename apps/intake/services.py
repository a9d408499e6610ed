"""Verbs on files that come in: recognise, check in the sandbox, keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.accounts.models import Organisation
from apps.core import log
from apps.core.connections import give_back
from apps.core.errors import ApiError
from apps.core.storage import store
from apps.intake.models import Upload
from apps.intake.receive import ReceivedFile
from apps.sandbox import CHECK_LIMITS, CheckRequest, Outcome, SandboxUnavailable, get_sandbox

PDF_MAGIC = b"%PDF-"
PDF_MEDIA_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file is by its content, and in which queue its job has to wait."""

    media_type: str = PDF_MEDIA_TYPE
    queue: str = "text"


READABLE = "PDF, DOCX, DOC, RTF, TXT, PNG, JPEG and TIFF files"
TIRED_SECONDS = CHECK_LIMITS.cpu_seconds / 2
"""A check takes milliseconds: a file that keeps one busy for so long means harm."""
SENTENCES: Mapping[str, str] = {
    "unsupported_media_type": f"This file is of no format that is read here: {READABLE} are.",
    "ocr_required": "This file appears to require OCR before it can be parsed.",
    "corrupt_pdf": "This file is damaged and cannot be parsed. Save it again and retry.",
}
"""What is said of a file that need not be a PDF."""


def check(*, file: ReceivedFile, request: CheckRequest) -> Checked:
    """Refuse what can be seen cheaply. Raises ApiError with the code that fits.

    Where nothing but PDF is accepted, its first bytes are looked at here; everything else is one
    short call into the sandbox. Where that runs out of its time over a PDF the worker decides; of
    any other file it is not known then what it is, and so who can read it.
    """
    looks_like_pdf = PDF_MAGIC in file.head()
    if request.accept == (PDF_MEDIA_TYPE,) and not looks_like_pdf:
        raise ApiError("invalid_pdf")
    give_back()
    try:
        outcome = get_sandbox("check").check(file.path, request=request)
    except SandboxUnavailable as error:
        raise ApiError("server_busy") from error
    if outcome.ok:
        return _checked(outcome.value)
    log.info("upload_refused", code=outcome.code, reason=outcome.reason, size=file.size)
    if outcome.reason == "wall":
        if looks_like_pdf:
            return Checked()
        if outcome.cpu_seconds < TIRED_SECONDS:  # others had the machine
            raise ApiError("server_busy")
    raise _refusal(outcome, looks_like_pdf)


def _checked(value: Mapping[str, Any]) -> Checked:
    return Checked(str(value["media_type"]), str(value["queue"]))


def _refusal(outcome: Outcome, looks_like_pdf: bool) -> ApiError:
    code = outcome.code or "corrupt_pdf"
    if code == "invalid_request":  # what was asked for cannot be made of this file
        return ApiError(code, outcome.message)
    if looks_like_pdf:
        return ApiError(code)
    return ApiError("corrupt_file" if code == "corrupt_pdf" else code, SENTENCES.get(code))


def keep(
    *,
    file: ReceivedFile,
    organisation: Organisation,
    key: str,
    file_name: str,
    now: datetime,
    media_type: str = PDF_MEDIA_TYPE,
) -> Upload:
    """Move a received file into the store. The row is for the caller's transaction to save."""
    store().adopt(key, file.path)
    return Upload(
        organisation=organisation,
        key=key,
        file_name=file_name,
        sha256=file.sha256,
        size=file.size,
        media_type=media_type,
        created_at=now,
    )
