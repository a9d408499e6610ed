"""Requests made from the descriptions, sent to a live service: each answer is as described."""

import itertools
import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
import schemathesis
from hypothesis import strategies
from schemathesis import Case, Config
from schemathesis.core.parameters import ParameterLocation
from schemathesis.schemas import BaseSchema

from apps.api.schema import CANDIDATES, DOCUMENTS, Face, description
from tests import pdfs
from tests.servers.deployments import embedded, temporary_folder
from tests.servers.process import wait_for
from tests.servers.service import Service
from tests.servers.tenant import Tenant

PLANS = "[enterprise]\nrequests_per_minute = 1000000\n"
"""No limit is met: how it answers is the subject of test_rate_limits."""

CONFIG = Config.from_dict(
    {
        "seed": 1,
        "generation": {
            "max-examples": 20,
            "deterministic": True,
            "no-shrink": True,
            "codec": "iso-8859-1",  # what is printable beyond it depends on the year of a Unicode
        },
        "phases": {  # ids that other tests made are those of other organisations
            "fuzzing": {"extra-data-sources": {"responses": False}},
            "coverage": {"extra-data-sources": {"responses": False}},
        },
        "suppress-health-check": ["all"],
    }
)
"""The same requests in every run, which is what a suite needs. All checks are on."""

FORMATS: Mapping[str, Sequence[str | bytes]] = {
    "binary": [pdfs.resume()],
    "date-time": ["2030-01-31T00:00:00Z", "2031-12-31T23:59:59+05:30"],  # what is set lies ahead
    "ip-network": ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7"],
    "https-url": ["https://hooks.example.com/", "https://hooks.example.com/in?from=us"],
    "http-url": ["https://example.com/nora", "http://nora.example.com"],
}
"""Values of the formats that the generator does not know, or knows too little of."""

for name, values in FORMATS.items():
    schemathesis.openapi.format(name, strategies.sampled_from(values))


def described(face: Face) -> BaseSchema:
    """The description, narrowed to what can be meant together and no schema can say."""
    found: dict[str, Any] = json.loads(description(face))
    for path, item in found["paths"].items():
        for body in _shapes(item, "application/json"):
            for least in LOWER_BOUNDS & body["properties"].keys():
                del body["properties"][least]
        for form in _shapes(item, "multipart/form-data"):
            _narrow(form)
            if path.endswith("/batch"):
                form["properties"]["files"]["minItems"] = 2  # one would have to be a ZIP
    return schemathesis.openapi.from_dict(found, config=CONFIG)


LOWER_BOUNDS = frozenset({"min_experience_years", "salary_min"})
"""Of two bounds only the upper one is sent; tests/ats/test_jobs_create.py sends both."""


def _narrow(form: dict[str, Any]) -> None:
    """A form for a file of one page; what is sent as a number arrives as text.

    What options contradict others is described, but the generator cannot judge that of a form
    with a file in it (`Unsupported type: 'Binary'`): tests/api/test_parse.py has these.
    """
    fields = form["properties"]
    if "page_range" in fields:
        fields["page_range"]["enum"] = ["1", "1-3", " 1 , 2"]
    if form.pop("allOf", None):
        del fields["sanitize"]
        fields["output_mode"]["enum"].remove("document")
    for field in fields.values():
        if field["type"] == "string" and not field.keys() & {"enum", "format", "pattern"}:
            field["type"] = ["string", "number", "boolean"]


def _shapes(item: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """What the bodies of a path look like that are of this content type."""
    for operation in item.values():
        content = operation.get("requestBody", {}).get("content", {})
        if body := content.get(kind):
            yield body["schema"]


documents, candidates = described(DOCUMENTS), described(CANDIDATES)
_addresses = itertools.count()


@schemathesis.hook
def before_call(context: Any, case: Case[Any], kwargs: Any) -> None:
    """Callers without a good key are counted by address: each call comes from one of its own."""
    number = next(_addresses)
    case.headers["X-Forwarded-For"] = f"198.51.{number // 256 % 256}.{number % 256}"


@pytest.fixture(scope="module")
def roomy() -> Iterator[Service]:
    """A service whose plan grants any number of calls."""
    with temporary_folder() as folder:
        plans = folder / "plans.toml"
        plans.write_text(PLANS)
        with embedded(folder, {"PLANS_FILE": str(plans)}) as service:
            with Tenant(service) as first:
                first.done()
            yield service


def _made(answer: Any, *path: str | int) -> str:
    found = answer.json()
    for step in path:
        found = found[step]
    return str(found)


def _key(tenant: Tenant) -> str:
    return _made(tenant.http.post("/v1/keys", json={"name": "a", "scopes": ["read"]}), "id")


def _member(tenant: Tenant) -> str:
    body = {"email": f"{secrets.token_hex(4)}@example.com", "role": "read_only"}
    return _made(tenant.http.post("/v1/members", json=body), "id")


def _endpoint(tenant: Tenant) -> str:
    url = {"url": "https://hooks.example.com/"}
    return _made(tenant.http.post("/v1/webhook-endpoints", json=url), "id")


def _delivery(tenant: Tenant) -> str:
    path = f"/v1/webhook-endpoints/{_endpoint(tenant)}/ping"
    return _made(tenant.http.post(path, json={}), "id")


def _batch(tenant: Tenant) -> str:
    files = [("files", (f"{n}.pdf", pdfs.resume(str(n)), "application/pdf")) for n in range(2)]
    headers = {"Idempotency-Key": secrets.token_hex(4)}
    return _made(tenant.http.post("/v1/parse/batch", files=files, headers=headers), "batch_id")


PARSE_SECONDS = 100.0  # on a busy machine


def _candidate(tenant: Tenant) -> str:
    file = {"files": ("cv.pdf", pdfs.resume(), "application/pdf")}
    made = _made(tenant.http.post("/ats/v1/parse", files=file), "candidates", 0, "id")
    path = f"/ats/v1/candidates/{made}"

    def parsed() -> bool:
        return _made(tenant.http.get(path), "data", "parsing_status") == "completed"

    assert wait_for(parsed, PARSE_SECONDS), tenant.http.get(path).text
    return made


def _tag(tenant: Tenant) -> str:
    body = {"name": secrets.token_hex(4)}
    return _made(tenant.http.post("/ats/v1/tags", json=body), "data", "id")


def _position(tenant: Tenant) -> str:
    body = {"title": "Engineer", "required_skills": [{"skill": "Python", "weight": 1}]}
    return _made(tenant.http.post("/ats/v1/jobs", json=body), "data", "id")


Makers = Mapping[str, Callable[[Tenant], str]]
OF_DOCUMENTS: Makers = {
    "job_id": lambda tenant: tenant.done(),
    "batch_id": _batch,
    "key_id": _key,
    "member_id": _member,
    "endpoint_id": _endpoint,
    "delivery_id": _delivery,
}
OF_CANDIDATES: Makers = {"candidate_id": _candidate, "tag_id": _tag, "job_id": _position}
"""By the name of an id in a path: how a thing with one is made."""


class Caller:
    """An organisation that asks about one operation, half of the time about things it has."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self._ids: dict[str, str] = {}
        self._calls = itertools.count()

    def ask(self, case: Case[Any], makers: Makers) -> None:
        """Send a request and check the answer."""
        path = dict(case.path_parameters or {})
        meant = case.meta is None or not case.meta.is_negative_at(ParameterLocation.PATH)
        if path and meant and next(self._calls) % 2 == 0:
            case.path_parameters = {name: self._id(name, makers) for name in path}
        key = self.tenant.key  # either header would do; a generated one is to be no good key
        headers = {"X-API-Key": key, "Authorization": f"Bearer {key}"}
        case.call_and_validate(base_url=self.tenant.service.base_url, headers=headers)

    def _id(self, name: str, makers: Makers) -> str:
        if name not in self._ids:
            self._ids[name] = makers[name](self.tenant)
        return self._ids[name]


@pytest.fixture
def caller(roomy: Service) -> Iterator[Caller]:
    with Tenant(roomy) as tenant:
        yield Caller(tenant)


@documents.parametrize()
def test_document_face(case: Case[Any], caller: Caller) -> None:
    caller.ask(case, OF_DOCUMENTS)


@candidates.parametrize()
def test_candidates_face(case: Case[Any], caller: Caller) -> None:
    caller.ask(case, OF_CANDIDATES)
