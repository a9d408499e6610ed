"""Running headers and footers of a flow -> lines at its top and end, as furniture or as text.

Resumes like to put the name and the contact data into the header of the page: such a header is part
of what the document says, as it is on the first page of a PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from apps.engine.document.flow_layout import Column, Layout
from apps.engine.document.flow_model import Flow, FlowBlock
from apps.engine.document.flow_tables import spoken
from apps.engine.document.furniture import CONTACT, PAGE_OF
from apps.engine.scoring import Feature, score

TEXT_MIN = 2.0  # contact data, or letters larger than all others
LARGER = 1.25  # times the size of the text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A running header or footer and the document it stands in."""

    blocks: tuple[FlowBlock, ...]
    flow: Flow

    @property
    def texts(self) -> list[str]:
        return [one.text.strip() for one in spoken(self.blocks)]


def _sizes(blocks: Sequence[FlowBlock]) -> list[float]:
    return [run.style.size for one in spoken(blocks) for run in one.runs if run.text.strip()]


def is_larger(candidate: Candidate) -> bool:
    """Its largest letters are larger than most of the text."""
    usual = sorted(_sizes(candidate.flow.blocks)) or [0.0]
    own = max(_sizes(candidate.blocks), default=0.0)
    return own > LARGER * usual[len(usual) // 2]


def is_repeated(candidate: Candidate) -> bool:
    """All it says stands in the text as well."""
    said = {one.text.strip().casefold() for one in spoken(candidate.flow.blocks)}
    return all(text.casefold() in said for text in candidate.texts)


def holds_page_number(candidate: Candidate) -> bool:
    return any(PAGE_OF.search(text) or text.strip(" -–|").isdigit() for text in candidate.texts)


TEXT: tuple[Feature[Candidate], ...] = (
    Feature("contact data", +3, lambda c: any(CONTACT.search(text) for text in c.texts)),
    Feature("larger than the text", +2, is_larger),
    Feature("no other text", +3, lambda c: not any(spoken(c.flow.blocks))),
    Feature("a page number", -1.5, holds_page_number),
    Feature("said in the text", -4, is_repeated),
)


def set_running(
    layout: Layout, kind: Literal["header", "footer"], flow: Flow, column: Column
) -> None:
    """Set the running headers or footers; of those that are text only the first one is."""
    text_seen = False
    for blocks in flow.headers if kind == "header" else flow.footers:
        candidate = Candidate(blocks, flow)
        is_text = not text_seen and score(candidate, TEXT).total >= TEXT_MIN
        text_seen = text_seen or is_text
        layout.open_region()
        layout.furniture = None if is_text else kind
        layout.add(blocks, column)
    layout.furniture = None
