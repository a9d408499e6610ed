"""The demonstration: JSON alone on stdout, one sentence for each way it cannot go on."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from apps.client import demo
from apps.client.demo import DemoError

JOB = "/v1/jobs/job_1"
ERROR = {"code": "invalid_pdf", "message": "This file is not a valid PDF."}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(demo, "HOME", tmp_path / "demo")
    return tmp_path / "demo"


@pytest.mark.service
def test_two_runs_on_one_folder_print_the_same_resume(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo.main([]) == 0
    first = capsys.readouterr()
    assert isinstance(json.loads(first.out), dict)
    assert "The job is done." in first.err
    assert {path.name for path in home.iterdir()} >= {*demo.FILE_NAMES.values(), "key"}
    assert (home / "key").stat().st_mode & 0o777 == 0o600
    assert "Traceback" not in (home / "service.log").read_text()

    (home / "key").unlink()  # a lost key is replaced
    assert demo.main([]) == 0
    assert capsys.readouterr().out == first.out


def test_a_missing_file_is_told_before_anything_starts(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo.main(["--resume", "no/such.pdf"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "There is no file no/such.pdf.\n")
    assert not home.exists()


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    path = tmp_path / "resume.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


def _client(answers: dict[str, list[httpx.Response]]) -> httpx.Client:
    """A client whose service gives these answers, each once, by path."""
    queues = {path: iter(responses) for path, responses in answers.items()}
    transport = httpx.MockTransport(lambda request: next(queues[request.url.path]))
    return httpx.Client(base_url="http://service", transport=transport)


def _queued() -> httpx.Response:
    return httpx.Response(202, json={"job_id": "job_1", "links": {"status": JOB}})


def _states(*states: str) -> Iterator[httpx.Response]:
    for state in states:
        yield httpx.Response(200, json={"status": state, "error": ERROR})


def test_progress_names_each_state_once(
    resume: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "POLL_SECONDS", 0)
    answers = {
        "/v1/resume/parse": [_queued()],
        JOB: list(_states("queued", "queued", "processing", "done")),
    }
    assert demo.parse(_client(answers), resume)["status"] == "done"
    assert capsys.readouterr().err == (
        "Submitted resume.pdf as job_1.\n"
        "The job is queued.\nThe job is processing.\nThe job is done.\n"
    )


def test_a_refused_file_is_told_in_the_words_of_the_service(resume: Path) -> None:
    answers = {"/v1/resume/parse": [httpx.Response(400, json={"error": ERROR})]}
    with pytest.raises(DemoError, match=r"^This file is not a valid PDF\. \(invalid_pdf\)$"):
        demo.parse(_client(answers), resume)


def test_a_failed_job_is_told_in_the_words_of_the_service(resume: Path) -> None:
    answers = {"/v1/resume/parse": [_queued()], JOB: list(_states("failed"))}
    with pytest.raises(DemoError, match="invalid_pdf"):
        demo.parse(_client(answers), resume)


def test_a_job_without_end_is_given_up(resume: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "JOB_SECONDS", 0)
    with pytest.raises(DemoError, match="did not end within 0 seconds"):
        demo.parse(_client({"/v1/resume/parse": [_queued()]}), resume)


def test_a_missing_artifact_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = [httpx.Response(200, content=b"x")] * 3 + [httpx.Response(404)]
    job = {"links": {"download": f"{JOB}/download"}}
    demo.save(_client({f"{JOB}/download": answers}), job, tmp_path)
    assert "The artifact annotated_pdf is missing." in capsys.readouterr().err
    assert (tmp_path / "document.json").read_bytes() == b"x"


def test_a_service_that_does_not_start_is_told_in_its_own_words(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEB_THREADS", "many")
    assert demo.main([]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[-1]) == ("", "WEB_THREADS must be a whole number.")
