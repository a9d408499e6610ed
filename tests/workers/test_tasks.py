"""Tasks take ids as keywords, and leave alone what they do not know."""

import pytest

from apps.core.ids import new_id
from apps.core.storage import ArtifactStore
from apps.jobs.models import Job
from apps.jobs.states import State
from tests.conftest import NOW
from tests.rows import job_in, movements, stored
from workers.tasks import housekeeping, parse

ENDED = [State.DONE, State.FAILED, State.EXPIRED]


def test_an_unknown_job_is_nobodys(db: None, storage: ArtifactStore) -> None:
    parse.run(job_id=new_id("job"))
    assert stored() == []


@pytest.mark.parametrize("state", ENDED)
def test_a_late_ring_for_an_ended_job_changes_nothing(
    db: None, storage: ArtifactStore, rings: list[str], state: State
) -> None:
    job = job_in(state, NOW)
    before = (Job.objects.values().get(), movements(job), stored())
    parse.run(job_id=job.id)
    assert (Job.objects.values().get(), movements(job), stored()) == before


@pytest.mark.parametrize(
    "task", [housekeeping.sweep, housekeeping.expire, housekeeping.orphans, parse.run]
)
def test_a_message_of_tomorrow_is_understood(
    db: None, storage: ArtifactStore, task: object
) -> None:
    """A newer web may say more than this worker knows."""
    assert callable(task)
    assert task(job_id=new_id("job"), colour="blue") is None
