"""Measures by engine: one line each with what is demanded of ours, and whether it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.bench.report import Report


@dataclass(slots=True)
class Comparison:
    """A table; the first of the engines is ours, and the demands are made of it."""

    engines: Sequence[str]
    rows: list[tuple[str, str, list[float | None]]] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def at_least(self, name: str, demand: float, values: Sequence[float | None]) -> None:
        """A score, 1 at best."""
        self._add(name, f">= {demand:g}", values, values[0] is None or values[0] >= demand)

    def at_most(self, name: str, demand: float, values: Sequence[float | None]) -> None:
        """What is spent."""
        self._add(name, f"<= {demand:g}", values, values[0] is None or values[0] <= demand)

    def figure(self, name: str, values: Sequence[float | None]) -> None:
        """What is told and not demanded."""
        self._add(name, "–", values, holds=True)

    def _add(self, name: str, demand: str, values: Sequence[float | None], holds: bool) -> None:
        missing = [None] * (len(self.engines) - len(values))
        self.rows.append((name, demand if holds else f"{demand} MISSED", [*values, *missing]))
        if not holds:
            self.missed.append(name)

    def print_to(self, report: Report) -> None:
        """The table, a dash where an engine has no such measure."""
        heads = [f"{name:>20}" for name in self.engines]
        report.note(f"{'measure':46} {'must':15}" + "".join(heads))
        for name, demand, values in self.rows:
            cells = [f"{'–' if value is None else format(value, '.3f'):>20}" for value in values]
            report.note(f"{name:46} {demand:15}" + "".join(cells))
        report.missed += self.missed
