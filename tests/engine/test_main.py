"""The command line: files out for files in, errors as files, the same bytes in any process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from apps.engine.__main__ import main
from apps.engine.document import parse
from apps.engine.document.pipeline import PAGE_STAGES
from apps.engine.model import Document
from apps.engine.options import Options
from tests.engine.sheets import PROSE, Sheet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "in" / "deep"
    inside.mkdir(parents=True)
    (inside / "one.pdf").write_bytes(Sheet().column(60, 700, PROSE).pdf())
    (inside.parent / "two.PDF").write_bytes(Sheet().text(60, 700, "Second file").pdf())
    return tmp_path


def test_writes_every_format(folder: Path) -> None:
    out = folder / "out"
    formats = "json,markdown,html,text,annotated_pdf"
    assert main(["document", str(folder / "in"), "--out", str(out), "--formats", formats]) == 0
    assert sorted(path.name for path in out.iterdir()) == sorted(
        f"{name}{ending}"
        for name in ("one", "two")
        for ending in (".json", ".md", ".html", ".txt", ".annotated.pdf")
    )


def test_writes_errors_as_files_and_goes_on(folder: Path) -> None:
    (folder / "in" / "bad.pdf").write_bytes(b"no pdf")
    assert main(["document", str(folder / "in"), "--out", str(folder / "out")]) == 1
    error = json.loads((folder / "out" / "bad.error.json").read_bytes())
    assert error["code"] == "invalid_pdf"
    assert (folder / "out" / "one.json").exists()


def test_takes_every_format_of_a_folder(folder: Path) -> None:
    (folder / "in" / "one.txt").write_text("Nora Feldweg\n\nSkills\nPython, Go\n")
    (folder / "in" / "notes.cfg").write_text("key = value\n")
    assert main(["resume", str(folder / "in"), "--out", str(folder / "out")]) == 0
    made = sorted(path.name for path in (folder / "out").iterdir())
    assert made == ["one.json", "one.txt.json", "two.json"]


def test_a_fault_of_ours_costs_one_file_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks_on_two(data: bytes, options: Options, name: str) -> Document:
        if name == "two.PDF":
            raise ZeroDivisionError("what the document said")
        return parse(data, options, name)

    monkeypatch.setattr("apps.engine.__main__.parse", breaks_on_two)
    assert main(["document", str(folder / "in"), "--out", str(folder / "out")]) == 1
    error = json.loads((folder / "out" / "two.error.json").read_bytes())
    assert error == {
        "code": "corrupt_pdf",
        "message": "the file broke its reader (ZeroDivisionError)",
    }
    assert (folder / "out" / "one.json").exists()


def test_takes_options_as_flags(folder: Path) -> None:
    path = str(folder / "in" / "deep" / "one.pdf")
    flags = ["--keep-line-breaks", "--table-method", "cluster", "--page-range", "1"]
    assert main(["document", path, "--out", str(folder), "--formats", "text", *flags]) == 0
    assert (folder / "one.txt").read_text().splitlines() == list(PROSE)


def test_writes_a_resume(folder: Path) -> None:
    out = folder / "out"
    assert main(["resume", str(folder / "in"), "--out", str(out), "--as-of", "2026-03-01"]) == 0
    report = json.loads((out / "two.json").read_bytes())
    assert set(report) == {"resume", "evidence", "metadata"}
    assert report["metadata"]["as_of"] == "2026-03-01"
    assert report["metadata"]["page_count"] == 1
    assert len(report["metadata"]["input_sha256"]) == 64


@pytest.mark.parametrize("stage", PAGE_STAGES)
def test_shows_a_stage_of_every_page(
    stage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(Sheet().text(60, 700, "First").page().text(60, 700, "Second").pdf())
    assert main([str(path), "--show", stage]) == 0
    shown = capsys.readouterr().out
    assert "number=1" in shown
    assert "number=2" in shown


def test_shows_a_stage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(folder / "in" / "two.PDF")
    assert main([path, "--show", "lines"]) == 0
    assert "Second file" in capsys.readouterr().out
    assert main([path, "--show", "nothing"]) == 2


def test_writes_the_same_bytes_in_another_process(folder: Path) -> None:
    path = str(folder / "in" / "deep" / "one.pdf")
    formats = "json,markdown,annotated_pdf"
    main(["document", path, "--out", str(folder / "a"), "--formats", formats])
    command = [sys.executable, "-m", "apps.engine", "document", path, "--jobs", "2"]
    subprocess.run(
        [*command, "--out", str(folder / "b"), "--formats", formats],
        check=True,
        env={"PYTHONHASHSEED": "7"},
        cwd=Path(__file__).resolve().parents[2],
    )
    for made in sorted((folder / "a").iterdir()):
        assert made.read_bytes() == (folder / "b" / made.name).read_bytes()


@pytest.mark.parametrize("stage", ["lines", "resume"])
def test_draws_nothing_without_pages(stage: str, tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_text("Nora Feldweg")
    assert main([str(path), "--show", stage]) == 0
    assert main([str(path), "--show", stage, "--draw", str(tmp_path)]) == 1
