"""The tree: headings with levels, lists, captions, images, furniture, ids."""

from apps.engine.document import parse
from apps.engine.document.markers import find_marker
from apps.engine.model import (
    Caption,
    Document,
    Furniture,
    Heading,
    Image,
    ListNode,
    Paragraph,
)  # fmt: skip
from tests.engine.sheets import PROSE, Sheet


def report() -> Document:
    sheet = Sheet().text(60, 800, "Orchards of the north", 20, bold=True)
    sheet.text(60, 770, "Harvest", 14, bold=True).column(60, 750, PROSE)
    sheet.column(60, 680, ["• Apples", "• Pears", "• Plums"])
    sheet.text(60, 620, "Weather", 14, bold=True).column(60, 600, PROSE)
    sheet.column(60, 530, ["1. First a frost", "2. Then a drought"])
    return parse(sheet.pdf())


def test_ranks_headings() -> None:
    headings = [node for node in report().kids if isinstance(node, Heading)]
    assert [(h.text.lines[0], h.level) for h in headings] == [
        ("Orchards of the north", 1),
        ("Harvest", 2),
        ("Weather", 2),
    ]


def test_makes_lists_of_items() -> None:
    bullets, numbers = (node for node in report().kids if isinstance(node, ListNode))
    assert [item.text.lines[0] for item in bullets.items] == ["Apples", "Pears", "Plums"]
    assert {item.label for item in bullets.items} == {"•"}
    assert (bullets.numbering, numbers.numbering) == ("bullets", "arabic numbers")
    assert [item.label for item in numbers.items] == ["1.", "2."]


def test_counts_ids_in_order() -> None:
    document = report()
    ids = [node.id for node in document.kids]
    assert ids == sorted(ids)
    assert ids[0] == 1


def test_rounds_boxes() -> None:
    for node in report().kids:
        assert all(round(side, 3) == side for side in node.box)


def test_links_captions_to_images() -> None:
    from PIL import Image as Picture
    from reportlab.lib.utils import ImageReader

    sheet = Sheet().column(60, 800, PROSE)
    sheet.canvas.drawImage(ImageReader(Picture.new("RGB", (40, 40), "red")), 60, 500, 200, 150)
    sheet.text(60, 485, "Figure 1: The orchard in spring", 9)
    kids = parse(sheet.pdf()).kids
    assert [type(node) for node in kids] == [Paragraph, Image, Caption]
    caption = kids[2]
    assert isinstance(caption, Caption)
    assert caption.target == kids[1].id


def test_wraps_furniture() -> None:
    sheet = Sheet()
    for number in ("1", "2"):
        sheet.column(60, 700, PROSE).text(300, 20, number).page()
    furniture = [node for node in parse(sheet.pdf()).kids if isinstance(node, Furniture)]
    assert [(node.kind, node.page, len(node.kids)) for node in furniture] == [
        ("footer", 1, 1),
        ("footer", 2, 1),
    ]


def test_knows_markers() -> None:
    for text in ("• one", "– two", "1. three", "(a) four", "iv) five", "➢six"):
        assert find_marker(text), text
    for text in ("-5 degrees", "2019 was dry", "a tree", "3.5 kg", "e.g. this", "o'clock"):
        assert find_marker(text) is None, text
