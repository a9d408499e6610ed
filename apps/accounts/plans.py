"""The plans: what an organisation may ask for, how much, and how long its results stay."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.conf import settings

MB = 1_000_000  # bytes


class PlansError(Exception):
    """A plans file is bad; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`credits` per month (None: unlimited), `retention` of sources and artifacts.

    `ocr`: whether scans are read where a submit says nothing of it.
    """

    name: str
    credits: int | None
    requests_per_minute: int
    webhooks: bool
    retention: timedelta
    max_file_bytes: int
    ocr: bool = False


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
"""The plans where the deployment says nothing else."""

UNLIMITED = "unlimited"


def plan_named(name: str) -> Plan:
    """The plan of that name as this deployment has it. Raises KeyError for any other."""
    plans: Mapping[str, Plan] = settings.PLANS
    return plans[name]


def overridden(text: str) -> Mapping[str, Plan]:
    """The plans with what a TOML text says of them; a new name starts as `enterprise`.

    Raises PlansError.

    >>> overridden("[starter]\\nrequests_per_minute = 75")["starter"].requests_per_minute
    75
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlansError(f"The plans file is not valid TOML: {error}.") from None
    plans = dict(PLANS)
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise PlansError(f"{name} must be a table, as in [{name}].")
        base = plans.get(name) or replace(PLANS["enterprise"], name=name)
        plans[name] = replace(base, **dict(_field(name, *item) for item in table.items()))
    return plans


def _field(plan: str, key: str, value: Any) -> tuple[str, Any]:
    if key in SWITCHES and isinstance(value, bool):
        return key, value
    if key == "credits" and value == UNLIMITED:
        return key, None
    if key not in NUMBERS:
        known = ", ".join((*NUMBERS, *SWITCHES))
        raise PlansError(f"{plan}.{key} is not known or no true or false; known are {known}.")
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise PlansError(f"{plan}.{key} must be a whole number from 1 on.")
    field, unit = NUMBERS[key]
    return field, value * unit


SWITCHES = ("webhooks", "ocr")
"""What a plans file may switch on and off."""

NUMBERS: Mapping[str, tuple[str, Any]] = {
    "credits": ("credits", 1),
    "requests_per_minute": ("requests_per_minute", 1),
    "retention_hours": ("retention", timedelta(hours=1)),
    "max_file_mb": ("max_file_bytes", MB),
}
"""What a plans file may say in numbers: the field each sets, and its unit."""
