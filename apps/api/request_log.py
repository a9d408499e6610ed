"""The outermost layer of every request: an id, a log line, and headers that are always there."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from apps.api import rate_limits
from apps.core import log
from apps.core.ids import new_id

HEADER = "x-request-id"


class RequestLogMiddleware:
    """Gives each request its `req_…` id and writes one line when it is answered.

    The line holds the route's name, not the path: a path may hold what a customer typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        request_id = new_id("req")
        request.request_id = request_id  # type: ignore[attr-defined]  # read back by `request_id_of`
        with log.bound(request_id=request_id):
            response = self.get_response(request)
            _drain(request)
            response[HEADER] = request_id
            if standing := rate_limits.standing_of(request):
                for name, value in standing.headers().items():
                    response[name] = value
            if isinstance(response, HttpResponse) and response.status_code not in BODILESS:
                response.headers.setdefault("Content-Length", str(len(response.content)))
            match = request.resolver_match
            log.info(
                "request",
                method=request.method if request.method in METHODS else "other",
                route=match.route if match else None,
                status=response.status_code,
                milliseconds=round((time.perf_counter() - started) * 1000, 1),
                code=getattr(response, "error_code", None),
            )
        return response


DRAIN_BYTES = 256 * 1024 * 1024
DRAIN_CHUNK = 64 * 1024
BODILESS = {204, 304}
METHODS = {"GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"}


def _drain(request: HttpRequest) -> None:
    """Read what a refusal left of the body: closing on a sender would hide the answer from it."""
    left = min(int(request.META.get("CONTENT_LENGTH") or 0), DRAIN_BYTES)
    body = request.META["wsgi.input"]
    while left > 0 and (chunk := body.read(min(left, DRAIN_CHUNK))):
        left -= len(chunk)


def request_id_of(request: object) -> str:
    """The id of a Django or DRF request."""
    inner = getattr(request, "_request", request)
    found: str = getattr(inner, "request_id", "")
    return found
