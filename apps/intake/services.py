"""Verbs on files that come in: recognise, check in the sandbox, keep."""

from datetime import datetime

from apps.accounts.models import Organisation
from apps.core import log
from apps.core.connections import give_back
from apps.core.errors import ApiError
from apps.core.storage import store
from apps.intake.models import Upload
from apps.intake.receive import ReceivedFile
from apps.sandbox import SandboxUnavailable, get_sandbox

PDF_MAGIC = b"%PDF-"
PDF_MEDIA_TYPE = "application/pdf"


def check_pdf(*, file: ReceivedFile, page_range: str | None, max_pages: int | None) -> None:
    """Refuse what can be seen cheaply. Raises ApiError with the code that fits.

    The magic bytes are looked at here; everything else is one short call into the sandbox. Where
    that runs out of its time the worker decides.
    """
    if PDF_MAGIC not in file.head():
        raise ApiError("invalid_pdf")
    give_back()
    try:
        outcome = get_sandbox("check").check(file.path, page_range=page_range, max_pages=max_pages)
    except SandboxUnavailable as error:
        raise ApiError("server_busy") from error
    if outcome.ok:
        return
    log.info("upload_refused", code=outcome.code, reason=outcome.reason, size=file.size)
    if outcome.reason == "wall":
        return
    raise ApiError(outcome.code or "corrupt_pdf")


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
