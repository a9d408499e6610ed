"""Callers of the candidates face: an owner, a colleague with another key, and a stranger."""

from collections.abc import Iterator
from typing import Protocol

import pytest

from tests.ats.caller import Caller
from tests.servers.service import Service


class MakeCaller(Protocol):
    def __call__(self, plan: str = "enterprise", colleague: Caller | None = None) -> Caller: ...


@pytest.fixture
def make_caller(service: Service) -> Iterator[MakeCaller]:
    """Make organisations on any plan, and more keys of one."""
    made: list[Caller] = []

    def make(plan: str = "enterprise", colleague: Caller | None = None) -> Caller:
        made.append(Caller(service, plan, colleague))
        return made[-1]

    yield make
    for caller in made:
        caller.http.close()


@pytest.fixture
def owner(make_caller: MakeCaller) -> Caller:
    """The caller of the test."""
    return make_caller()


@pytest.fixture
def colleague(make_caller: MakeCaller, owner: Caller) -> Caller:
    """Another key of the owner's organisation."""
    return make_caller(colleague=owner)


@pytest.fixture
def stranger(make_caller: MakeCaller) -> Caller:
    """Somebody else, for whom the owner's candidates do not exist."""
    return make_caller()
