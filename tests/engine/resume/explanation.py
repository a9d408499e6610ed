"""The examples of the pages on reading and matching resumes, each followed by what it prints.

`python -m tests.engine.resume.explanation` writes the outputs anew.
"""

import contextlib
import io
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGES = tuple(
    ROOT / "docs" / "explanation" / name
    for name in ("how-resumes-are-read.md", "how-matching-works.md")
)
EXAMPLE = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def with_outputs(page: str) -> str:
    """The page with the output of each example, run in order from the folder of the project."""
    names: dict[str, object] = {}

    def run(example: re.Match[str]) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.chdir(ROOT):
            exec(compile(example[1], "example", "exec"), names)
        return f"```python\n{example[1]}```\n\n```text\n{out.getvalue()}```"

    return EXAMPLE.sub(run, page)


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(with_outputs(page.read_text(encoding="utf-8")), encoding="utf-8")
