"""The corpus scorer as a module: folders of truth and predictions in, counts and F1 out."""

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

Counts = Mapping[str, Any]  # by field, with prf() -> (precision, recall, F1)


class Scored(NamedTuple):
    """One document: its name, what is known about it (language, template), its counts by field."""

    name: str
    about: Mapping[str, str]
    counts: Counts
    missing: bool

    @property
    def template(self) -> str:
        return f"{self.about['family']}-{self.about['template']}"


class Scorer:
    """What the bench asks of score_resumes.py."""

    def __init__(self, corpus: Path) -> None:
        self._module = _load(corpus / "score_resumes.py")

    def print_tables(self, truth: Path, predictions: Path) -> None:
        """All fields, templates, languages and the worst documents."""
        options = ["--per", "template,language", "--worst", "15"]
        self._module.main([str(truth), str(predictions), *options])

    def score(self, truth: Path, predictions: Path) -> list[Scored]:
        """Every document that has a truth; one without a prediction counts as empty."""
        found = self._module.score_corpus(str(truth), str(predictions))
        return [Scored(*one) for one in found]

    def macro(self, documents: Sequence[Scored]) -> float:
        """The unweighted mean F1 of the fields over these documents."""
        return float(self._module.macro(self._total(documents)))

    def fields(self, documents: Sequence[Scored]) -> dict[str, float]:
        """F1 by field, of the fields that are printed in any of these documents."""
        total = self._total(documents)
        return {name: round(count.prf()[2], 4) for name, count in total.items() if count.p}

    @property
    def counted(self) -> tuple[str, ...]:
        """The fields whose mean is the macro score."""
        return tuple(self._module.MACRO)

    def _total(self, documents: Sequence[Scored]) -> Counts:
        counts: Counts = self._module.total(documents)
        return counts


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_resumes", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
