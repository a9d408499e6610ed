"""The only place that turns a failure into an envelope."""

import sys
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from apps.api import rate_limits
from apps.api.rate_limits import Bucket
from apps.api.renderers import JsonRenderer
from apps.api.request_log import request_id_of
from apps.core import log
from apps.core.errors import ApiError
from apps.core.storage import StorageUnavailable
from apps.usage import cvs

MALFORMED = "The multipart form could not be read. Check the boundary and send it whole."

TOO_MUCH = "The fields of the body are larger than 1 MB together."

NOT_JSON = "This content type is not supported. Send application/json."

TRANSLATIONS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str, str | None], ...] = (
    ((Http404, exceptions.NotFound), "not_found", None),
    (exceptions.MethodNotAllowed, "method_not_allowed", None),
    (exceptions.UnsupportedMediaType, "unsupported_media_type", NOT_JSON),
    (
        (exceptions.AuthenticationFailed, exceptions.NotAuthenticated, PermissionDenied),
        "invalid_api_key",
        None,
    ),
    (exceptions.ParseError, "invalid_request", "The body is not valid JSON."),
    ((MultiPartParserError, UnreadablePostError), "invalid_request", MALFORMED),
    (RequestDataTooBig, "payload_too_large", TOO_MUCH),
    (
        (TooManyFieldsSent, TooManyFilesSent),
        "invalid_request",
        "The form has too many fields or files.",
    ),
    ((BadRequest, SuspiciousOperation), "invalid_request", None),
    ((OperationalError, InterfaceError, StorageUnavailable), "backend_unavailable", None),
)
"""Library exceptions and the public code each becomes; the first match wins."""


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """DRF's exception handler: every exception leaves as an envelope."""
    known = translate(error)
    if known.public.status >= 500:
        log.exception(known.code, error)
    response = Response(envelope(known, context["request"]), known.public.status)
    for name, value in _headers(known).items():
        response[name] = value
    response.error_code = known.code  # type: ignore[attr-defined]  # for the log line
    return response


def translate(error: Exception) -> ApiError:
    """The public error behind any exception; what is unknown is `internal_error`."""
    if isinstance(error, ApiError):
        return error
    for types, code, message in TRANSLATIONS:
        if isinstance(error, types):
            return ApiError(code, message)
    return ApiError("internal_error")


def envelope(error: ApiError, request: Request | HttpRequest) -> dict[str, object]:
    """The error body as the face that was called writes it."""
    if is_candidates_face(request.path):
        return {"error": _of_candidates_face(error)}
    return {
        "error": {
            "code": error.code,
            "message": error.message,
            "type": error.public.type,
            "request_id": request_id_of(request),
            **error.extra,
        }
    }


CANDIDATES_FACE = "/ats"
RENAMED: Mapping[str, str] = {
    "invalid_request": "validation_error",
    "internal_error": "server_error",
    "job_not_found": "not_found",
    "artifact_not_found": "not_found",
}
"""Codes that the candidates face has another word for."""


def is_candidates_face(path: str) -> bool:
    """Whether an address belongs to the candidates face."""
    return path == CANDIDATES_FACE or path.startswith(f"{CANDIDATES_FACE}/")


def candidates_code(code: str) -> str:
    """A code of the catalogue as the candidates face says it."""
    return RENAMED.get(code, code)


def _of_candidates_face(error: ApiError) -> dict[str, object]:
    """`details` has an object for each field that is wrong, where the fields are known."""
    code, message, extra = candidates_code(error.code), error.message, error.extra
    if code == "insufficient_credits":
        message, extra = _counted_in_cvs(extra)
    return {"code": code, "message": message, "details": [], **extra}


def _counted_in_cvs(extra: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """Credits that lack, as that face counts them: one is one CV."""
    needed, left = (
        cvs.of_credits(amount) if isinstance(amount := extra.get(name), int) else 0
        for name in ("credits_required", "credits_remaining")
    )
    message = (
        f"Insufficient credits. You have {left} credits, but this operation requires {needed}."
    )
    return message, {**extra, "credits_required": needed, "credits_remaining": left}


def _headers(error: ApiError) -> dict[str, str]:
    headers = {}
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    if error.public.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return headers


def plain_response(error: ApiError, request: HttpRequest) -> HttpResponse:
    """The same envelope for failures outside DRF: unknown routes and faults of ours."""
    body = JsonRenderer().render(envelope(error, request))
    response = HttpResponse(
        body,
        status=error.public.status,
        content_type="application/json",
        headers=_headers(error),
    )
    response.error_code = error.code  # type: ignore[attr-defined]  # for the log line
    return response


PlainView = Callable[..., HttpResponseBase]


def read_only(view: PlainView) -> PlainView:
    """A view outside DRF that answers GET and HEAD and refuses every other method."""

    @csrf_exempt  # an answer to a POST is a refusal, and that in our own words
    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        response = plain_response(ApiError("method_not_allowed"), request)
        response["Allow"] = "GET, HEAD"
        return response

    return checked


def counted(view: PlainView) -> PlainView:
    """A view outside DRF whose calls are counted by address, as those without a key are."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            rate_limits.count(request, None, Bucket.KEYLESS)
        except ApiError as error:
            return plain_response(error, request)
        return view(request, *args, **kwargs)

    return checked


@counted
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404."""
    return plain_response(ApiError("not_found"), request)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400."""
    return plain_response(ApiError("invalid_request"), request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a fault outside every view."""
    error = sys.exc_info()[1]
    if error is not None:
        log.exception("internal_error", error)
    return plain_response(ApiError("internal_error"), request)
