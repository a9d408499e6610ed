"""Calls of a route inside this process, on the database of the test."""

import json
from typing import Any

from django.test import RequestFactory
from django.urls import resolve

from apps.core.ids import new_id


def ask(
    key: str, method: str, path: str, body: object = None, **headers: str
) -> tuple[int, dict[str, Any]]:
    """Status and body of the answer to a call with this API key."""
    request = RequestFactory().generic(
        method,
        path,
        json.dumps(body) if body is not None else "",
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}", **headers},
    )
    request.request_id = new_id("req")  # type: ignore[attr-defined]  # as the middleware does
    view, _, places = resolve(path.partition("?")[0])
    answer = view(request, **places).render()
    return answer.status_code, json.loads(answer.content or b"{}")
