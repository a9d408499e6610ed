"""`positions.*`: scores by the id of what changed, and what runs by the clock."""

from uuid import UUID

from celery import shared_task

from apps.positions import ranking


@shared_task(name="positions.rematch")
def rematch(*, position_id: str, **_: object) -> None:
    """Score all candidates for a position. Unknown and closed ones are left alone."""
    ranking.rematch(position_id=UUID(position_id))


@shared_task(name="positions.rematch_candidate")
def rematch_candidate(*, candidate_id: str, **_: object) -> None:
    """Score a candidate for all open positions. Unknown and unread ones are left alone."""
    ranking.rematch_candidate(candidate_id=UUID(candidate_id))


@shared_task(name="positions.sweep")
def sweep(**_: object) -> None:
    """Ring for scores whose ring was lost."""
    ranking.sweep()
