"""The plans: what an organisation may ask for, how much, and how long its results stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

MB = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """`credits` per month (None: unlimited), `retention` of sources and artifacts."""

    name: str
    credits: int | None
    requests_per_minute: int
    webhooks: bool
    retention: timedelta
    max_file_bytes: int


PLANS: Mapping[str, Plan] = {
    plan.name: plan
    for plan in (
        Plan("free", 10_000, 10, False, timedelta(hours=1), 10 * MB),
        Plan("free_trial", 10_000, 60, False, timedelta(hours=1), 10 * MB),
        Plan("starter", 500_000, 60, False, timedelta(hours=24), 10 * MB),
        Plan("pro", 1_000_000, 90, True, timedelta(hours=72), 20 * MB),
        Plan("growth", 2_000_000, 120, True, timedelta(days=7), 20 * MB),
        Plan("scale", 10_000_000, 300, True, timedelta(days=30), 50 * MB),
        Plan("enterprise", None, 1_000, True, timedelta(days=90), 100 * MB),
    )
}
