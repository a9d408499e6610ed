"""The documentation says what the code does: every name has its heading, every example runs.

A page's fences marked `run` are its examples. `run_examples` executes those of one page in order,
in one scratch folder, against the service that `PARSELANE_URL` and `PARSELANE_KEY` name.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import Field, dataclass, fields
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver

from apps.accounts.plans import PLANS
from apps.core.errors import ERRORS
from apps.core.queue import QUEUES
from apps.engine.options import RESUME_OPTIONS, Options
from apps.engine.resume.ats import WARNINGS
from apps.jobs.kinds import FORMATS, PARSE, RESUME
from apps.jobs.states import State
from config.env import Env
from config.urls import urlpatterns
from tests.servers.service import Service
from tests.servers.tenant import Tenant

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted(
    [*DOCS.rglob("*.md"), *(p for p in ROOT.glob("*.md")), *(ROOT / "deploy").glob("*.md")]
)
EXAMPLE_SECONDS = 90
FILE_WARNINGS = {
    *("hidden_text", "repaired", "page_unreadable", "page_reread", "text_unreliable"),
    "struct_tree_ignored",
}

FENCE = re.compile(r"^```(\w+) run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANY_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
PATH = re.compile(r"`((?:apps|config|workers|tests|docs|deploy)/[\w./-]*)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
INTERPRETERS = {"bash": ("bash", "-euo", "pipefail", "-c"), "python": (sys.executable, "-c")}


@dataclass(frozen=True, slots=True)
class Example:
    """One fence of a page that can be run."""

    language: str
    code: str


def examples(page: Path) -> list[Example]:
    """The runnable fences of a page, in order."""
    return [Example(*found) for found in FENCE.findall(page.read_text(encoding="utf-8"))]


PAGES_WITH_EXAMPLES = [page for page in PAGES if examples(page)]


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


def sections(page: Path) -> dict[str, str]:
    """The text below each second-level heading, by heading without its backquotes."""
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        heading.replace("`", ""): text
        for heading, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def routes(
    patterns: list[URLPattern | URLResolver], before: str = "/"
) -> Iterator[tuple[str, URLPattern]]:
    """Every route below `patterns` as documented, with its pattern."""
    for pattern in patterns:
        path = before + re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        else:
            yield path, pattern


def methods(pattern: URLPattern) -> list[str]:
    """The methods a route answers; a plain function answers GET."""
    view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)
    names = ("get", "post", "put", "patch", "delete")
    return [name.upper() for name in names if hasattr(view, name)] if view else ["GET"]


def test_every_error_code_has_its_heading() -> None:
    assert sections(REFERENCE / "errors.md").keys() == ERRORS.keys()


@pytest.mark.parametrize("code", ERRORS)
def test_error_section_says_what_is_sent(code: str) -> None:
    text = sections(REFERENCE / "errors.md")[code]
    public = ERRORS[code]
    assert f"{public.status} · `{public.type}`" in text
    quoted = re.findall(r"^> (.+)$", text, re.MULTILINE)
    assert " ".join(quoted) == public.message


def test_every_setting_has_its_heading_and_its_line_in_the_example() -> None:
    names = {field.name.upper() for field in fields(Env)}
    assert sections(REFERENCE / "settings.md").keys() == names
    example = (ROOT / "deploy" / "env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#?([A-Z0-9_]+)=", example, re.MULTILINE)) == names


@pytest.mark.parametrize("field", fields(Env), ids=lambda field: field.name)
def test_setting_section_names_the_default(field: Field[object]) -> None:
    text = sections(REFERENCE / "settings.md")[field.name.upper()]
    assert isinstance(field.default, str | int | float | Path)
    if field.default and not isinstance(field.default, Path):
        shown = field.default if isinstance(field.default, str) else f"{field.default:g}"
        assert f"Default: `{shown}`" in " ".join(text.split())


def test_every_option_has_its_heading() -> None:
    assert sections(REFERENCE / "options.md").keys() == {field.name for field in fields(Options)}


@pytest.mark.parametrize("field", fields(Options), ids=lambda field: field.name)
def test_option_section_names_default_and_resume_preset(field: Field[object]) -> None:
    text = " ".join(sections(REFERENCE / "options.md")[field.name].split())
    default, preset = getattr(Options(), field.name), getattr(RESUME_OPTIONS, field.name)
    assert re.search(f"Default: ({_spoken(default)})", text)
    if preset != default:
        assert f"*Resume:* {_spoken(preset)}" in text


def _spoken(value: object) -> str:
    """How the page writes a value."""
    words: dict[object, str] = {True: "on", False: "off", " ": "one blank", "": "none"}
    if isinstance(value, bool) or value in words:
        return words[value]
    if value is None:
        return "all pages|no limit"
    return f"`{value}`" if isinstance(value, str) else str(value)


def test_every_warning_has_its_heading() -> None:
    assert sections(REFERENCE / "warnings.md").keys() == WARNINGS.keys() | FILE_WARNINGS


def test_every_route_has_its_heading() -> None:
    documented = {name for name in sections(REFERENCE / "http-api.md") if "/" in name}
    served = {
        f"{method} {path}"
        for path, pattern in routes(urlpatterns)
        for method in methods(pattern)
        if not path.startswith("/api/v1/")
    }
    assert documented == served


def test_api_v1_serves_the_same_routes() -> None:
    paths = {path for path, _ in routes(urlpatterns)}
    assert {f"/api{path}" for path in paths if path.startswith("/v1/")} <= paths


def test_every_state_and_format_is_explained() -> None:
    headings = sections(REFERENCE / "job-states.md").keys()
    assert {str(state) for state in State} <= headings
    download = sections(REFERENCE / "http-api.md")["GET /v1/jobs/{job_id}/download"]
    assert all(f"`{name}`" in download for name in FORMATS)


def test_plans_and_price_are_those_of_the_code() -> None:
    table = (REFERENCE / "job-states.md").read_text(encoding="utf-8")
    for plan in PLANS.values():
        row = next(line for line in table.splitlines() if f"`{plan.name}`" in line and "|" in line)
        assert f"{plan.max_file_bytes // 1_000_000} MB" in row
        assert _duration(plan.retention) in row
        submits = sections(REFERENCE / "http-api.md")
    assert f"{RESUME.cost:,} credits" in submits["POST /v1/resume/parse"]
    assert f"{PARSE.cost:,} credits" in submits["POST /v1/parse"]
    assert all(f"`{name}`" in submits["POST /v1/parse"] for name in PARSE.optional)


def _duration(time: timedelta) -> str:
    hours = int(time.total_seconds() // 3600)
    if hours <= 72:
        return f"{hours} hour" + ("s" if hours > 1 else "")
    return f"{time.days} days"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = ANY_FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if re.match(r"https?:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        if anchor:
            assert anchor in set(_anchors(there)), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_paths_exist(page: Path) -> None:
    named = set(PATH.findall(page.read_text(encoding="utf-8")))
    assert {path for path in named if not (ROOT / path).exists()} == set()


def _anchors(page: Path) -> Iterator[str]:
    """The anchors of a page's headings, as the usual renderers make them."""
    text = ANY_FENCE.sub("", page.read_text(encoding="utf-8"))
    for heading in HEADING.findall(text):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_decision_is_in_the_index() -> None:
    records = {path.name for path in (DOCS / "adr").glob("[0-9]*.md")}
    index = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")
    assert set(LINK.findall(index)) == records


@pytest.mark.parametrize("page", PAGES_WITH_EXAMPLES, ids=lambda page: page.stem)
def test_examples_are_well_formed(page: Path) -> None:
    for example in examples(page):
        if example.language == "python":
            compile(example.code, str(page), "exec")
        else:
            subprocess.run(["bash", "-n", "-c", example.code], check=True, capture_output=True)


@pytest.mark.parametrize("page", PAGES_WITH_EXAMPLES, ids=lambda page: page.stem)
def test_examples_run(page: Path, service: Service, tmp_path: Path) -> None:
    with Tenant(service) as tenant:
        run_examples(page, url=service.base_url, key=tenant.key, folder=tmp_path)


def test_commands_are_in_the_reference() -> None:
    page = (REFERENCE / "command-line.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    ours = [path.stem for path in ROOT.glob("apps/*/management/commands/[a-z]*.py")]
    assert {f"make {name}" for name in targets if f"make {name}" not in page} == {"make help"}
    assert all(f"| `{name}" in page for name in ours)


def test_workers_are_told_to_serve_every_queue() -> None:
    for path in (ROOT / "deploy" / "compose.yaml", DOCS / "howto" / "run-in-production.md"):
        assert f"--queues {','.join(QUEUES)}" in path.read_text(encoding="utf-8")


def test_dependencies_with_a_reason_are_dependencies() -> None:
    record = (DOCS / "adr" / "015-dependencies.md").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").lower().replace("-", "")
    for row in re.findall(r"^\| `([^`]+)`", record, re.MULTILINE):
        name = row.partition("[")[0].lower()
        assert f'"{re.sub("[-.]", "", name)}' in project, row


@pytest.mark.parametrize(
    ("script", "sample"),
    [
        ("make_sample.py", "sample-resume.pdf"),
        ("make_business_resume.py", "sample-business-resume.pdf"),
    ],
)
def test_samples_are_what_their_scripts_draw(script: str, sample: str, tmp_path: Path) -> None:
    folder = DOCS / "samples"
    drawn = tmp_path / sample
    subprocess.run([sys.executable, folder / script, drawn], check=True, timeout=60)
    assert drawn.read_bytes() == (folder / sample).read_bytes()
