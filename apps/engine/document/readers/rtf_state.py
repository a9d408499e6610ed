"""What holds while an RTF is read: the looks that groups hand down, and what its tables tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from apps.engine.document.flow_model import Align, TabStop
from apps.engine.document.readers.docx_looks import HEADING_NAME, MAX_LEVEL, TWIP
from apps.engine.document.readers.rtf_tokens import CHARSETS, SYMBOL_CHARSET

DEFAULT_SIZE = 12.0  # points, where a file states none
CHANNEL = 255
ALIGNS: Mapping[str, Align] = {"ql": "left", "qj": "left", "qc": "center", "qr": "right"}
STOPS: Mapping[str, Align] = {"tqr": "right", "tqdec": "right", "tqc": "center"}

Color = tuple[float, float, float]


@dataclass(slots=True)
class Look:
    """How letters of a group look."""

    size: float = DEFAULT_SIZE
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    deleted: bool = False
    filled: bool = False
    color: int = 0
    font: int = 0

    def word(self, name: str, number: int | None) -> bool:
        """Take a control word; whether it is one of looks."""
        value = 1 if number is None else number
        if name in SWITCHES:
            setattr(self, SWITCHES[name], value != 0)
        elif name in ("cf", "f"):
            setattr(self, "color" if name == "cf" else "font", value)
        elif name == "fs":
            self.size = value / 2 if value > 0 else DEFAULT_SIZE
        elif name == "plain":
            self.__init__(font=self.font)  # type: ignore[misc]
        else:
            return False
        return True


SWITCHES: Mapping[str, str] = {
    "b": "bold", "i": "italic", "caps": "caps", "v": "hidden", "deleted": "deleted",
    "highlight": "filled", "cb": "filled", "chcbpat": "filled", "chshdng": "filled",
}  # fmt: skip


@dataclass(slots=True)
class Setting:
    """How paragraphs of a group are set; `tables` is how many tables they stand in."""

    left: float = 0.0
    first: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    align: Align = "left"
    stops: tuple[TabStop, ...] = ()
    stop_kind: Align = "left"
    level: int | None = None
    in_list: bool = False
    filled: bool = False
    tables: int = 0

    def word(self, name: str, number: int | None) -> bool:
        """Take a control word; whether it is one of paragraphs."""
        if name in LENGTHS:
            setattr(self, LENGTHS[name], (number or 0) * TWIP)
        elif name in ALIGNS:
            self.align = ALIGNS[name]
        elif name in STOPS:
            self.stop_kind = STOPS[name]
        elif name in ACTIONS:
            ACTIONS[name](self, number)
        else:
            return False
        return True

    def stop(self, number: int | None) -> None:
        stop = TabStop((number or 0) * TWIP, self.stop_kind)
        self.stops = tuple(sorted((*self.stops, stop)))[:STOPS_MAX]
        self.stop_kind = "left"

    def outline(self, number: int | None) -> None:
        deep = number or 0
        self.level = min(deep + 1, MAX_LEVEL) if 0 <= deep < BODY_LEVEL else None

    def into_list(self, number: int | None) -> None:
        self.in_list = bool(number)

    def into_table(self, number: int | None) -> None:
        self.tables = max(1, self.tables)

    def depth(self, number: int | None) -> None:
        self.tables = max(0, number or 0)

    def fill(self, number: int | None) -> None:
        self.filled = bool(number)


STOPS_MAX = 100
BODY_LEVEL = 9
LENGTHS: Mapping[str, str] = {
    "li": "left", "lin": "left", "fi": "first", "ri": "right", "rin": "right", "sb": "before",
    "sa": "after",
}  # fmt: skip
ACTIONS: Mapping[str, Callable[[Setting, int | None], None]] = {
    "tx": Setting.stop,
    "outlinelevel": Setting.outline,
    "ls": Setting.into_list,
    "intbl": Setting.into_table,
    "itap": Setting.depth,
    "cbpat": Setting.fill,
}


@dataclass(slots=True)
class Said:
    """What the tables of a file tell: fonts, colors, styles, and what it says of itself."""

    fonts: dict[int, str] = field(default_factory=dict)
    symbols: set[int] = field(default_factory=set)  # fonts whose letters are signs
    colors: list[Color | None] = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)  # of the headings in a style
    about: dict[str, str] = field(default_factory=dict)
    instruction: str = ""
    entry: int = 0
    name: str = ""
    channels: dict[str, int] = field(default_factory=dict)

    def word(self, target: str, name: str, number: int | None) -> None:
        """Take a control word in one of the tables."""
        value = number or 0
        if target == "fonttbl" and name == "f":
            self.entry = value
        elif target == "fonttbl" and name == "fcharset":
            if value in CHARSETS and value:
                self.fonts[self.entry] = CHARSETS[value]
            elif value == SYMBOL_CHARSET:
                self.symbols.add(self.entry)
        elif target == "colortbl" and name in ("red", "green", "blue"):
            self.channels[name] = min(max(value, 0), CHANNEL)
        elif target == "stylesheet" and name == "s":
            self.entry, self.name = value, ""

    def letters(self, target: str, text: str) -> None:
        """Take letters in one of the tables."""
        if target == "colortbl":
            for _ in range(text.count(";")):
                self._end_color()
        elif target == "stylesheet":
            self.name += text
            if found := HEADING_NAME.match(self.name.strip().casefold()):
                self.levels[self.entry] = min(int(found[1]), MAX_LEVEL)
        elif target == "fldinst":
            self.instruction += text
        elif target.startswith("info/"):
            self.about[target[5:]] = self.about.get(target[5:], "") + text

    def _end_color(self) -> None:
        found = [self.channels.get(name, 0) / CHANNEL for name in ("red", "green", "blue")]
        self.colors.append((found[0], found[1], found[2]) if self.channels else None)
        self.channels = {}
