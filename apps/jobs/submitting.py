"""What the submit routes share: the kind of job each makes; form -> order, file -> what it is."""

from typing import ClassVar

from rest_framework.request import Request

from apps.api.authentication import organisation_of
from apps.api.request_log import request_id_of
from apps.api.views import ApiView, key_of
from apps.intake import services as intake
from apps.intake.receive import ReceivedFile, ReceivedForm
from apps.intake.services import Checked
from apps.jobs import forms
from apps.jobs.kinds import Kind
from apps.jobs.services import Order
from apps.sandbox import CheckRequest


class KindView(ApiView):
    """A route for one kind of job, under whose service its calls are counted."""

    kind: ClassVar[Kind]

    @property
    def service(self) -> str:  # type: ignore[override]  # what a subclass says once
        return self.kind.service


def read_order(request: Request, form: ReceivedForm, kind: Kind) -> Order:
    """What a request asks for. Raises ApiError for any field that cannot be."""
    formats = forms.read_formats(form, kind)
    plan = organisation_of(request).plan
    options = forms.read_options(form, kind, formats, plan)
    return Order(
        kind=kind,
        formats=() if options.output_mode == "document" else formats,
        options=options,
        request_id=request_id_of(request),
        api_key=key_of(request).prefix,
        accept=forms.read_accepted(form),
        retention_seconds=forms.read_retention(form, plan),
        delete_after_download=forms.read_flag(form, "delete_after_download"),
        wish=forms.read_wish(form),
    )


def check(file: ReceivedFile, order: Order) -> Checked:
    """What a file is. Raises ApiError for one of which the order cannot be filled."""
    options = order.options
    request = CheckRequest(
        page_range=options.page_range,
        max_pages=options.max_pages,
        accept=order.accept,
        formats=order.formats,
        ocr=options.ocr,
    )
    return intake.check(file=file, request=request)
