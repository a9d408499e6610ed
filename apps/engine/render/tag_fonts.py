"""The operators of a stream, one after the other -> the font and the spacing text is shown in."""

from dataclasses import dataclass, replace

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name

from apps.engine.render.tag_split import Font, Spacing, read_font


@dataclass(frozen=True, slots=True)
class State:
    """The part of the text state that moves text on: ISO 32000-1, 9.3.1."""

    font: str = ""
    size: float = 1.0
    letter: float = 0.0  # unscaled text units
    word: float = 0.0


class Fonts:
    """Follows one stream; it is saved and restored with the graphics state."""

    def __init__(self, resources: pikepdf.Object) -> None:
        self.resources = resources
        self.state = State()
        self.saved: list[State] = []
        self.known: dict[str, Font | None] = {}

    def follow(self, name: str, instruction: ContentStreamInstruction) -> None:
        """Take note of one operator."""
        operands = instruction.operands
        if name == "q":
            self.saved.append(self.state)
        elif name == "Q" and self.saved:
            self.state = self.saved.pop()
        elif name == "Tf" and len(operands) > 1:
            self.state = replace(self.state, font=str(operands[0]), size=float(str(operands[1])))
        elif name == "Tc" and len(operands):
            self.state = replace(self.state, letter=float(str(operands[0])))
        elif name == "Tw" and len(operands):
            self.state = replace(self.state, word=float(str(operands[0])))

    def current(self) -> Font | None:
        """The font text is shown in; None when nothing is known about its codes."""
        name = self.state.font
        if name not in self.known:
            fonts = self.resources.get(Name.Font)
            raw = fonts.get(name) if name and isinstance(fonts, Dictionary) else None
            self.known[name] = _read(raw)
        return self.known[name]

    def spacing(self) -> Spacing:
        """Letter and word spacing for the size of the font."""
        size = self.state.size or 1.0
        return Spacing(self.state.letter / size, self.state.word / size)


def _read(raw: object) -> Font | None:
    try:
        return read_font(raw)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError):
        return None  # damaged: what it shows is left whole
