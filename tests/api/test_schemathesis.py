"""Requests made from the descriptions, sent to a live service: each answer is as described."""

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
import schemathesis
from hypothesis import strategies
from schemathesis import Case, Config

from apps.api.schema import description
from tests import pdfs
from tests.servers.deployments import embedded, temporary_folder
from tests.servers.service import Service
from tests.servers.tenant import Tenant

PLANS = "[enterprise]\nrequests_per_minute = 1000000\n"
"""No limit is met: how it answers is the subject of test_rate_limits."""

CONFIG = Config.from_dict(
    {
        "seed": 1,
        "generation": {
            "codec": "iso-8859-1",
            "max-examples": 20,
            "deterministic": True,
            "no-shrink": True,
        },
        "phases": {
            "fuzzing": {"extra-data-sources": {"responses": False}},
            "coverage": {"extra-data-sources": {"responses": False}},
        },
        "suppress-health-check": ["all"],
    }
)
"""The same requests in every run, which is what a suite needs."""

FORMATS: Mapping[str, Sequence[str | bytes]] = {
    "binary": [pdfs.resume()],
    "date-time": ["2030-01-31T00:00:00Z", "2031-12-31T23:59:59+05:30"],  # what is set lies ahead
    "ip-network": ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7"],
    "uri": ["https://hooks.example.com/", "https://hooks.example.com/in?from=us"],
}
"""Values of the formats that the generator does not know, or knows too little of."""

for name, values in FORMATS.items():
    schemathesis.openapi.format(name, strategies.sampled_from(values))


def described() -> dict[str, Any]:
    """The description, with what no schema can say of a form and the file in it.

    A batch of one file has to be a ZIP, the file sent has one page, and what is sent as a number
    arrives as text. What options contradict others is described, but the generator cannot judge
    that of a form with a file in it (`Unsupported type: 'Binary'`): test_parse has these.
    """
    found: dict[str, Any] = json.loads(description())
    for item in found["paths"].values():
        for form in _forms(item):
            fields = form["properties"]
            fields["page_range"]["enum"] = ["1", "1-3", " 1 , 2"]
            if form.pop("allOf", None):
                del fields["sanitize"]
                fields["output_mode"]["enum"].remove("document")
            if "files" in fields:
                fields["files"]["minItems"] = 2
            for field in fields.values():
                if field["type"] == "string" and not field.keys() & {"enum", "format", "pattern"}:
                    field["type"] = ["string", "number", "boolean"]
    return found


def _forms(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for operation in item.values():
        content = operation.get("requestBody", {}).get("content", {})
        if form := content.get("multipart/form-data"):
            yield form["schema"]


documents = schemathesis.openapi.from_dict(described(), config=CONFIG)
_addresses = itertools.count()


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


@pytest.fixture
def caller(roomy: Service) -> Iterator[Tenant]:
    with Tenant(roomy) as tenant:
        yield tenant


@schemathesis.hook
def before_call(context: Any, case: Case[Any], kwargs: Any) -> None:
    """Callers without a good key are counted by address: each call comes from one of its own."""
    number = next(_addresses)
    case.headers["X-Forwarded-For"] = f"198.51.{number // 256 % 256}.{number % 256}"


@documents.parametrize()
def test_document_face(case: Case[Any], caller: Tenant) -> None:
    case.call_and_validate(
        base_url=caller.service.base_url, headers={"Authorization": f"Bearer {caller.key}"}
    )
