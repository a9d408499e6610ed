"""What the submit routes share: the kind of job each makes; a form -> the order it places."""

from typing import ClassVar

from rest_framework.request import Request

from apps.api.authentication import organisation_of
from apps.api.request_log import request_id_of
from apps.api.views import ApiView, key_of
from apps.intake.receive import ReceivedForm
from apps.jobs import forms
from apps.jobs.kinds import Kind
from apps.jobs.services import Order


class KindView(ApiView):
    """A route for one kind of job, under whose service its calls are counted."""

    kind: ClassVar[Kind]

    @property
    def service(self) -> str:  # type: ignore[override]  # what a subclass says once
        return self.kind.service


def read_order(request: Request, form: ReceivedForm, kind: Kind) -> Order:
    """What a request asks for. Raises ApiError for any field that cannot be."""
    formats = forms.read_formats(form, kind)
    options = forms.read_options(form, kind, formats)
    return Order(
        kind=kind,
        formats=() if options.output_mode == "document" else formats,
        options=options,
        request_id=request_id_of(request),
        api_key=key_of(request).prefix,
        retention_seconds=forms.read_retention(form, organisation_of(request).plan),
        delete_after_download=forms.read_flag(form, "delete_after_download"),
        wish=forms.read_wish(form),
    )
