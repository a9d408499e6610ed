"""The plans are the contract's table."""

from datetime import timedelta

import pytest

from apps.accounts.plans import PLANS as BUILT
from apps.accounts.plans import PlansError, overridden
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


def test_a_deployment_may_say_otherwise() -> None:
    plans = overridden(
        """
        [starter]
        credits = "unlimited"
        webhooks = true
        [house]
        requests_per_minute = 5000
        retention_hours = 2
        max_file_mb = 7
        """
    )
    assert (plans["starter"].credits, plans["starter"].webhooks) == (None, True)
    assert plans["starter"].requests_per_minute == BUILT["starter"].requests_per_minute
    house = plans["house"]
    assert (house.name, house.requests_per_minute, house.credits) == ("house", 5000, None)
    assert (house.retention, house.max_file_bytes) == (timedelta(hours=2), 7_000_000)
    assert plans["pro"] == BUILT["pro"]


BAD = {
    "no TOML": "starter",
    "no table": "starter = 1",
    "unknown": "[starter]\ncolour = 1",
    "zero": "[starter]\ncredits = 0",
    "a word": '[starter]\ncredits = "many"',
    "a number for a switch": "[starter]\nwebhooks = 1",
    "a switch for a number": "[starter]\ncredits = true",
    "a fraction": "[starter]\nmax_file_mb = 1.5",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_bad_plans_file_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(PlansError) as refused:
        overridden(text)
    assert str(refused.value).endswith(".")
