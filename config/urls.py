"""The table of routes. `/v1` and `/api/v1` are the same views."""

from django.urls import URLPattern, URLResolver, include, path

from apps.api.errors import bad_request, not_found, server_error
from apps.api.health import health
from apps.api.schema import openapi
from apps.jobs.views import DownloadView, JobListView, JobView, ParseResumeView, ParseView

document_jobs: list[URLPattern | URLResolver] = [
    path("resume/parse", ParseResumeView.as_view()),
    path("parse", ParseView.as_view()),
    path("jobs", JobListView.as_view()),
    path("jobs/<str:job_id>", JobView.as_view()),
    path("jobs/<str:job_id>/download", DownloadView.as_view()),
    path("openapi.json", openapi),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include(document_jobs)),
    path("api/v1/", include(document_jobs)),
    path("api/health", health),
    path("healthz", health),
]

handler400 = bad_request
handler404 = not_found
handler500 = server_error

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
