"""A multipart form that goes on badly after its file."""

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.test import RequestFactory
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from apps.core.storage import ArtifactStore
from apps.intake.receive import received

FILE = b"--edge\r\nContent-Disposition: form-data; name=file; filename=a.pdf\r\n\r\n%PDF-1.7\r\n"
FIELD = b"--edge\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n"


def test_too_many_fields_are_told_as_such(storage: ArtifactStore) -> None:
    inner = RequestFactory().generic(
        "POST",
        "/",
        FILE + 2000 * FIELD + b"--edge--\r\n",
        content_type="multipart/form-data; boundary=edge",
    )
    request = Request(inner, parsers=[MultiPartParser()])
    with pytest.raises(TooManyFieldsSent), received(request, 1000, max_files=100):
        pytest.fail("a form was read")
    assert list(storage.spool.iterdir()) == []
