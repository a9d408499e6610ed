"""Another plan: what was used stays used, and the balance never goes below nothing."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from apps.accounts.audit import OPERATOR
from apps.accounts.models import AuditEntry, Organisation
from apps.core.errors import ApiError
from apps.core.ids import new_id
from apps.usage import ledger
from apps.usage.plan_change import change_plan
from tests.conftest import NOW
from tests.rows import make_organisation


def _used(plan: str, credits: int) -> Organisation:
    organisation = make_organisation(NOW, plan)
    if credits:
        ledger.hold(organisation=organisation, job_id=new_id("job"), credits=credits, now=NOW)
    return organisation


def _again(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


CASES = [
    # from, used, to, left
    ("starter", 0, "pro", 1_000_000),
    ("starter", 3_000, "pro", 997_000),
    ("pro", 3_000, "starter", 497_000),
    ("pro", 700_000, "starter", 0),
    ("free", 10_000, "free_trial", 0),
    ("starter", 3_000, "starter", 497_000),
    ("enterprise", 3_000, "starter", 500_000),
]


@pytest.mark.parametrize(("before", "used", "after", "left"), CASES)
def test_what_was_used_stays_used(db: None, before: str, used: int, after: str, left: int) -> None:
    organisation = _used(before, used)
    change_plan(organisation=organisation, plan_name=after, now=NOW, actor=OPERATOR)
    organisation.refresh_from_db()
    assert organisation.plan_name == after
    assert ledger.available(organisation, NOW) == left
    with pytest.raises(ApiError):
        ledger.hold(organisation=organisation, job_id=new_id("job"), credits=left + 1, now=NOW)
    if left:
        ledger.hold(organisation=organisation, job_id=new_id("job"), credits=left, now=NOW)
    assert ledger.balance(organisation) == ledger.ledger_sum(organisation) == 0


def test_to_the_unlimited_plan_and_nothing_is_refused(db: None) -> None:
    organisation = _used("free", 10_000)
    change_plan(organisation=organisation, plan_name="enterprise", now=NOW, actor=OPERATOR)
    ledger.hold(organisation=organisation, job_id=new_id("job"), credits=10**9, now=NOW)
    assert ledger.available(organisation, NOW) is None
    assert ledger.balance(organisation) == ledger.ledger_sum(organisation)


STALE = [
    # the plan a request was let in with, the plan by then, what may be held and not a credit more
    ("enterprise", "free", 10_000),
    ("starter", "free", 10_000),
    ("free", "starter", 500_000),
]


@pytest.mark.parametrize(("before", "after", "most"), STALE)
@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=31)], ids=["now", "next month"])
def test_a_request_on_its_way_has_the_new_plan(
    db: None, before: str, after: str, most: int, later: timedelta
) -> None:
    stale = _used(before, 0)
    change_plan(organisation=_again(stale), plan_name=after, now=NOW, actor=OPERATOR)
    assert stale.plan_name == before
    with pytest.raises(ApiError) as refused:
        ledger.hold(organisation=stale, job_id=new_id("job"), credits=most + 1, now=NOW + later)
    assert refused.value.extra["credits_remaining"] == most
    ledger.hold(organisation=stale, job_id=new_id("job"), credits=most, now=NOW + later)
    assert ledger.balance(stale) == ledger.ledger_sum(stale) == 0


def test_a_request_on_its_way_has_the_new_plan_without_limit(db: None) -> None:
    stale = _used("free", 0)
    change_plan(organisation=_again(stale), plan_name="enterprise", now=NOW, actor=OPERATOR)
    ledger.hold(organisation=stale, job_id=new_id("job"), credits=10**9, now=NOW)
    assert ledger.available(_again(stale), NOW) is None


HELD, UNDER_WAY = 1_000, 20
BACK = [
    # plan of the hold, plan of the release, used between, left at last
    ("enterprise", "free", 0, 10_000),
    ("enterprise", "free", 4_000, 6_000),
    ("starter", "free", 0, 10_000),
    ("starter", "pro", 0, 1_000_000),
    ("starter", "pro", 4_000, 996_000),
]


@pytest.mark.parametrize(("before", "after", "used", "left"), BACK)
def test_what_comes_back_makes_no_plan_larger(
    db: None, before: str, after: str, used: int, left: int
) -> None:
    organisation, later = make_organisation(NOW, before), NOW + timedelta(hours=1)
    held = [new_id("job") for _ in range(UNDER_WAY)]
    for job_id in held:
        ledger.hold(organisation=organisation, job_id=job_id, credits=HELD, now=NOW)
    stale = _again(organisation)
    change_plan(organisation=organisation, plan_name=after, now=later, actor=OPERATOR)
    if used:
        ledger.hold(organisation=organisation, job_id=new_id("job"), credits=used, now=later)
    for job_id in held:
        ledger.release(organisation=stale, job_id=job_id, credits=HELD, now=later)
    assert ledger.balance(organisation) == ledger.ledger_sum(organisation) == left


def test_the_change_is_in_the_audit_log(db: None) -> None:
    organisation = make_organisation(NOW, "free")
    change_plan(organisation=organisation, plan_name="pro", now=NOW, actor=OPERATOR)
    entry = AuditEntry.objects.get(organisation=organisation)
    assert (entry.actor, entry.action, entry.target) == ("operator", "plan.changed", "free to pro")


def test_submits_can_commit_beside_a_change(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit looks at the organisation it refers to: a full lock would make both wait."""
    locks: list[bool] = []
    really = QuerySet.select_for_update

    def watched(rows: QuerySet[Organisation], no_key: bool = False) -> QuerySet[Organisation]:
        if rows.model is Organisation:
            locks.append(no_key)
        return really(rows, no_key=no_key)

    monkeypatch.setattr(QuerySet, "select_for_update", watched)
    organisation = make_organisation(NOW, "free")
    change_plan(organisation=organisation, plan_name="pro", now=NOW, actor=OPERATOR)
    assert locks == [True]


def test_no_such_plan(db: None) -> None:
    with pytest.raises(ApiError) as refused:
        change_plan(
            organisation=make_organisation(NOW), plan_name="golden", now=NOW, actor=OPERATOR
        )
    assert refused.value.code == "invalid_request"


def test_the_command_changes_the_plan(db: None) -> None:
    organisation = make_organisation(NOW, "free")
    call_command("set_plan", organisation.name, "growth", stdout=None)
    organisation.refresh_from_db()
    assert organisation.plan_name == "growth"
    for words in (("nobody", "growth"), (organisation.name, "golden")):
        with pytest.raises(CommandError):
            call_command("set_plan", *words)
