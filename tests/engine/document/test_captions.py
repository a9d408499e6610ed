"""Which lines are captions, labels alone, and notes."""

import pytest

from apps.engine.document.captions import is_bare_label, is_caption, is_note, link_captions
from apps.engine.model import Box, Caption, Image, Style, Text


@pytest.mark.parametrize(
    "text",
    [
        "Figure 3: The orchard", "Fig. 2a. A lens", "FIGURE 8.7 A horn", "Table 1 Yield",
        "TABLE IV. RESULTS", "Abb. 3: Ertrag", "Tableau 2 – Récolte", "Figura 1.2. Mapa",
        "Таблица 4. Урожай", "Diagram 2", "Chart A: Prices",
        "Table ES-1", "TABLE. Yield by year", "Photo: Keeper archive",
    ],
)  # fmt: skip
def test_takes_as_caption(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Figure 3 shows the orchard", "Table of Contents", "figure 3", "Tables and chairs",
        "Photo by the author", "Map of the north", "Box office", "Image processing",
        "Figures of speech", "Abbey 3", "Table 5 gives the yield", "In Figure 3: nothing",
        "Scheme for pensions", "Source: own survey",
    ],
)  # fmt: skip
def test_leaves_alone(text: str) -> None:
    assert not is_caption(text)


def test_tells_labels_that_stand_alone() -> None:
    assert all(is_bare_label(text) for text in ("Figure 7.", "Table 2", "DIAGRAM 3:"))
    assert not any(is_bare_label(text) for text in ("Figure", "Figure 7. A lens", "7.", "Table of"))


def test_tells_notes() -> None:
    assert all(is_note(text) for text in ("Source: own survey", "NOTES: n = 12", "Quelle : ebd."))
    assert not any(is_note(text) for text in ("Sources of error", "Notebook: blue", "Note that"))


PICTURE = Image(7, 1, Box(60, 500, 260, 650))
BLACK = Style("Lato", 9.0, False, False, (0.0, 0.0, 0.0))


@pytest.mark.parametrize(
    ("box", "page", "target"),
    [
        (Box(60, 480, 260, 490), 1, 7),  # below
        (Box(60, 660, 200, 670), 1, 7),  # above
        (Box(270, 510, 400, 520), 1, 7),  # beside
        (Box(60, 480, 260, 490), 2, None),
        (Box(60, 400, 260, 410), 1, None),  # too far down
        (Box(270, 480, 400, 490), 1, None),  # neither below nor beside
        (Box(320, 510, 400, 520), 1, None),  # too far off
    ],
)
def test_links_captions_to_what_is_near(box: Box, page: int, target: int | None) -> None:
    caption = Caption(8, page, box, Text(("Figure 1",), BLACK), None)
    linked = link_captions([PICTURE, caption])[1]
    assert isinstance(linked, Caption)
    assert linked.target == target
