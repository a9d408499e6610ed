"""The states of a job and the ways between them, pair by pair."""

from itertools import product

import pytest

from apps.jobs import services
from apps.jobs.states import ENDED, WAITING, State, allowed
from tests.conftest import NOW
from tests.rows import job_in

ALLOWED = {
    ("queued", "processing"),  # a worker takes it
    ("queued", "failed"),  # it is given up
    ("queued", "expired"),  # its owner cancels it
    ("processing", "processing"),  # its worker died, another one takes it
    ("processing", "queued"),  # its worker hands it to another queue
    ("processing", "done"),
    ("processing", "failed"),
    ("processing", "expired"),  # its owner deletes it
    ("done", "expired"),
    ("failed", "expired"),
}
"""Typed from the decision on states; every other pair is refused."""


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_every_pair_is_decided(before: State, after: State) -> None:
    assert allowed(before, after) == ((before, after) in ALLOWED)


def test_every_state_waits_or_has_ended() -> None:
    assert {"queued", "processing"} == WAITING
    assert {"done", "failed", "expired"} == ENDED


REFUSED = [pair for pair in product(State, State) if pair not in ALLOWED]


@pytest.mark.parametrize(("before", "after"), REFUSED)
def test_the_table_is_asked_before_a_row_moves(db: None, before: State, after: State) -> None:
    job = job_in(before, NOW)
    with pytest.raises(AssertionError, match=f"{before} -> {after}"):
        services._move(job, after)
    job.refresh_from_db()
    assert job.status == before


@pytest.mark.parametrize(("before", "after"), sorted(ALLOWED))
def test_an_allowed_move_is_made_by_one_of_two(db: None, before: str, after: str) -> None:
    """Both read the row before either writes: the second learns that it lost."""
    first = job_in(State(before), NOW)
    second = type(first).objects.get(id=first.id)
    attempts = first.attempts + 1  # as a claim counts it
    assert services._move(first, State(after), attempts=attempts)
    assert not services._move(second, State(after), attempts=attempts)
    assert second.status == before
    second.refresh_from_db()
    assert (second.status, second.attempts) == (after, attempts)
