"""The ledger: holds, settlements and releases, whose sum is the balance."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.accounts.models import Organisation
from apps.core.errors import ApiError
from apps.core.ids import new_id
from apps.core.times import iso
from apps.usage import ledger
from apps.usage.models import Kind, LedgerEntry
from apps.usage.periods import period_end
from tests.conftest import NOW
from tests.contract import EXTRA, PLANS
from tests.rows import make_organisation

COST = 1000


def _hold(organisation: Organisation, credits: int = COST, now: datetime = NOW) -> str:
    job_id = new_id("job")
    with transaction.atomic():
        ledger.hold(organisation=organisation, job_id=job_id, credits=credits, now=now)
    return job_id


def _refusal(organisation: Organisation, credits: int, now: datetime = NOW) -> ApiError:
    with pytest.raises(ApiError) as refused:
        _hold(organisation, credits, now)
    return refused.value


@pytest.mark.parametrize("plan", PLANS)
def test_a_period_begins_with_the_credits_of_the_plan(db: None, plan: str) -> None:
    organisation = make_organisation(NOW, plan)
    _hold(organisation)
    assert ledger.balance(organisation) == (PLANS[plan][0] or 0) - COST


def test_a_held_credit_is_gone_until_it_is_released(db: None) -> None:
    organisation = make_organisation(NOW, "free")
    spent, given_back = _hold(organisation), _hold(organisation)
    assert ledger.balance(organisation) == 8000
    ledger.settle(organisation=organisation, job_id=spent, now=NOW)
    ledger.release(organisation=organisation, job_id=given_back, credits=COST, now=NOW)
    assert ledger.balance(organisation) == 9000


def test_refuses_what_the_balance_does_not_hold(db: None) -> None:
    organisation = make_organisation(NOW, "free")
    _hold(organisation, 9500)
    refused = _refusal(organisation, COST)
    assert refused.code == "insufficient_credits"
    assert refused.extra == {
        "hard_limit": True,
        "overages_available": False,
        "credits_required": COST,
        "credits_remaining": 500,
        "resets_at": iso(period_end(organisation.created_at, NOW)),
        "upgrade_url": "/billing",
    }
    assert set(refused.extra) == EXTRA["insufficient_credits"]
    assert ledger.balance(organisation) == 500
    _hold(organisation, 500)
    assert ledger.balance(organisation) == 0


def test_a_new_period_fills_up_and_adds_nothing_on_top(db: None) -> None:
    organisation = make_organisation(NOW, "free")
    _hold(organisation, 4000)
    next_period = period_end(organisation.created_at, NOW)
    _refusal(organisation, 10_000, next_period - timedelta(seconds=1))
    _hold(organisation, 10_000, next_period)
    assert ledger.balance(organisation) == 0
    _refusal(organisation, 1, next_period)
    grants = LedgerEntry.objects.filter(organisation=organisation, kind=Kind.GRANT)
    assert sorted(entry.credits for entry in grants) == [4000, 10_000]


@pytest.mark.parametrize(("used", "left"), [(0, 10_000), (4000, 6000)])
def test_what_was_held_last_month_lapsed_with_it(db: None, used: int, left: int) -> None:
    organisation = make_organisation(NOW, "free")
    held = [_hold(organisation) for _ in range(9)]
    next_period = period_end(organisation.created_at, NOW)
    _hold(organisation, used, next_period)
    for job_id in held:
        ledger.release(organisation=organisation, job_id=job_id, credits=COST, now=next_period)
    assert ledger.balance(organisation) == ledger.ledger_sum(organisation) == left


def test_what_comes_back_before_the_month_is_looked_at_lapses_with_the_rest(db: None) -> None:
    organisation = make_organisation(NOW, "free")
    held = _hold(organisation, 9000)
    next_period = period_end(organisation.created_at, NOW)
    ledger.release(organisation=organisation, job_id=held, credits=9000, now=next_period)
    _hold(organisation, 10_000, next_period)
    assert ledger.balance(organisation) == ledger.ledger_sum(organisation) == 0


def test_a_release_above_the_plan_takes_no_more_back_than_it_brings(db: None) -> None:
    organisation = make_organisation(NOW, "free")
    held = _hold(organisation)
    ledger.grant(organisation=organisation, credits=5000, now=NOW)
    ledger.release(organisation=organisation, job_id=held, credits=COST, now=NOW)
    assert ledger.balance(organisation) == ledger.ledger_sum(organisation) == 14_000


def test_the_unlimited_plan_is_counted_and_never_refused(db: None) -> None:
    organisation = make_organisation(NOW, "enterprise")
    _hold(organisation, 10**9)
    assert ledger.balance(organisation) == -(10**9)
    assert not LedgerEntry.objects.filter(kind=Kind.GRANT).exists()


def test_credits_of_others_are_not_mine(db: None) -> None:
    mine, his = make_organisation(NOW, "free"), make_organisation(NOW, "free")
    _hold(his, 10_000)
    _hold(mine, 10_000)
    assert ledger.balance(mine) == ledger.balance(his) == 0


@pytest.mark.parametrize("verb", ["hold", "settle", "release"])
def test_no_job_moves_twice_in_the_same_way(db: None, verb: str) -> None:
    organisation = make_organisation(NOW)
    job_id = new_id("job")
    facts = {"organisation": organisation, "job_id": job_id, "now": NOW}
    if verb != "settle":
        facts["credits"] = COST
    getattr(ledger, verb)(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        getattr(ledger, verb)(**facts)
    assert LedgerEntry.objects.filter(job_id=job_id).count() == 1
