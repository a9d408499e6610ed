"""The tag routes: HTTP in, one verb, HTTP out."""

import re
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.api import bodies, idempotency
from apps.api.ats import AtsView, own, read_fields
from apps.api.authentication import organisation_of
from apps.api.pagination import page_of
from apps.candidates import openapi, readers, serializers, tagging
from apps.candidates.models import DEFAULT_COLOR, Candidate, Tag, TagQuerySet
from apps.candidates.views import own_candidate
from apps.core.errors import ApiError

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def color(name: str, value: Any) -> str:
    """A reader of colors."""
    if not isinstance(value, str) or not _COLOR.fullmatch(value):
        raise ApiError("invalid_request", f"{name} must be a color such as #D97706.")
    return value.upper()


READERS: dict[str, bodies.Reader] = {"name": bodies.text(60), "color": color}


class TagListView(AtsView):
    """The organisation's tags."""

    @extend_schema(**openapi.LIST_TAGS)
    def get(self, request: Request) -> Response:
        return Response(page_of(request, _mine(request), serializers.listed_tag))

    @extend_schema(**openapi.CREATE_TAG)
    def post(self, request: Request) -> Response:
        given = read_fields(request, READERS, required=("name",))

        def create() -> tuple[int, object]:
            tag = tagging.create(
                organisation=organisation_of(request),
                name=given["name"],
                color=given.get("color", DEFAULT_COLOR),
                now=timezone.now(),
            )
            return 201, {"data": serializers.tag(tag)}

        return idempotency.once(request, "ats/tags", given, create)


class TagView(AtsView):
    """One tag."""

    @extend_schema(**openapi.GET_TAG)
    def get(self, request: Request, tag_id: str) -> Response:
        return Response({"data": serializers.listed_tag(_own_tag(request, tag_id))})

    @extend_schema(**openapi.CHANGE_TAG)
    def patch(self, request: Request, tag_id: str) -> Response:
        tag = _own_tag(request, tag_id)
        given = read_fields(request, READERS)
        changed = tagging.change(tag=tag, values=given)
        return Response({"data": serializers.listed_tag(changed)})

    @extend_schema(**openapi.DELETE_TAG)
    def delete(self, request: Request, tag_id: str) -> Response:
        tagging.delete(tag=_own_tag(request, tag_id))
        return Response({"success": True, "message": "Tag deleted successfully"})


class CandidateTagListView(AtsView):
    """The tags of one candidate."""

    @extend_schema(**openapi.LIST_TAGS_OF)
    def get(self, request: Request, candidate_id: str) -> Response:
        return Response({"data": serializers.tags(own_candidate(request, candidate_id))})

    @extend_schema(**openapi.PUT_ON)
    def post(self, request: Request, candidate_id: str) -> Response:
        candidate = own_candidate(request, candidate_id)
        given = read_fields(request, {"tag_id": readers.uuid_text, **READERS})
        if ("tag_id" in given) == ("name" in given):
            raise ApiError("validation_error", "Send either tag_id or name.")

        def put_on() -> tuple[int, object]:
            tagging.put_on(candidate=candidate, tag=_wanted(request, given))
            return 201, {"data": serializers.tags(candidate)}

        route = f"ats/candidates/{candidate.pk}/tags"
        return idempotency.once(request, route, given, put_on)


class CandidateTagView(AtsView):
    """One tag of one candidate."""

    @extend_schema(**openapi.TAKE_OFF)
    def delete(self, request: Request, candidate_id: str, tag_id: str) -> Response:
        candidate: Candidate = own_candidate(request, candidate_id)
        tag = _own_tag(request, tag_id)
        if not candidate.tag_rows.filter(tag=tag).delete()[0]:
            raise ApiError("not_found", "The candidate does not have this tag.")
        return Response({"success": True, "message": "Tag removed successfully"})


def _wanted(request: Request, given: dict[str, Any]) -> Tag:
    """The tag that a body names, by its id or by a name that may be new."""
    if "tag_id" in given:
        return _own_tag(request, given["tag_id"])
    return tagging.named(
        organisation=organisation_of(request),
        name=given["name"],
        color=given.get("color", DEFAULT_COLOR),
        now=timezone.now(),
    )


def _own_tag(request: Request, tag_id: str) -> Tag:
    """The caller's tag. Anybody else's does not exist for it."""
    return own(_mine(request), tag_id, "tag")


def _mine(request: Request) -> TagQuerySet:
    return Tag.objects.of(organisation_of(request))
