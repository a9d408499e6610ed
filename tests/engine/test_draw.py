"""The pictures of the stages: one PNG per page, of the right size, with frames where boxes are."""

import io
from datetime import date
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from apps.engine.__main__ import main
from apps.engine.document import parse, stages
from apps.engine.draw import DRAWN, PIXELS_PER_POINT, draw
from apps.engine.model import Document
from apps.engine.options import RESUME_OPTIONS, Options
from apps.engine.resume import extract
from tests.engine.sheets import A4, PROSE, Sheet
from tests.pdfs import EMAIL, NAME, resume

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "how-parsing-works.md"
SIZE = tuple(round(side * PIXELS_PER_POINT) for side in A4)
GRAYNESS = 40  # the most by which the colors of a faded black letter differ


def _sheet() -> Sheet:
    sheet = Sheet().text(60, 760, "A heading", 20, bold=True).column(60, 700, PROSE)
    for row in range(3):
        sheet.canvas.line(60, 500 - row * 30, 300, 500 - row * 30)
        sheet.canvas.line(60 + row * 120, 440, 60 + row * 120, 500)
    for row in range(2):
        sheet.text(70, 480 - row * 30, f"left {row}").text(190, 480 - row * 30, f"right {row}")
    return sheet


def _pixels(picture: bytes) -> NDArray[np.int64]:
    with Image.open(io.BytesIO(picture)) as image:
        assert image.format == "PNG"
        assert image.size == SIZE
        return np.asarray(image.convert("RGB")).astype(np.int64)


def _colored(pixels: NDArray[np.int64]) -> NDArray[np.bool_]:
    spread: NDArray[np.int64] = pixels.max(axis=2) - pixels.min(axis=2)
    return spread > GRAYNESS


@pytest.mark.parametrize("stage", DRAWN)
def test_draws_every_stage_but_the_first(stage: str) -> None:
    [(number, picture)] = draw(_sheet().pdf(), Options(), stage)
    assert number == 1
    assert _colored(_pixels(picture)).any()


def test_shows_the_values_of_a_resume(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ada.pdf"
    path.write_bytes(resume())
    assert main([str(path), "--show", "resume"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert f"/candidate/name  {NAME}" in shown
    assert f"/contact/emails/0  {EMAIL}" in shown


def test_draws_the_values_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "ada.pdf"
    path.write_bytes(Sheet().text(60, 760, NAME, 20, bold=True).text(60, 740, EMAIL).pdf())
    assert main([str(path), "--show", "resume", "--draw", str(tmp_path)]) == 0
    colored = _colored(_pixels((tmp_path / "ada.resume.1.png").read_bytes()))
    found = extract(parse(path.read_bytes(), RESUME_OPTIONS), date(2026, 3, 1))
    [place] = cast("list[dict[str, Any]]", found.evidence["/candidate/name"])
    left, bottom, right, _ = (round(side * PIXELS_PER_POINT) for side in place["boundingBox"])
    row = SIZE[1] - bottom
    assert colored[row - 1 : row + 2, left:right].any(axis=0).mean() > 0.9


def test_can_draw_what_can_be_shown() -> None:
    names = dict(stages(_sheet().pdf(), Options(), "sheet.pdf"))
    assert names.keys() == {"source", *DRAWN}


def test_the_explanation_follows_the_stages() -> None:
    text = PAGE.read_text(encoding="utf-8")
    told = [text.index(f"\n## {stage.capitalize()}\n") for stage in ("source", *DRAWN)]
    shown = [text.index(f"](pictures/{stage}.png)") for stage in DRAWN]
    assert told == sorted(told)
    assert shown == sorted(shown)


def test_frames_stand_where_the_boxes_are() -> None:
    data = _sheet().pdf()
    [(_, picture)] = draw(data, Options(), "document")
    colored = _colored(_pixels(picture))
    document = dict(stages(data, Options(), "sheet.pdf"))["document"]
    assert isinstance(document, Document)
    for node in document.kids:
        left, right = (round(x * PIXELS_PER_POINT) for x in (node.box.left, node.box.right))
        bottom = SIZE[1] - round(node.box.bottom * PIXELS_PER_POINT)
        assert colored[bottom - 1 : bottom + 2, left:right].any(axis=0).mean() > 0.9
    assert not colored[: SIZE[1] // 20].any()


def test_the_same_picture_twice() -> None:
    data = _sheet().pdf()
    assert list(draw(data, Options(), "regions")) == list(draw(data, Options(), "regions"))


def test_writes_a_file_for_each_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = _sheet()
    sheet.canvas.showPage()
    path = tmp_path / "two.pdf"
    path.write_bytes(sheet.text(60, 700, "Second page").pdf())
    out = tmp_path / "out"
    assert main([str(path), "--show", "lines", "--draw", str(out)]) == 0
    written = [out / "two.lines.1.png", out / "two.lines.2.png"]
    assert sorted(out.iterdir()) == written
    assert capsys.readouterr().out.split() == [str(path) for path in written]
    assert main([str(path), "--show", "source", "--draw", str(out)]) == 2
