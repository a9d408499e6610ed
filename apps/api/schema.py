"""The OpenAPI descriptions, one of each face: made once per process, served when asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils.module_loading import import_string
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer

from apps.api.errors import counted, read_only


@dataclass(frozen=True, slots=True)
class Face:
    """One face of the service: where its routes begin, and what it is called."""

    prefix: str
    title: str
    about: str


DOCUMENTS = Face(
    prefix="v1/",
    title="Parselane",
    about="Resumes and documents to structured data, deterministically.",
)
CANDIDATES = Face(
    prefix="ats/v1/",
    title="Parselane for applicant systems",
    about="CVs of any format to records of people, and their match with positions, explained.",
)


@cache
def description(face: Face) -> bytes:
    """The description of a face, as JSON."""
    routes = [one for one in get_resolver().url_patterns if str(one.pattern) == face.prefix]
    schema = SchemaGenerator(patterns=routes).get_schema(public=True)  # type: ignore[no-untyped-call]
    schema["info"] |= {"title": face.title, "description": face.about}
    shapes = schema["components"].setdefault("schemas", {})
    for name in settings.DESCRIBED_BY[face.prefix]:
        shapes |= import_string(name)
    _require_a_key(schema)
    _require_bodies(schema)
    return OpenApiJsonRenderer().render(schema, renderer_context={})


def _served(face: Face) -> Any:
    @read_only
    @counted
    def openapi(request: HttpRequest) -> HttpResponse:
        """OpenAPI 3.1, as JSON."""
        return HttpResponse(description(face), content_type="application/vnd.oai.openapi+json")

    return openapi


openapi_of_documents = _served(DOCUMENTS)
openapi_of_candidates = _served(CANDIDATES)

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


def _operations(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in schema["paths"].values() for operation in path.values()]


def _require_a_key(schema: dict[str, Any]) -> None:
    """Either header will do, and one must be there."""
    schema["security"] = [{name: []} for name in SCHEMES]
    for operation in _operations(schema):
        operation.pop("security", None)


def _require_bodies(schema: dict[str, Any]) -> None:
    """A body is required where a field of it is, or one of several."""
    for operation in _operations(schema):
        body = operation.get("requestBody", {"content": {}})
        shapes = [kind["schema"] for kind in body["content"].values()]
        if any(shape.get("required") or "oneOf" in shape for shape in shapes):
            body["required"] = True
