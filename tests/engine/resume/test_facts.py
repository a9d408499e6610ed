"""What a row of an entry is: behind which signs it is an item of a list."""

import pytest

from apps.engine.resume.facts import read_facts
from apps.engine.resume.rows import make_rows
from tests.engine.resume.conftest import draw


@pytest.mark.parametrize(
    ("sign", "is_bullet"),
    [("•", True), ("→", True), ("➤", True), ("–", True), ("★", False), ("☆", False)],
)
def test_bullets_open_items(sign: str, *, is_bullet: bool) -> None:
    (fact,) = read_facts(make_rows(draw(f"{sign} Built things").lines))
    assert fact.bullet is is_bullet
