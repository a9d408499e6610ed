"""What closes a resume like a letter: place, day and signature, and what only looks so."""

import pytest

from apps.engine.resume.closing import closing_start
from apps.engine.resume.rows import make_rows
from tests.engine.resume.conftest import draw

TEXT = "Klettern, Chorgesang\nWandern\nImkerei\n"

CLOSINGS = [
    "Erfurt, 12.10.2025\nUlrike Brandstätter",
    "Erfurt, den 12. Oktober 2025",
    "Lyon, le 3 mars 2025\nSolène Kervadec",
    "Madrid, 3 de marzo de 2025",
    "Utrecht, 3 maart 2025",
]


@pytest.mark.parametrize("closing", CLOSINGS)
def test_finds_the_closing(closing: str) -> None:
    assert closing_start(make_rows(draw(TEXT + closing).lines)) == 3


NO_CLOSINGS = [
    "Erfurt, 2025",
    "Erfurt, Oktober 2025",
    "Staatsexamen, 12.10.2025\nUlrike Brandstätter",
    "• Erfurt, 12.10.2025",
    "12.10.2025",
    "Erfurt, 12.10.2025\nCertified Welder, Landesverband Thüringen, 2012",
    "Erfurt, 12.10.2025\nulrike@example.com",
    "Read in Erfurt, 12.10.2025, by forty guests",
]


@pytest.mark.parametrize("text", NO_CLOSINGS)
def test_leaves_other_rows_alone(text: str) -> None:
    rows = make_rows(draw(TEXT + text).lines)
    assert closing_start(rows) == len(rows)
