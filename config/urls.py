"""The table of routes. `/v1` and `/api/v1` are the same views."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from apps.api.errors import bad_request, counted, not_found, server_error
from apps.api.health import health
from apps.api.schema import openapi_of_candidates, openapi_of_documents
from apps.candidates.links import signed_file
from apps.candidates.tag_views import (
    CandidateTagListView,
    CandidateTagView,
    TagListView,
    TagView,
)
from apps.candidates.url_views import ParseUrlView
from apps.candidates.views import (
    CandidateFileView,
    CandidateListView,
    CandidateView,
    CvUsageView,
    DuplicateListView,
    MergeView,
    ParseCvView,
)
from apps.console.views import (
    AccountView,
    AuditView,
    KeyListView,
    KeyView,
    MemberListView,
    MemberView,
    RotateKeyView,
    UsageView,
)
from apps.jobs.batch_views import (
    BatchDownloadView,
    BatchView,
    ParseBatchView,
    ParseResumeBatchView,
)
from apps.jobs.kinds import PARSE, RESUME
from apps.jobs.views import DownloadView, JobListView, JobView, ParseResumeView, ParseView
from apps.positions.pipeline import KNOWN_ABOVE
from apps.positions.views import (
    MatchListView,
    MatchView,
    PipelineView,
    PositionListView,
    PositionView,
)
from apps.webhooks.views import (
    DeliveryListView,
    EndpointListView,
    EndpointView,
    PingView,
    RedeliverView,
    RotateSecretView,
)

document_jobs: list[URLPattern | URLResolver] = [
    path("resume/parse", ParseResumeView.as_view()),
    path("parse", ParseView.as_view()),
    path("resume/parse/batch", ParseResumeBatchView.as_view()),
    path("resume/parse/batch/<str:batch_id>", BatchView.as_view(kind=RESUME)),
    path("resume/parse/batch/<str:batch_id>/download", BatchDownloadView.as_view(kind=RESUME)),
    path("parse/batch", ParseBatchView.as_view()),
    path("parse/batch/<str:batch_id>", BatchView.as_view(kind=PARSE)),
    path("parse/batch/<str:batch_id>/download", BatchDownloadView.as_view(kind=PARSE)),
    path("jobs", JobListView.as_view()),
    path("jobs/<str:job_id>", JobView.as_view()),
    path("jobs/<str:job_id>/download", DownloadView.as_view()),
    path("webhook-endpoints", EndpointListView.as_view()),
    path("webhook-endpoints/<str:endpoint_id>", EndpointView.as_view()),
    path("webhook-endpoints/<str:endpoint_id>/rotate", RotateSecretView.as_view()),
    path("webhook-endpoints/<str:endpoint_id>/ping", PingView.as_view()),
    path("webhook-deliveries", DeliveryListView.as_view()),
    path("webhook-deliveries/<str:delivery_id>/redeliver", RedeliverView.as_view()),
    path("account", AccountView.as_view()),
    path("usage", UsageView.as_view()),
    path("keys", KeyListView.as_view()),
    path("keys/<str:key_id>", KeyView.as_view()),
    path("keys/<str:key_id>/rotate", RotateKeyView.as_view()),
    path("members", MemberListView.as_view()),
    path("members/<str:member_id>", MemberView.as_view()),
    path("audit", AuditView.as_view()),
    path("openapi.json", openapi_of_documents),
]

above = KNOWN_ABOVE
"""What the rooms above candidates know of them."""

candidates_face: list[URLPattern | URLResolver] = [
    path("parse", ParseCvView.as_view()),
    path("parse/url", ParseUrlView.as_view()),
    path("candidates", CandidateListView.as_view()),
    path("candidates/<str:candidate_id>", CandidateView.as_view(above=above)),
    path("candidates/<str:candidate_id>/file", CandidateFileView.as_view()),
    path("candidates/<str:candidate_id>/duplicates", DuplicateListView.as_view()),
    path("candidates/<str:candidate_id>/merge", MergeView.as_view(above=above)),
    path("candidates/<str:candidate_id>/tags", CandidateTagListView.as_view()),
    path("candidates/<str:candidate_id>/tags/<str:tag_id>", CandidateTagView.as_view()),
    path("tags", TagListView.as_view()),
    path("tags/<str:tag_id>", TagView.as_view()),
    path("files/<str:token>", signed_file),
    path("jobs", PositionListView.as_view()),
    path("jobs/<str:job_id>", PositionView.as_view()),
    path("jobs/<str:job_id>/candidates/<str:candidate_id>", PipelineView.as_view()),
    path("jobs/<str:job_id>/matches", MatchListView.as_view()),
    path("jobs/<str:job_id>/matches/<str:candidate_id>", MatchView.as_view()),
    path("usage", CvUsageView.as_view()),
    path("openapi.json", openapi_of_candidates),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include(document_jobs)),
    path("api/v1/", include(document_jobs)),
    path("ats/v1/", include(candidates_face)),
    path("api/health", health),
    path("healthz", health),
    path("admin/login/", counted(admin.site.login)),  # before the admin's own, which nobody counts
    path("admin/", admin.site.urls),
]

handler400 = bad_request
handler404 = not_found
handler500 = server_error

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
