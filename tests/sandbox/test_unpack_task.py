"""A ZIP is taken apart file by file: what is wrong with one says nothing of the others."""

import io
import zipfile
from pathlib import Path

import pytest

from apps.sandbox.tasks.unpack import unpack

LIMITS = {"max_files": 10, "max_file_bytes": 1_000_000, "max_total_bytes": 2_000_000}
CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 50
METHODS = {
    "stored": zipfile.ZIP_STORED,
    "deflated": zipfile.ZIP_DEFLATED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}


def _zip(method: int) -> bytearray:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name in ("damaged.pdf", "good.pdf"):
            archive.writestr(name, CONTENT)
    return bytearray(whole.getvalue())


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("offset", [0, 1, 2, 30])
def test_a_damaged_file_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: int, offset: int
) -> None:
    monkeypatch.chdir(tmp_path)
    data = _zip(method)
    begin = 30 + len("damaged.pdf") + offset  # behind the local header of the first file
    data[begin : begin + 4] = bytes(255 - byte for byte in data[begin : begin + 4])
    files = unpack(bytes(data), LIMITS)["files"]
    assert [(file["name"], file["error"]) for file in files] == [
        ("damaged.pdf", "corrupt_pdf"),
        ("good.pdf", None),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["001"]
    assert (tmp_path / "001").read_bytes() == CONTENT
