"""Other programs: bytes in, bytes out, nothing of ours within their reach, nothing left of them."""

import sys
from pathlib import Path

import pytest

from apps.engine.errors import CorruptFile
from apps.engine.external import run

LEAVES = """
import os, pathlib, sys
for name in ("TMPDIR", "HOME"):
    (pathlib.Path(os.environ[name]) / name).mkdir()
print(os.environ["TMPDIR"])
"""


def _run(code: str, given: bytes = b"", seconds: float = 20) -> bytes:
    return run([sys.executable, "-I", "-c", code], given=given, seconds=seconds)


def test_gives_what_the_program_writes() -> None:
    assert _run("import sys; print(sys.stdin.read()[::-1], end='')", b"abc") == b"cba"


def test_nothing_stays_of_what_it_leaves() -> None:
    assert not Path(_run(LEAVES).decode().strip()).exists()


def test_it_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "ours")
    assert b"ours" not in _run("import os; print(os.environ)")


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "import time; time.sleep(60)"])
def test_a_failure_is_the_files(code: str) -> None:
    with pytest.raises(CorruptFile):
        _run(code, seconds=2)


def test_a_program_that_is_not_there_reads_nothing() -> None:
    with pytest.raises(CorruptFile):
        run(["/nowhere/at/all"], given=b"", seconds=1)
