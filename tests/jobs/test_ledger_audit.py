"""The audit of the ledger finds every way in which credits do not add up."""

import pytest
from django.core.management import CommandError, call_command

from apps.core.storage import ArtifactStore
from apps.jobs.ledger_audit import faults
from apps.jobs.states import State
from apps.usage.models import Balance, Kind, LedgerEntry
from tests.conftest import NOW
from tests.rows import job_in

pytestmark = pytest.mark.usefixtures("storage", "rings")


@pytest.mark.parametrize("state", State)
def test_what_the_verbs_make_adds_up(db: None, state: State) -> None:
    job_in(state, NOW)
    assert list(faults()) == []
    call_command("audit_ledger")


def _without(kind: Kind) -> None:
    LedgerEntry.objects.filter(kind=kind).delete()


def _twice_paid() -> None:
    entry = LedgerEntry.objects.get(kind=Kind.SETTLE)
    LedgerEntry.objects.create(
        organisation=entry.organisation,
        job_id=entry.job_id,
        kind=Kind.RELEASE,
        credits=1000,
        created_at=NOW,
    )


def _too_much_back() -> None:
    LedgerEntry.objects.filter(kind=Kind.RELEASE).update(credits=1001)


def _other_balance() -> None:
    Balance.objects.update(credits=5)


BROKEN = {
    "no hold": (State.DONE, lambda: _without(Kind.HOLD), "held 0 instead of 1000"),
    "not settled": (State.DONE, lambda: _without(Kind.SETTLE), "is done and not settled"),
    "not released": (State.FAILED, lambda: _without(Kind.RELEASE), "neither settled nor"),
    "both": (State.DONE, _twice_paid, "both settled and released"),
    "too much back": (State.FAILED, _too_much_back, "got 1001 back instead of 1000"),
    "another balance": (State.DONE, _other_balance, "another balance"),
}


@pytest.mark.parametrize(("state", "break_it", "sentence"), BROKEN.values(), ids=BROKEN)
def test_finds_what_does_not_add_up(
    db: None,
    storage: ArtifactStore,
    capsys: pytest.CaptureFixture[str],
    state: State,
    break_it: object,
    sentence: str,
) -> None:
    job_in(state, NOW)
    assert callable(break_it)
    break_it()
    assert any(sentence in fault for fault in faults())
    with pytest.raises(CommandError):
        call_command("audit_ledger")
    assert sentence in capsys.readouterr().out
