"""`python -m apps.client.demo [--resume PATH]`: one resume through a service of its own.

Starts the embedded service, submits the file over HTTP, prints `result.resume` as JSON on stdout
and everything else on stderr, saves the artifacts and stops the service.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "var" / "demo"
SAMPLE = ROOT / "docs" / "samples" / "sample-resume.pdf"

READY = "Parselane is ready on "
POLL_SECONDS = 0.1
JOB_SECONDS = 60.0
STOP_SECONDS = 20.0
REQUEST_SECONDS = 30.0

FILE_NAMES: Final = {
    "json": "document.json",
    "markdown": "document.md",
    "text": "document.txt",
    "annotated_pdf": "document.annotated.pdf",
}
"""Where each artifact is saved, and so which are asked for."""


class DemoError(Exception):
    """The demonstration cannot go on; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Service:
    """A running service and the key to it."""

    url: str
    key: str


@contextmanager
def service(home: Path) -> Iterator[Service]:
    """Start the embedded service on a free port, with its data below `home`; stop it at the end.

    Raises DemoError when it does not start.
    """
    home.mkdir(parents=True, exist_ok=True)
    environment = _environment(home / "service")
    log = home / "service.log"
    with (
        log.open("w", encoding="utf-8") as stderr,
        subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,  # a Ctrl-C is for us; we stop the service in good order
        ) as process,
    ):
        try:
            url, key = _await_ready(process, log)
            yield Service(url, key or _known_key(home, environment))
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


def _environment(data_dir: Path) -> dict[str, str]:
    """Our own surroundings, with every setting that would lead elsewhere switched off."""
    return {
        **os.environ,  # noqa: TID251  # handed on unread, so that the service runs as we do
        "DATA_DIR": str(data_dir),
        "HOST": "127.0.0.1",
        "PORT": "0",
        "DATABASE_URL": "",
        "BROKER_URL": "",
        "STORAGE_URL": "",
    }


def _await_ready(process: "subprocess.Popen[str]", log: Path) -> tuple[str, str | None]:
    """The service's address, and the key if this was its first start."""
    key = None
    for line in process.stdout or ():
        if line.startswith(READY):
            return line.removeprefix(READY).strip(), key
        key = line.strip()
        _write_privately(log.parent / "key", key)
    lines = log.read_text(encoding="utf-8").splitlines()
    raise DemoError(lines[-1] if lines else "The service ended before it was ready.")


def _write_privately(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, encoding="ascii")


def _known_key(home: Path, environment: Mapping[str, str]) -> str:
    """The key of an earlier run, or a new one when that was lost."""
    path = home / "key"
    if not path.exists():
        words = ["create_api_key", "--organisation", "demo", "--plan", "enterprise"]
        made = subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if made.returncode:
            raise DemoError("No API key could be made; the lines above say why.")
        _write_privately(path, made.stdout.strip())
    return path.read_text(encoding="ascii")


def parse(client: httpx.Client, resume: Path) -> dict[str, Any]:
    """Submit a resume and wait until its job has ended; returns the job's status.

    Raises DemoError when the file is refused or the job fails.
    """
    with resume.open("rb") as file:
        queued = _json(
            client.post(
                "/v1/resume/parse",
                files={"file": (resume.name, file, "application/pdf")},
                data={"formats": "annotated_pdf"},
            )
        )
    say(f"Submitted {resume.name} as {queued['job_id']}.")
    job = _await_end(client, queued["links"]["status"])
    if job["status"] != "done":
        raise DemoError(f"{job['error']['message']} ({job['error']['code']})")
    return job


def _await_end(client: httpx.Client, path: str) -> dict[str, Any]:
    deadline = time.monotonic() + JOB_SECONDS
    shown = None
    while time.monotonic() < deadline:
        job = _json(client.get(path))
        if job["status"] != shown:
            shown = job["status"]
            say(f"The job is {shown}.")
        if shown in {"done", "failed"}:
            return job
        time.sleep(POLL_SECONDS)
    raise DemoError(f"The job did not end within {JOB_SECONDS:g} seconds.")


def _json(response: httpx.Response) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    if response.is_error:
        raise DemoError(f"{body['error']['message']} ({body['error']['code']})")
    return body


def save(client: httpx.Client, job: Mapping[str, Any], folder: Path) -> None:
    """Download the artifacts of a job."""
    for name, file_name in FILE_NAMES.items():
        response = client.get(job["links"]["download"], params={"format": name})
        if response.is_error:
            say(f"The artifact {name} is missing.")
            continue
        (folder / file_name).write_bytes(response.content)
    say(f"Saved the artifacts in {_shown(folder)}.")


def _shown(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def demonstrate(resume: Path, home: Path) -> dict[str, Any]:
    """The whole way of one resume; returns `result.resume`. Raises DemoError."""
    if not resume.is_file():
        raise DemoError(f"There is no file {resume}.")
    say("Starting the service ...")
    with service(home) as running:
        headers = {"Authorization": f"Bearer {running.key}"}
        with httpx.Client(
            base_url=running.url, headers=headers, timeout=REQUEST_SECONDS, trust_env=False
        ) as client:
            job = parse(client, resume)
            save(client, job, home)
        say("Stopping the service ...")
    found: dict[str, Any] = job["result"]["resume"]
    return found


def main(arguments: list[str]) -> int:
    """Run the demonstration; the exit status is 0 when the resume was parsed."""
    parser = argparse.ArgumentParser(description="Parse one resume with a service of its own.")
    parser.add_argument("--resume", type=Path, default=SAMPLE, help="a PDF file")
    given = parser.parse_args(arguments)
    try:
        found = demonstrate(given.resume, HOME)
    except (DemoError, OSError, httpx.HTTPError, subprocess.SubprocessError) as error:
        say(str(error) or type(error).__name__)
        return 1
    except KeyboardInterrupt:
        return 130
    print(json.dumps(found, indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
