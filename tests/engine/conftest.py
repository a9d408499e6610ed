"""What the tests of the engine share: documents parsed from sheets, and the corpus beside us."""

from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of sample documents; tests that need it are skipped without it."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus ../shared/corpus is not beside this repository")
    return CORPUS
