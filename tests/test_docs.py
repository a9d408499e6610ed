"""The documentation says what the code does: every name has its heading or its row."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import Field, fields
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver

from apps.accounts.access import SCOPES_OF, Role, Scope
from apps.accounts.audit import ACTIONS
from apps.accounts.plans import NUMBERS, PLANS, SWITCHES, overridden
from apps.api.rate_limits import Bucket, per_minute
from apps.core.errors import ERRORS
from apps.core.queue import QUEUES, WEBHOOKS
from apps.engine.options import RESUME_OPTIONS, Options
from apps.engine.resume.ats import WARNINGS
from apps.jobs.batch_states import BatchState
from apps.jobs.forms import FIELDS, WEBHOOK_FIELDS
from apps.jobs.kinds import FORMATS, PARSE, RESUME
from apps.jobs.states import State
from apps.webhooks.delivering import INTERNAL
from apps.webhooks.events import EVENTS, RETRY_DELAYS
from config.env import Env
from config.urls import urlpatterns

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
EXPLANATION = DOCS / "explanation"
PAGES = sorted(
    [*DOCS.rglob("*.md"), *(p for p in ROOT.glob("*.md")), *(ROOT / "deploy").glob("*.md")]
)
FILE_WARNINGS = {
    *("hidden_text", "repaired", "page_unreadable", "page_reread", "text_unreliable"),
    *("struct_tree_ignored", "page_not_recognized", "tracked_changes"),
}

ANY_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
PATH = re.compile(r"`((?:apps|config|workers|tests|docs|deploy)/[\w./-]*)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
WEBHOOKS_PAGE = DOCS / "howto" / "webhooks.md"


def sections(page: Path) -> dict[str, str]:
    """The text below each second-level heading, by heading without its backquotes."""
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        heading.replace("`", ""): text
        for heading, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def rows(text: str) -> dict[str, list[str]]:
    """The cells of each row of the tables in a text, by the bare word or words of the first."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    return {first.replace("`", ""): rest for first, *rest in cells}


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
    assert isinstance(field.default, str | int | float | Path | None)
    if field.default is None:
        assert "Default: `auto`" in text
    elif field.default and not isinstance(field.default, Path):
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
    pages = ("http-api.md", "candidates-api.md")
    documented = [{name for name in sections(REFERENCE / page) if "/" in name} for page in pages]
    served = {
        f"{method} {path}"
        for path, pattern in routes(urlpatterns)
        for method in methods(pattern)
        if not path.startswith(("/api/v1/", "/admin/"))
    }
    of_candidates = {route for route in served if " /ats/" in route}
    assert documented == [served - of_candidates, of_candidates]


def test_api_v1_serves_the_same_routes() -> None:
    paths = {path for path, _ in routes(urlpatterns)}
    assert {f"/api{path}" for path in paths if path.startswith("/v1/")} <= paths


def test_every_state_and_format_is_explained() -> None:
    headings = sections(REFERENCE / "job-states.md").keys()
    assert {str(state) for state in State} <= headings
    download = sections(REFERENCE / "http-api.md")["GET /v1/jobs/{job_id}/download"]
    assert all(f"`{name}`" in download for name in FORMATS)


def test_plans_are_those_of_the_code() -> None:
    table = rows(sections(EXPLANATION / "plans-and-credits.md")["The plans"])
    assert table.keys() - {"plan", "---"} == PLANS.keys()
    for plan in PLANS.values():
        assert table[plan.name] == [
            "unlimited" if plan.credits is None else f"{plan.credits:,}",
            "unlimited" if plan.credits is None else f"{plan.credits // RESUME.cost:,}",
            f"{plan.requests_per_minute:,}",
            "yes" if plan.webhooks else "no",
            _duration(plan.retention),
            f"{plan.max_file_bytes // 1_000_000} MB",
        ]


def _duration(time: timedelta) -> str:
    hours = int(time.total_seconds() // 3600)
    if hours <= 72:
        return f"{hours} hour" + ("s" if hours > 1 else "")
    return f"{time.days} days"


def test_prices_and_fields_are_those_of_the_code() -> None:
    submits = sections(REFERENCE / "http-api.md")
    costs = sections(EXPLANATION / "plans-and-credits.md")["What work costs"]
    for kind, route in ((RESUME, "POST /v1/resume/parse"), (PARSE, "POST /v1/parse")):
        assert f"{kind.cost:,} credits" in " ".join(submits[route].split())
        assert f"{kind.cost:,} credits" in " ".join(submits[f"{route}/batch"].split())
        assert f"{kind.cost:,}" in costs
    assert all(f"`{name}`" in submits["POST /v1/parse"] for name in PARSE.optional)
    assert all(f"`{name}`" in submits["POST /v1/resume/parse"] for name in FIELDS | WEBHOOK_FIELDS)


def test_a_plans_file_may_say_what_the_page_says() -> None:
    [example] = re.findall(
        r"^```toml\n(.*?)^```$", (EXPLANATION / "plans-and-credits.md").read_text(), re.M | re.S
    )
    campus = overridden(example)["campus"]
    assert (campus.credits, campus.retention) == (200_000, timedelta(days=10))
    assert all(name in example for name in (*NUMBERS, *SWITCHES))


def test_limits_of_each_plan_and_bucket_are_those_of_the_code() -> None:
    table = rows(sections(EXPLANATION / "rate-limits.md")["Buckets"])
    assert table.keys() - {"bucket", "plan", "---"} == {*Bucket, *PLANS}
    for plan in PLANS.values():
        base = plan.requests_per_minute
        limits = (per_minute(Bucket(name.strip("`")), base) for name in table["plan"])
        assert table[plan.name] == [f"{limit:,}" for limit in limits]


def test_every_event_has_its_heading() -> None:
    assert sections(REFERENCE / "events.md").keys() == EVENTS.keys()


def test_every_retry_has_its_row() -> None:
    table = rows(sections(WEBHOOKS_PAGE)["When an attempt fails"])
    given = {name: cells[0] for name, cells in table.items() if name.isdecimal()}
    assert given == {
        str(number): _pause(delay) for number, delay in enumerate(RETRY_DELAYS, start=1)
    }


def _pause(delay: timedelta) -> str:
    seconds = int(delay.total_seconds())
    for unit, length in (("hours", 3600), ("minutes", 60), ("seconds", 1)):
        if seconds >= length:
            return f"{seconds // length} {unit}"
    return "at once"


def test_every_word_of_a_failed_attempt_has_its_row() -> None:
    sources = (ROOT / "apps" / "core" / "outbound.py", ROOT / "apps/webhooks/delivering.py")
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    words = {*re.findall(r'OutboundError\("(\w+)"', code), "not_2xx", INTERNAL}
    assert rows(sections(WEBHOOKS_PAGE)["Look, and send again"]).keys() - {"error", "---"} == words
    reasons = {*re.findall(r'disable\(.*reason="(\w+)"', code), "by_request"}
    table = rows(sections(WEBHOOKS_PAGE)["What switches an endpoint off"])
    assert table.keys() - {"disabled_reason", "---"} == reasons


def test_every_word_of_a_failed_fetch_has_its_row() -> None:
    sources = (ROOT / "apps" / "core" / name for name in ("outbound.py", "fetching.py"))
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    table = rows(sections(REFERENCE / "candidates-api.md")["POST /ats/v1/parse/url"])
    assert table.keys() - {"code", "---"} == {*re.findall(r'OutboundError\("(\w+)"', code)}


def test_every_scope_role_and_audit_action_has_its_row() -> None:
    access = {name: rows(text) for name, text in sections(REFERENCE / "access.md").items()}
    assert access["Scopes"].keys() - {"scope", "---"} == set(Scope)
    assert access["Roles"].keys() - {"role", "---"} == set(Role)
    for role in Role:
        assert access["Roles"][role][0] == ", ".join(f"`{s}`" for s in sorted(SCOPES_OF[role]))
    actions = access["Audit actions"]
    assert actions.keys() - {"action", "---"} == ACTIONS.keys()
    assert {name: actions[name][0] for name in ACTIONS} == ACTIONS


def test_every_state_of_a_batch_has_its_row() -> None:
    table = rows(sections(DOCS / "howto" / "batches.md")["Wait"])
    assert table.keys() - {"status of the batch", "---"} == set(BatchState)


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


def test_commands_are_in_the_reference() -> None:
    page = (REFERENCE / "command-line.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    ours = [path.stem for path in ROOT.glob("apps/*/management/commands/[a-z]*.py")]
    assert {f"make {name}" for name in targets if f"make {name}" not in page} == {"make help"}
    assert all(f"| `{name}" in page for name in ours)


def test_workers_are_told_to_serve_every_queue() -> None:
    for path in (ROOT / "deploy" / "compose.yaml", DOCS / "howto" / "run-in-production.md"):
        served = re.findall(r"--queues ([\w,]+)", path.read_text(encoding="utf-8"))
        assert sorted(",".join(served).split(",")) == sorted(QUEUES)
        assert WEBHOOKS in served  # alone: receivers that hang may not keep a worker from parsing


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
