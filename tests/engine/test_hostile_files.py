"""Hostile office and text files end with a clear code, or are read as if they meant no harm."""

import pytest

from apps.engine.check import check
from apps.engine.document import parse
from apps.engine.errors import EngineError
from apps.engine.options import RESUME_OPTIONS
from tests.engine.hostile_files import BUILDERS, hostile


@pytest.mark.parametrize("name", BUILDERS)
def test_ends_as_it_should(name: str) -> None:
    data, code = hostile(name)
    if code is None:
        document = parse(data, RESUME_OPTIONS, "cv.docx")
        said = "\n".join(line.text for line in document.lines)
        assert "Nora" in said
        assert not any(word in said for word in ("root:", "cmd.exe", "AutoOpen"))
        assert not any(word.link for line in document.lines for word in line.words)
    else:
        with pytest.raises(EngineError) as raised:
            parse(data, RESUME_OPTIONS, "cv.docx")
        assert raised.value.code == code


SEEN_AT_SUBMIT = {
    "thousands of parts": "corrupt_file",
    "cut off in the middle": "corrupt_file",
    "no main part": "corrupt_file",
    "encrypted by its word processor": "password_protected",
    "an old spreadsheet": "unsupported_media_type",
}


@pytest.mark.parametrize("name", SEEN_AT_SUBMIT)
def test_is_refused_before_it_is_a_job(name: str) -> None:
    with pytest.raises(EngineError) as raised:
        check(hostile(name).data, None, None)
    assert raised.value.code == SEEN_AT_SUBMIT[name]
