"""Same bytes, same options: the same artifacts, whatever process writes them and whatever the file
is called on disk. JSON and HTML quote the file's name: there, and only there, it is left out."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ("json", "markdown", "html", "text", "annotated_pdf", "tagged_pdf")
COUNT = 50
QUOTING = {".json", ".html"}
"""The artifacts in which the name of the file stands."""


def _documents(corpus: Path) -> list[Path]:
    """The smallest documents of the corpus: small, because they only have to be many."""
    found = [path for name in ("parse", "resumes") for path in (corpus / name).rglob("*.pdf")]
    return sorted(found, key=lambda path: (path.stat().st_size, path))[:COUNT]


def _start(folder: Path, name: str, seed: str, documents: list[Path]) -> subprocess.Popen[bytes]:
    """A process that writes the artifacts of the documents, called NAME0, NAME1 and so on."""
    source = folder / f"of {name}"
    source.mkdir()
    for number, document in enumerate(documents):
        (source / f"{name}{number}.pdf").symlink_to(document)
    command = [sys.executable, "-m", "apps.engine", "document", str(source), "--jobs", "2"]
    return subprocess.Popen(
        [*command, "--out", str(folder / name), "--formats", ",".join(FORMATS)],
        env={"PYTHONHASHSEED": seed},
        cwd=ROOT,
    )


def _written(folder: Path, name: str) -> dict[str, bytes]:
    """What the process wrote, by number and ending, without the name of the file."""
    written = {}
    for path in (folder / name).iterdir():
        content = path.read_bytes()
        if path.suffix in QUOTING:
            content = content.replace(f"{path.stem}.pdf".encode(), b"")
        written[path.name.removeprefix(name)] = content
    return written


def test_another_process_and_another_name_write_the_same_bytes(
    tmp_path: Path, corpus: Path
) -> None:
    documents = _documents(corpus)
    assert len(documents) == COUNT
    runs = {"first": "1", "another name ": "4294967295"}
    processes = [_start(tmp_path, name, seed, documents) for name, seed in runs.items()]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    first, second = (_written(tmp_path, name) for name in runs)
    assert len(first) == COUNT * len(FORMATS)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
