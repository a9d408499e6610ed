"""Golden cases: folders with a typed page, what a careful reader says, and why they exist.

<case>/about.md    one sentence: why this case exists
<case>/page.txt    the pages, typed (see tests/engine/typed.py)
<case>/expected.*  what stands there, read by eye
<case>/fault.md    only while the engine reads it wrong: what is wrong
"""

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Case:
    """One folder."""

    folder: Path

    def __str__(self) -> str:
        return self.folder.name

    @property
    def page(self) -> str:
        return self._text("page.txt")

    @property
    def about(self) -> str:
        return self._text("about.md").strip()

    @property
    def fault(self) -> str | None:
        known = (self.folder / "fault.md").exists()
        return " ".join(self._text("fault.md").split()) if known else None

    @property
    def expected(self) -> Path:
        [path] = self.folder.glob("expected.*")
        return path

    def compare(self, found: str) -> None:
        """Fail with the lines that differ."""
        expected = self.expected.read_text(encoding="utf-8").splitlines()
        name = f"{self}/{self.expected.name}"
        diff = unified_diff(expected, found.splitlines(), name, "the engine", lineterm="", n=2)
        if lines := list(diff):
            pytest.fail("\n".join(lines), pytrace=False)

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def find_cases(folder: Path) -> list[Case]:
    """Every case below a folder."""
    return [Case(path.parent) for path in sorted(folder.glob("*/page.txt"))]


def with_faults(cases: list[Case]) -> list[object]:
    """The cases as parameters; those known to be read wrong must fail."""
    return [pytest.param(case, marks=_marks(case), id=str(case)) for case in cases]


def _marks(case: Case) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(reason=case.fault, strict=True),) if case.fault else ()


def check_about(cases: list[Case]) -> None:
    """Each has one sentence, or two halves of one."""
    assert [str(c) for c in cases if "\n\n" in c.about or not c.about.endswith(".")] == []
