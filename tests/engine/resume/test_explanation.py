"""The pages about reading and matching resumes show what the code prints."""

from pathlib import Path

import pytest

from tests.engine.resume.explanation import EXAMPLE, PAGES, with_outputs

pytestmark = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


def test_the_outputs_on_the_page_are_those_of_the_code(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert with_outputs(page) == page, "python -m tests.engine.resume.explanation writes them anew"


def test_every_example_has_its_output(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert page.count("```python\n") == page.count("```text\n") == len(EXAMPLE.findall(page)) > 0
