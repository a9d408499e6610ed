"""`GET /ats/v1/usage`: the plan, counted in CVs."""

import time

from tests.ats.caller import Caller
from tests.ats.conftest import MakeCaller
from tests.servers.process import wait_for

KEYS = [
    *("plan", "plan_name", "credits_total", "credits_used", "credits_remaining"),
    *("api_calls_this_period", "resets_at", "overage_price_cents"),
]


def test_a_plan_with_a_limit(make_caller: MakeCaller) -> None:
    caller = make_caller("free_trial")
    caller.ended(caller.parse().json()["candidates"][0]["id"])
    usage = caller.get("/usage")
    assert list(usage) == KEYS
    assert (usage["plan"], usage["plan_name"]) == ("free_trial", "Free Trial")
    assert [usage[name] for name in KEYS[2:5]] == [10, 1, 9]
    assert usage["resets_at"].endswith("Z")
    assert usage["overage_price_cents"] is None


def test_a_plan_without_one(owner: Caller) -> None:
    owner.parsed()
    usage = owner.get("/usage")
    assert [usage[name] for name in KEYS[2:5]] == [None, 1, None]


def test_what_failed_is_not_used(owner: Caller) -> None:
    submitted = owner.parse().json()["candidates"][0]["id"]
    owner.http.delete(f"/candidates/{submitted}")
    used = owner.get("/usage")["credits_used"]
    assert used in {0, 1}  # it may have been read in time


def test_calls_are_counted(owner: Caller) -> None:
    def calls() -> int:
        time.sleep(0.2)
        count: int = owner.get("/usage")["api_calls_this_period"]
        return count

    assert wait_for(lambda: calls() >= 3, seconds=60)


def test_a_colleague_sees_the_same(owner: Caller, colleague: Caller, stranger: Caller) -> None:
    owner.parsed()
    assert colleague.get("/usage")["credits_used"] == 1
    assert stranger.get("/usage")["credits_used"] == 0
