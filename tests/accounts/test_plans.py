"""The plans are the contract's table."""

from datetime import timedelta

import pytest

from apps.accounts.plans import PLANS as BUILT
from tests.contract import PLANS


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_as_promised(name: str) -> None:
    credits, per_minute, webhooks, hours, megabytes = PLANS[name]
    plan = BUILT[name]
    assert plan.name == name
    assert plan.credits == credits
    assert plan.requests_per_minute == per_minute
    assert plan.webhooks is webhooks
    assert plan.retention == timedelta(hours=hours)
    assert plan.max_file_bytes == megabytes * 1_000_000


def test_an_installation_of_ones_own_is_unlimited() -> None:
    assert BUILT["enterprise"].credits is None
    assert BUILT["enterprise"].requests_per_minute == 1000
    assert set(BUILT) == {*PLANS, "enterprise"}
