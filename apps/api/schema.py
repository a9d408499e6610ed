"""Helpers of the OpenAPI description."""

from collections.abc import Callable
from typing import Any

Endpoint = tuple[str, str, str, Callable[..., Any]]


def only_documented_paths(endpoints: list[Endpoint]) -> list[Endpoint]:
    """The paths under /v1; /api/v1 serves the same views and would only repeat them."""
    return [endpoint for endpoint in endpoints if not endpoint[0].startswith("/api/v1")]
