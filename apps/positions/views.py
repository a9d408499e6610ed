"""The position routes: HTTP in, one verb, HTTP out. The contract calls a position a job."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.api import idempotency
from apps.api.ats import AtsView, own, read_fields
from apps.api.authentication import organisation_of
from apps.api.pagination import page_of
from apps.api.views import actor_of
from apps.candidates.models import Candidate
from apps.core.errors import ApiError
from apps.positions import openapi, pipeline, ranking, readers, serializers
from apps.positions import services as positions
from apps.positions.models import Application, Match, Position, PositionQuerySet, Stage

DELETED = {"success": True, "message": "Job deleted successfully"}
UNLINKED = {"success": True, "message": "Candidate removed from job successfully"}


class PositionListView(AtsView):
    """The organisation's positions."""

    @extend_schema(**openapi.LIST_JOBS)
    def get(self, request: Request) -> Response:
        rows = readers.filtered(request, _mine(request).counted())
        return Response(page_of(request, rows, _counted, default_limit=50))

    @extend_schema(**openapi.CREATE_JOB)
    def post(self, request: Request) -> Response:
        values = readers.position(request)
        organisation = organisation_of(request)

        def create() -> tuple[int, Any]:
            made = positions.create(organisation=organisation, values=values, now=timezone.now())
            return 201, {"data": serializers.position(made, 0)}

        return idempotency.once(request, "ats/jobs", values, create)


class PositionView(AtsView):
    """One position."""

    @extend_schema(**openapi.GET_JOB)
    def get(self, request: Request, job_id: str) -> Response:
        position = own_position(request, job_id)
        rows = pipeline.of_position(position)
        body = serializers.position(position, len(rows))
        found = [serializers.linked_candidate(position, *row) for row in rows]
        return Response({"data": {**body, "candidates": found}})

    @extend_schema(**openapi.CHANGE_JOB)
    def patch(self, request: Request, job_id: str) -> Response:
        position = own_position(request, job_id)
        values = readers.position(request, position)
        changed = positions.change(position=position, values=values, now=timezone.now())
        return Response({"data": serializers.position(changed, changed.applications.count())})

    @extend_schema(**openapi.DELETE_JOB)
    def delete(self, request: Request, job_id: str) -> Response:
        position = own_position(request, job_id)
        positions.delete(position=position, actor=actor_of(request), now=timezone.now())
        return Response(DELETED)


class PipelineView(AtsView):
    """One candidate in the pipeline of a position."""

    @extend_schema(**openapi.LINK)
    def post(self, request: Request, job_id: str, candidate_id: str) -> Response:
        position, candidate = _own_pair(request, job_id, candidate_id)
        values = read_fields(request, readers.STAGE)

        def link() -> tuple[int, Any]:
            made = positions.link(
                position=position,
                candidate=candidate,
                status=values.get("status", Stage.SCREENING),
                actor=actor_of(request),
                now=timezone.now(),
            )
            return 201, {"data": _application(made, position, candidate)}

        route = f"ats/jobs/{position.pk}/candidates/{candidate.pk}"
        return idempotency.once(request, route, values, link)

    @extend_schema(**openapi.MOVE)
    def patch(self, request: Request, job_id: str, candidate_id: str) -> Response:
        position, candidate = _own_pair(request, job_id, candidate_id)
        values = read_fields(request, readers.STAGE, required=("status",))
        moved = positions.move(
            position=position,
            candidate=candidate,
            status=values["status"],
            actor=actor_of(request),
            now=timezone.now(),
        )
        return Response({"data": _application(moved, position, candidate)})

    @extend_schema(**openapi.UNLINK)
    def delete(self, request: Request, job_id: str, candidate_id: str) -> Response:
        position, candidate = _own_pair(request, job_id, candidate_id)
        positions.unlink(position=position, candidate=candidate)
        return Response(UNLINKED)


class MatchListView(AtsView):
    """All candidates of the organisation by their score for a position."""

    @extend_schema(**openapi.LIST_MATCHES)
    def get(self, request: Request, job_id: str) -> Response:
        position = own_position(request, job_id)
        least = readers.min_score(request)
        pending = ranking.catch_up(position)
        rows = ranking.ranking(position).select_related("candidate__job")
        if least is not None:
            rows = rows.filter(score__gte=least)
        stages = dict(position.applications.values_list("candidate_id", "status"))
        page = page_of(
            request,
            rows.defer("candidate__resume", "candidate__evidence"),
            lambda row: serializers.ranked(row, stages.get(row.candidate_id)),
        )
        page["meta"]["pending"] = pending
        return Response(page)


class MatchView(AtsView):
    """The score of one candidate for a position, with all reasons."""

    @extend_schema(**openapi.GET_MATCH)
    def get(self, request: Request, job_id: str, candidate_id: str) -> Response:
        position, candidate = _own_pair(request, job_id, candidate_id)
        match = _score(position, candidate)
        if match is None:
            raise ApiError("conflict", "The CV of this candidate has not been read.")
        stages = Application.objects.filter(position=position, candidate=candidate)
        stage = stages.values_list("status", flat=True).first()
        return Response({"data": serializers.explained(position, candidate, match, stage)})


def own_position(request: Request, job_id: str) -> Position:
    """The caller's position. Anybody else's does not exist for it."""
    return own(_mine(request), job_id, "job")


def _mine(request: Request) -> PositionQuerySet:
    return Position.objects.of(organisation_of(request))


def _own_pair(request: Request, job_id: str, candidate_id: str) -> tuple[Position, Candidate]:
    mine = Candidate.objects.of(organisation_of(request)).defer("evidence")
    return own_position(request, job_id), own(mine, candidate_id, "candidate")


def _counted(row: Any) -> dict[str, Any]:
    return serializers.position(row, row.linked)


def _application(made: Application, position: Position, candidate: Candidate) -> dict[str, Any]:
    return serializers.application(made, _score(position, candidate))


def _score(position: Position, candidate: Candidate) -> Match | None:
    scores = pipeline.scores_of([(position, candidate)])
    return scores.get((position.pk, candidate.pk))
