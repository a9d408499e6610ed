"""What the name and the descriptor of a font say about its weight."""

import pytest

from apps.engine.document.readers.pdfium_text import FORCE_BOLD, is_bold


@pytest.mark.parametrize(
    ("name", "flags", "weight"),
    [
        ("Lato-Bold", 0, 400),
        ("Arial,Bold", 0, 0),
        ("HelveticaNeue-Heavy", 0, 400),
        ("CMBX12", 0, 400),
        ("Lato", FORCE_BOLD, 400),
        ("F3", 0, 700),
        ("CIDFont+F2", 0, 700),
        ("TT1", 0, 700),
    ],
)
def test_takes_a_face_as_bold(name: str, flags: int, weight: int) -> None:
    assert is_bold(name, flags, weight)


@pytest.mark.parametrize(
    ("name", "flags", "weight"),
    [
        ("Lato", 0, 828),
        ("DejaVu-Serif", 0, 1000),
        ("TimesNewRomanPSMT", 0, 700),
        ("CMR10", 0, 400),
        ("Garamond-Italic", 0, 640),
        ("F3", 0, 400),
        ("", 0, 400),
    ],
)
def test_leaves_a_face_regular(name: str, flags: int, weight: int) -> None:
    assert not is_bold(name, flags, weight)
