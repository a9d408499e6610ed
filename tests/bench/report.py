"""One line per figure: what was measured, what is demanded of it, and whether it holds."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """Collects and prints figures. `missed` names those that do not meet their demand."""

    missed: list[str] = field(default_factory=list)

    def section(self, title: str) -> None:
        print(f"\n{title}", flush=True)

    def at_least(self, name: str, value: float, demand: float, unit: str) -> None:
        self._line(name, value, unit, f">= {demand:g}", value >= demand)

    def at_most(self, name: str, value: float, demand: float, unit: str) -> None:
        self._line(name, value, unit, f"<= {demand:g}", value <= demand)

    def figure(self, name: str, value: float, unit: str) -> None:
        """A figure without a demand."""
        self._line(name, value, unit, "", True)

    def note(self, text: str) -> None:
        print(f"  {text}", flush=True)

    def _line(self, name: str, value: float, unit: str, demand: str, holds: bool) -> None:
        verdict = "" if not demand else "ok" if holds else "MISSED"
        print(f"  {name:44} {value:10.3f} {unit:10} {demand:10} {verdict}", flush=True)
        if not holds:
            self.missed.append(name)
