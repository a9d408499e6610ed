"""Which words are divided at the end of a line, and which have a hyphen of their own."""

import pytest

from apps.engine.document import parse
from apps.engine.document.hyphens import is_divided
from apps.engine.model import Paragraph
from apps.engine.render.flow import flowing
from tests.engine.sheets import Sheet


@pytest.mark.parametrize(
    ("line", "below", "known"),
    [
        ("of the re-", "form in May", {"reform"}),
        ("of the reha-", "bilitation", set()),
        ("ein Häu-", "serblock.", set()),
        ("les condi-", "tions", set()),
        ("vijf kilo-", "meter", set()),
        ("die Bürgerin\u2010", "nen", {"bürgerin", "nen"}),
        ("MI-", "TOSIS", {"mitosis"}),
        ("(see Mi-", "tosis)", {"mitosis"}),
    ],
)
def test_makes_divided_words_whole(line: str, below: str, known: set[str]) -> None:
    assert is_divided(line, below, known)


@pytest.mark.parametrize(
    ("line", "below", "known"),
    [
        ("the well-", "known plum", set()),
        ("a long-", "lasting frost", set()),
        ("a plum-", "coloured hat", {"plum", "coloured"}),
        ("the re-", "form of it", {"reform", "re-form"}),
        ("state-of-the-", "art tools", set()),
        ("die E-Mail-", "Adresse", set()),
        ("eine E-", "mail an uns", set()),
        ("die Vor-", "und Nachteile", set()),
        ("pre-", "and postwar", set()),
        ("voulez-", "vous rester", set()),
        ("peut-", "être demain", set()),
        ("Baden-", "Württemberg", set()),
        ("2014-", "2015", set()),
        ("555-", "0181", set()),
        ("www.plum-", "tree.example.com/a", set()),
        ("no hyphen", "here", {"hyphenhere"}),
    ],
)
def test_leaves_other_hyphens_alone(line: str, below: str, known: set[str]) -> None:
    assert not is_divided(line, below, known)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("The harvest of re-", "formed orchards is", "a reformed one"), "of reformed orchards"),
        (("Wir kennen die Vor-", "und Nachteile der", "neuen Sorten gut"), "Vor- und Nachteile"),
        (("Please call 415-555-", "0181 before noon", "on any weekday"), "415-555-0181 before"),
        (("Die neue E-Mail-", "Adresse steht auf", "der letzten Seite"), "E-Mail-Adresse steht"),
        (
            ("It is at https://doi.org/", "10.5555/plum and it", "is free for all"),
            "org/10.5555/plum",
        ),
        (
            ("It is all told on www.plum.", "example.com since May", "of this year"),
            "plum.example.com",
        ),
        (("Trees in the years", "2014-2015 and 2016", "were all planted"), "2014-2015 and"),
    ],
)
def test_flows_over_the_ends_of_lines(rows: tuple[str, ...], expected: str) -> None:
    (paragraph,) = parse(Sheet().column(60, 700, rows).pdf()).kids
    assert isinstance(paragraph, Paragraph)
    assert expected in flowing(paragraph.text)
    assert flowing(paragraph.text, keep=True) == "\n".join(rows)
