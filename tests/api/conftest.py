"""Callers of the running service: an organisation of the test's own, and a stranger."""

from collections.abc import Callable, Iterator
from typing import Protocol

import httpx
import pytest

from tests import pdfs
from tests.servers.service import Service
from tests.servers.tenant import TIMEOUT, Tenant, check_answer, from_somewhere

Route = tuple[str, str]
"""Method and path, with `{job}` where the id of a job belongs."""


class MakeTenant(Protocol):
    def __call__(self, plan: str = "enterprise", days: int | None = None) -> Tenant: ...


@pytest.fixture
def make_tenant(service: Service) -> Iterator[MakeTenant]:
    """Make organisations on any plan."""
    made: list[Tenant] = []

    def make(plan: str = "enterprise", days: int | None = None) -> Tenant:
        made.append(Tenant(service, plan, days))
        return made[-1]

    yield make
    for tenant in made:
        tenant.http.close()


@pytest.fixture
def tenant(make_tenant: MakeTenant) -> Tenant:
    """The caller of the test."""
    return make_tenant()


@pytest.fixture
def charlie(make_tenant: MakeTenant) -> Tenant:
    """Somebody else, for whom the caller's jobs do not exist."""
    return make_tenant()


@pytest.fixture
def nobody(service: Service) -> Iterator[httpx.Client]:
    """A caller without a key."""
    hooks: dict[str, list[Callable[..., object]]] = {
        "request": [from_somewhere],
        "response": [check_answer],
    }
    with httpx.Client(base_url=service.base_url, event_hooks=hooks, timeout=TIMEOUT) as client:
        yield client


@pytest.fixture(scope="session")
def finished(service: Service) -> Iterator[tuple[Tenant, str]]:
    """A job that is done with every format, for tests that only look, and its owner."""
    with Tenant(service) as owner:
        yield owner, owner.done(pdfs.resume(), {"formats": ["html", "annotated_pdf"]})
