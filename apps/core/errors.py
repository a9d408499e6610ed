"""The one catalogue of public errors, and the exception that carries a code to the API handler."""

from dataclasses import dataclass
from typing import Literal

ErrorType = Literal[
    "invalid_request_error", "auth_error", "billing_error", "rate_limit_error", "api_error"
]


@dataclass(frozen=True, slots=True)
class PublicError:
    """What a caller sees of a failure: HTTP status, type and a sentence that says what to do."""

    status: int
    type: ErrorType
    message: str
    retry_after: int | None = None  # seconds, sent as Retry-After


INVALID: ErrorType = "invalid_request_error"
AUTH: ErrorType = "auth_error"
BILLING: ErrorType = "billing_error"
RATE: ErrorType = "rate_limit_error"
API: ErrorType = "api_error"

ERRORS: dict[str, PublicError] = {
    "invalid_request": PublicError(400, INVALID, "The request is not valid."),
    "invalid_pdf": PublicError(400, INVALID, "This file is not a valid PDF."),
    "corrupt_pdf": PublicError(
        400, INVALID, "This PDF is damaged and cannot be parsed. Save it again and retry."
    ),
    "corrupt_file": PublicError(
        400, INVALID, "This file is damaged or empty and cannot be read. Save it again and retry."
    ),
    "password_protected": PublicError(
        400, INVALID, "This file needs a password. Remove the password and submit it again."
    ),
    "ocr_required": PublicError(
        400, INVALID, "This PDF appears to require OCR before it can be parsed."
    ),
    "invalid_page_range": PublicError(
        400, INVALID, "page_range selects no valid pages. Use 1-based pages such as 1-2 or 1,3,5-7."
    ),
    "page_limit_exceeded": PublicError(
        400, INVALID, "Too many pages are selected. Submit a page_range of 5 pages or fewer."
    ),
    "validation_error": PublicError(400, INVALID, "Some fields are not valid."),
    "invalid_api_key": PublicError(401, AUTH, "Invalid API key."),
    "insufficient_credits": PublicError(
        402, BILLING, "Not enough credits are left for this request."
    ),
    "api_access_disabled": PublicError(
        403, AUTH, "This API key has no access to the API. Ask the owner of the organisation."
    ),
    "webhook_access_disabled": PublicError(
        403,
        BILLING,
        "Webhooks are available on Pro, Growth, and Scale. "
        "Starter includes API access without webhooks.",
    ),
    "plan_limit_exceeded": PublicError(403, BILLING, "This request exceeds a limit of the plan."),
    "not_found": PublicError(404, INVALID, "There is nothing at this address."),
    "job_not_found": PublicError(404, INVALID, "No job with this id exists."),
    "artifact_not_found": PublicError(
        404, INVALID, "This job has no artifact of that format. Ask for it in formats at submit."
    ),
    "method_not_allowed": PublicError(405, INVALID, "This address does not accept this method."),
    "idempotency_key_reused": PublicError(
        409, INVALID, "This Idempotency-Key was already used with a different request."
    ),
    "idempotency_in_progress": PublicError(
        409, INVALID, "The first request with this Idempotency-Key is still running.", 1
    ),
    "job_not_finished": PublicError(
        409, INVALID, "This job has no artifacts before its status is done. Poll the job first."
    ),
    "conflict": PublicError(409, INVALID, "The request conflicts with the present state."),
    "artifact_expired": PublicError(
        410, INVALID, "This job's files were erased at the end of their retention."
    ),
    "payload_too_large": PublicError(413, INVALID, "The file is larger than the plan allows."),
    "unsupported_media_type": PublicError(
        415,
        INVALID,
        "This content type or file format is not supported. "
        "Files may be PDF, DOCX, DOC, RTF, TXT, PNG, JPEG or TIFF.",
    ),
    "rate_limit_exceeded": PublicError(429, RATE, "Rate limit exceeded.", 60),
    "internal_error": PublicError(
        500, API, "Something went wrong on our side. Retry, and quote the request id if it stays."
    ),
    "server_error": PublicError(
        500, API, "Something went wrong on our side. Retry, and quote the request id if it stays."
    ),
    "server_busy": PublicError(
        503, API, "The service is busy. Retry with the same Idempotency-Key.", 5
    ),
    "backend_unavailable": PublicError(
        503,
        API,
        "The service cannot do this now. Retry with the same Idempotency-Key.",
        30,
    ),
}


class ApiError(Exception):
    """A refusal with a code of the catalogue.

    `message` replaces the catalogue's sentence where a more exact one can be given; `extra`
    adds documented fields to the error object.
    """

    def __init__(self, code: str, message: str | None = None, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.public = ERRORS[code]
        self.message = message or self.public.message
        self.extra = extra
        self.retry_after = self.public.retry_after  # seconds; may be said more exactly
