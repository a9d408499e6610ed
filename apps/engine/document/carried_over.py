"""Units -> which paragraphs go on with one that ends with its column or page, or at a figure.

Running heads, notes, figures and tables may stand between the two parts.
"""

from collections.abc import Container, Mapping, Sequence

from apps.engine.document.captions import is_caption
from apps.engine.document.running_text import is_same_look
from apps.engine.model import Line, Style

FULL = 0.75  # of the width of its paragraph: a last line that is shorter ends it
SENTENCE_END = (".", "!", "?", ":", ";", "。")
CLOSING = "\"'”’»)]¹²³⁴⁵⁶⁷⁸⁹⁰*†"  # may stand behind the end of a sentence


def carried_over(
    units: Sequence[object], styles: Mapping[int, Style], others: Container[int]
) -> dict[int, int]:
    """Unit -> the unit that it goes on with.

    `others` are blocks that are no paragraphs; what the text runs past are units without lines.
    """
    found: dict[int, int] = {}
    last, parted = -1, False
    for index, unit in enumerate(units):
        if not isinstance(unit, tuple) or not unit or is_caption(unit[0].text):
            parted = True
            continue
        line: Line = unit[0]
        if line.hidden or line.furniture:
            continue
        if index in others:
            last = -1
            continue
        if last >= 0:
            before = units[last]
            assert isinstance(before, tuple)
            apart = parted or before[-1].region != line.region
            if apart and is_same_look(styles[last], styles[index]) and _goes_on(before, unit):
                found[index] = last
        last, parted = index, False
    return found


def _goes_on(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether a sentence runs from the full last line of one paragraph into another."""
    end = before[-1]
    widest = max(line.box.width for line in (before if len(before) > 1 else after))
    return (
        after[0].text[0].islower()
        and not end.text.rstrip(CLOSING).endswith(SENTENCE_END)
        and end.box.width >= FULL * widest
    )
