"""The promises of the document face, typed from the contract and not from the code."""

import re
from collections.abc import Mapping

REQUEST_ID = re.compile(r"req_[0-7][0-9A-HJKMNP-TV-Z]{25}")
JOB_ID = re.compile(r"job_[0-7][0-9A-HJKMNP-TV-Z]{25}")

INVALID, AUTH, BILLING = "invalid_request_error", "auth_error", "billing_error"
RATE, API = "rate_limit_error", "api_error"

CATALOGUE: Mapping[str, tuple[int, str]] = {
    "invalid_request": (400, INVALID),
    "invalid_pdf": (400, INVALID),
    "corrupt_pdf": (400, INVALID),
    "corrupt_file": (400, INVALID),
    "password_protected": (400, INVALID),
    "ocr_required": (400, INVALID),
    "invalid_page_range": (400, INVALID),
    "page_limit_exceeded": (400, INVALID),
    "validation_error": (400, INVALID),
    "invalid_api_key": (401, AUTH),
    "insufficient_credits": (402, BILLING),
    "api_access_disabled": (403, AUTH),
    "webhook_access_disabled": (403, BILLING),
    "plan_limit_exceeded": (403, BILLING),
    "not_found": (404, INVALID),
    "job_not_found": (404, INVALID),
    "artifact_not_found": (404, INVALID),
    "method_not_allowed": (405, INVALID),
    "idempotency_key_reused": (409, INVALID),
    "idempotency_in_progress": (409, INVALID),
    "job_not_finished": (409, INVALID),
    "conflict": (409, INVALID),
    "artifact_expired": (410, INVALID),
    "payload_too_large": (413, INVALID),
    "unsupported_media_type": (415, INVALID),
    "rate_limit_exceeded": (429, RATE),
    "internal_error": (500, API),
    "server_error": (500, API),
    "server_busy": (503, API),
    "backend_unavailable": (503, API),
}
"""Every code with its status and type."""

EXTRA: Mapping[str, set[str]] = {
    "insufficient_credits": {
        "hard_limit",
        "overages_available",
        "credits_required",
        "credits_remaining",
        "resets_at",
        "upgrade_url",
    }
}
"""Fields that the error object of a code has beside the four that all have."""

RETRY_AFTER = {"idempotency_in_progress", "rate_limit_exceeded", "server_busy"} | {
    "backend_unavailable"
}
"""Codes whose answer says when to try again."""

SENTENCES: Mapping[str, str] = {
    "ocr_required": "This PDF appears to require OCR before it can be parsed.",
    "invalid_pdf": "This file is not a valid PDF.",
    "invalid_api_key": "Invalid API key.",
    "idempotency_key_reused": "This Idempotency-Key was already used with a different request.",
    "webhook_access_disabled": "Webhooks are available on Pro, Growth, and Scale. "
    "Starter includes API access without webhooks.",
    "rate_limit_exceeded": "Rate limit exceeded.",
}
"""The sentences that the reference prints."""

PLANS: Mapping[str, tuple[int | None, int, bool, int, int]] = {
    "free": (10_000, 10, False, 1, 10),
    "free_trial": (10_000, 60, False, 1, 10),
    "starter": (500_000, 60, False, 24, 10),
    "pro": (1_000_000, 90, True, 72, 20),
    "growth": (2_000_000, 120, True, 7 * 24, 20),
    "scale": (10_000_000, 300, True, 30 * 24, 50),
}
"""Credits a month, requests a minute, webhooks, retention in hours, largest file in MB."""

RESUME_COST = 1000
MAX_PAGES = 5
