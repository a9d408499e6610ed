"""The page about reading resumes shows what the code prints."""

from tests.engine.resume.explanation import EXAMPLE, PAGE, with_outputs


def test_the_outputs_on_the_page_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_outputs(page) == page, "python -m tests.engine.resume.explanation writes them anew"


def test_every_example_has_its_output() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count("```python\n") == page.count("```text\n") == len(EXAMPLE.findall(page)) > 0
