"""Every example in the documentation runs as it stands.

A page's fences marked `run` are its examples. `run_examples` executes those of one page in order,
in one scratch folder, against the service that `PARSELANE_URL` and `PARSELANE_KEY` name.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.deployments import embedded, temporary_folder
from tests.servers.service import Service
from tests.servers.tenant import Tenant

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
EXAMPLE_SECONDS = 90
FENCE = re.compile(r"^```(\w+) run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INTERPRETERS = {
    "bash": ("bash", "-euo", "pipefail", "-c"),
    "python": (sys.executable, "-c"),
    "javascript": ("node", "--input-type=module", "--eval"),
}
INTRANET = {"WEBHOOK_ALLOW_PRIVATE": "1"}
"""The settings under which a page about webhooks can have its receiver on this machine."""


@dataclass(frozen=True, slots=True)
class Example:
    """One fence of a page that can be run."""

    language: str
    code: str


def examples(page: Path) -> list[Example]:
    """The runnable fences of a page, in order."""
    return [Example(*found) for found in FENCE.findall(page.read_text(encoding="utf-8"))]


PAGES = [page for page in sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")]) if examples(page)]
WEBHOOKS_PAGE = DOCS / "howto" / "webhooks.md"


def run_examples(page: Path, *, url: str, key: str, folder: Path) -> list[str]:
    """What each example of a page prints. AssertionError shows the output of a failing one."""
    shutil.copytree(DOCS / "samples", folder / "docs" / "samples")
    environment = {**os.environ, "PARSELANE_URL": url, "PARSELANE_KEY": key}
    return [_run(example, environment, folder) for example in examples(page)]


def _run(example: Example, environment: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        [*INTERPRETERS[example.language], example.code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=EXAMPLE_SECONDS,
    )
    written = [f"{path.name}: {path.read_text()[:500]}" for path in folder.glob("*.json")]
    assert done.returncode == 0, "\n".join([example.code, done.stdout, done.stderr, *written])
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_are_well_formed(page: Path) -> None:
    for example in examples(page):
        if example.language == "python":
            compile(example.code, str(page), "exec")
        elif example.language == "bash":
            subprocess.run(["bash", "-n", "-c", example.code], check=True, capture_output=True)
        else:
            assert example.language in INTERPRETERS


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page != WEBHOOKS_PAGE], ids=lambda p: p.stem
)
def test_examples_run(page: Path, service: Service, tmp_path: Path) -> None:
    with Tenant(service) as tenant:
        run_examples(page, url=service.base_url, key=tenant.key, folder=tmp_path)


@pytest.mark.slow
def test_signatures_are_verified_as_the_page_shows(tmp_path: Path) -> None:
    with (
        temporary_folder() as folder,
        embedded(folder, INTRANET) as service,
        Tenant(service) as tenant,
    ):
        printed = run_examples(WEBHOOKS_PAGE, url=service.base_url, key=tenant.key, folder=tmp_path)
    assert {example.language for example in examples(WEBHOOKS_PAGE)} == {"python", "javascript"}
    assert all(text.startswith("verified ping evt_") for text in printed)
