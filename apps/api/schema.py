"""The OpenAPI description: made once per process, served as often as asked for."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer

from apps.api.errors import counted, read_only

Endpoint = tuple[str, str, str, Callable[..., Any]]


def only_documented_paths(endpoints: list[Endpoint]) -> list[Endpoint]:
    """The paths under /v1; /api/v1 serves the same views and would only repeat them."""
    return [endpoint for endpoint in endpoints if not endpoint[0].startswith("/api/v1")]


@cache
def description() -> bytes:
    schema = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    return OpenApiJsonRenderer().render(schema, renderer_context={})


@read_only
@counted
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, as JSON."""
    return HttpResponse(description(), content_type="application/vnd.oai.openapi+json")


SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its base
    """How the key is given, for the description."""

    target_class = "apps.api.authentication.ApiKeyAuthentication"
    name = list(SCHEMES)

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, str]]:
        return list(SCHEMES.values())


def require_bodies(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """A hook of the generator: a body is required where a field of it is."""
    for path in result["paths"].values():
        for operation in path.values():
            body = operation.get("requestBody", {"content": {}})
            if any(kind["schema"].get("required") for kind in body["content"].values()):
                body["required"] = True
    return result


def require_a_key(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """A hook of the generator: either header will do, and one must be there."""
    result["security"] = [{name: []} for name in SCHEMES]
    for path in result["paths"].values():
        for operation in path.values():
            operation.pop("security", None)
    return result
