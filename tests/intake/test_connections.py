"""Whoever sends slowly, and whatever takes long in the sandbox, keeps no database connection."""

import io
from pathlib import Path

import pytest
from django.test import RequestFactory
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from apps.core.storage import ArtifactStore
from apps.intake import archives, receive, services
from apps.intake.receive import ReceivedFile
from apps.sandbox import CheckRequest, Outcome, Unpacking

BODY = (
    b"--edge\r\nContent-Disposition: form-data; name=file; filename=a.pdf\r\n\r\n"
    b"%PDF-1.7\r\n--edge--\r\n"
)


class Watched(io.BytesIO):
    """A body, and a sandbox, that say when their turn came."""

    def __init__(self) -> None:
        super().__init__(BODY)
        self.order: list[str] = []

    def give_back(self) -> None:
        self.order.append("given back")

    def read(self, size: int | None = -1) -> bytes:
        self.order.append("reads")
        return super().read(size)

    def check(self, *_: object, **__: object) -> Outcome:
        self.order.append("checks")
        return Outcome(True, 0, 0, 0, value={"media_type": "application/pdf", "queue": "text"})

    def unpack(self, *_: object, **__: object) -> Outcome:
        self.order.append("unpacks")
        return Outcome(True, 0, 0, 0, value={"is_document": False, "too_many": 0, "files": []})


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch, storage: ArtifactStore) -> Watched:
    watched = Watched()
    for module in (receive, archives, services):
        monkeypatch.setattr(module, "give_back", watched.give_back)
    for module in (archives, services):
        monkeypatch.setattr(module, "get_sandbox", lambda _: watched)
    return watched


@pytest.fixture
def file(tmp_path: Path) -> ReceivedFile:
    path = tmp_path / "upload"
    path.write_bytes(b"%PDF-1.7")
    return ReceivedFile("file", "a.pdf", path, 8, "")


def test_while_a_body_is_read(watched: Watched) -> None:
    kind = "multipart/form-data; boundary=edge"
    inner = RequestFactory().generic("POST", "/", BODY, content_type=kind)
    inner._stream = watched  # what Django reads a body from
    request = Request(inner, parsers=[MultiPartParser()])
    with receive.received(request, 1000) as form:
        assert [file.name for file in form.files] == ["a.pdf"]
    assert watched.order[:2] == ["given back", "reads"]


def test_while_a_file_is_checked(watched: Watched, file: ReceivedFile) -> None:
    services.check(file=file, request=CheckRequest())
    assert watched.order == ["given back", "checks"]


def test_while_an_archive_is_taken_apart(watched: Watched, file: ReceivedFile) -> None:
    with archives.unpacked(file, Unpacking(1, 1, 1)) as packed:
        assert packed == []
    assert watched.order == ["given back", "unpacks"]
