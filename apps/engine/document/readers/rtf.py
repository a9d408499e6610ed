"""The bytes of an RTF -> its flow: what it says in its order, with its looks and its tables.

Every letter stands in a group that hands its looks down; what a group is for is said by its first
word. Groups that nobody knows and that say so themselves are passed over, as the standard asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from apps.engine.document.flow_model import (
    Flow,
    FlowBlock,
    FlowBox,
    FlowBreak,
    FlowImage,
    FlowNote,
    FlowParagraph,
    Run,
)
from apps.engine.document.readers.bullets import bullet
from apps.engine.document.readers.docx_looks import BLACK, MAX_SIZE, TWIP, WHITE
from apps.engine.document.readers.docx_text import INVISIBLE, LINK, TINY, address
from apps.engine.document.readers.rtf_state import Look, Said, Setting
from apps.engine.document.readers.rtf_tables import Tables
from apps.engine.document.readers.rtf_tokens import Token, code_page, tokens
from apps.engine.errors import CorruptFile
from apps.engine.model import HiddenReason, Style

PAPER, MARGIN = 612.0, 90.0  # points, as RTF takes for granted
LEAST_WIDTH = 72.0  # points: narrower text is a mistake
GROUPS_MAX = 2000  # groups within groups
HIGH_HALF, LOW_HALF, HALVES_END = 0xD800, 0xDC00, 0xE000
PAINTS = (b"\\pict", b"\\shp", b"\\background", b"\\clcbpat")
"""What may lie behind text: where any is, white letters may be meant to be seen."""

TABLES = frozenset(("fonttbl", "colortbl", "stylesheet", "info", "fldinst"))
"""Groups that tell something about the text."""
SKIPPED = TABLES | {
    "annotation", "aftnsep", "aftnsepc", "atnauthor", "atnid", "atrfend", "atrfstart", "bkmkend",
    "bkmkstart", "colorschememapping", "datastore", "docvar", "filetbl", "ftnsep", "ftnsepc",
    "generator", "latentstyles", "leveltext", "levelnumbers", "listoverridetable", "listtable",
    "nonesttables", "nonshppict", "objdata", "pict", "pn", "pnseclvl", "private", "revtbl",
    "rsidtbl", "shprslt", "sp", "themedata", "txfieldtext", "ud", "userprops", "wgrffmtfilter",
    "xmlnstbl",
}  # fmt: skip
"""Groups whose letters are no text of the document."""
READ_ANYWAY = frozenset(("shpinst", "nesttableprops", "shppict", "do", "dptxbxtext"))
"""Groups that say that they may be passed over, and are not."""
STORIES: Mapping[str, str] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "footnote": "note", "shptxt": "box", "dptxbxtext": "box",
}  # fmt: skip
SIGNS: Mapping[str, str] = {
    "tab": "\t", "line": "\n", "softline": "\n", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003",
    "enspace": "\u2002", "~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t",
}  # fmt: skip
LABELS = ("listtext", "pntext")


@dataclass(slots=True)
class Group:
    """One open group: what it hands down, and where its letters go."""

    look: Look = field(default_factory=Look)
    setting: Setting = field(default_factory=Setting)
    target: str = "text"
    unicode_skip: int = 1
    link: str | None = None
    may_skip: bool = False
    is_first: bool = True

    def opened(self) -> "Group":
        """A group within this one."""
        look, setting = replace(self.look), replace(self.setting)
        return Group(look, setting, self.target, self.unicode_skip, self.link)


@dataclass(slots=True)
class Story:
    """A text being read: the body, a header, a note, a box. `depth` is that of its group."""

    kind: str
    depth: int
    tables: Tables = field(default_factory=Tables)
    runs: list[Run] = field(default_factory=list)
    label: str = ""


def read_rtf(data: bytes) -> Flow:
    """What an RTF says. Raises CorruptFile."""
    reader = _Reader(painted=any(word in data for word in PAINTS))
    for token in tokens(data):
        reader.take(token)
    return reader.finished()


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, *, painted: bool) -> None:
        self._painted = painted
        self._groups = [Group()]
        self._stories = [Story("body", 0)]
        self._said = Said()
        self._encoding = code_page(None)
        self._bytes = b""
        self._repeated = 0  # letters that say a Unicode one again, for old readers
        self._high = 0  # the first half of a letter of two
        self._running: dict[str, list[tuple[FlowBlock, ...]]] = {"header": [], "footer": []}
        self._notes: list[FlowNote] = []
        self._lengths = {"paperw": PAPER, "margl": MARGIN, "margr": MARGIN}

    @property
    def _group(self) -> Group:
        return self._groups[-1]

    @property
    def _story(self) -> Story:
        return self._stories[-1]

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self._letters(token.data)
            return
        self._flush()
        if token.kind == "open":
            self._open()
        elif token.kind == "close":
            self._close()
        elif token.kind == "word":
            self._word(token.name, token.number)
        else:
            self._sign(token)

    def _sign(self, token: Token) -> None:
        if token.name == "*":
            self._group.may_skip = True
        elif token.name in ("\r", "\n"):
            self.end_paragraph()
        elif token.name in SIGNS:
            self._say(SIGNS[token.name])

    def _open(self) -> None:
        if len(self._groups) > GROUPS_MAX:
            raise CorruptFile("the file nests deeper than any document does")
        self._groups.append(self._group.opened())

    def _close(self) -> None:
        if len(self._groups) == 1:
            return
        if self._story.depth == len(self._groups) - 1 and len(self._stories) > 1:
            self._end_story()
        ended, self._repeated = self._groups.pop(), 0
        if ended.target == "fldinst" != self._group.target:
            found = LINK.match(self._said.instruction)
            self._group.link = address(found[1]) if found else None
            self._said.instruction = ""

    def _word(self, name: str, number: int | None) -> None:
        group = self._group
        if group.is_first:
            group.is_first = False
            self._begin(group, name)
        if group.target not in ("text", "label"):
            self._said.word(group.target, name, number)
        if name in COMMANDS:
            COMMANDS[name](self, number)
        elif name in SIGNS:
            self._say(SIGNS[name])
        elif name == "s":
            group.setting.level = self._said.levels.get(number or 0)
        elif not group.look.word(name, number) and not group.setting.word(name, number):
            self._told(name, number)

    def _told(self, name: str, number: int | None) -> None:
        if name in self._lengths:
            self._lengths[name] = (number or 0) * TWIP
        elif self._group.target == "text":
            self._story.tables.word(name, number, self._group.setting.tables)

    def _begin(self, group: Group, name: str) -> None:
        """Learn what a group is for by its first word."""
        if group.target == "info":
            group.target = f"info/{name}"
        if group.target not in ("text", "label"):
            return
        if name in STORIES:
            self._stories.append(Story(STORIES[name], len(self._groups) - 1))
            group.setting = Setting()
        elif name in LABELS:
            group.target = "label"
        elif name in SKIPPED or (group.may_skip and name not in READ_ANYWAY):
            group.target = name
            if name == "pict":
                self._story.tables.add(FlowImage(0.0, 0.0), group.setting.tables)

    def _letters(self, data: bytes) -> None:
        self._group.is_first = False
        dropped = min(self._repeated, len(data))
        self._repeated -= dropped
        self._bytes += data[dropped:]

    def _flush(self) -> None:
        """Decode the letters so far: in some scripts one takes several bytes."""
        if not self._bytes:
            return
        data, self._bytes = self._bytes, b""
        font = self._group.look.font
        if font in self._said.symbols and self._group.target in ("text", "label"):
            self._say("".join(chr(0xF000 + byte) if byte > 0x20 else chr(byte) for byte in data))
        else:
            self._say(data.decode(self._said.fonts.get(font, self._encoding), "replace"))

    def letter(self, number: int | None) -> None:
        code = (number or 0) % 0x10000
        self._repeated = 0
        if HIGH_HALF <= code < LOW_HALF:
            self._high = code
        else:
            if LOW_HALF <= code < HALVES_END:
                high, self._high = self._high, 0
                code = 0x10000 + (high - HIGH_HALF) * 0x400 + code - LOW_HALF if high else 0xFFFD
            self._say(chr(code))
        self._repeated = self._group.unicode_skip

    def _say(self, text: str) -> None:
        """Put letters where the group says."""
        group = self._group
        group.is_first = False
        if group.target == "label":
            self._story.label += text
        elif group.target != "text":
            self._said.letters(group.target, text)
        elif not group.look.deleted and (text := INVISIBLE.sub("", text)):
            text = text.upper() if group.look.caps else text
            style = self._style(group.look)
            self._story.runs.append(Run(text, style, group.link, self._hidden(group, style)))

    def _style(self, look: Look) -> Style:
        colors = self._said.colors
        color = colors[look.color] if 0 <= look.color < len(colors) else None
        return Style("", min(look.size, MAX_SIZE), look.bold, look.italic, color or BLACK)

    def _hidden(self, group: Group, style: Style) -> HiddenReason | None:
        if group.look.hidden:
            return "invisible"
        if style.color == WHITE and not (
            self._painted or group.look.filled or group.setting.filled
        ):
            return "background_color"
        return "tiny" if style.size < TINY else None

    def end_paragraph(self, number: int | None = None) -> None:
        if self._group.target == "text":
            story, setting = self._story, self._group.setting
            story.tables.add(self._made(story, setting), setting.tables)
            story.runs, story.label = [], ""

    def _made(self, story: Story, setting: Setting) -> FlowParagraph:
        label = story.label.replace("\t", " ").strip()
        if len(label) == 1:
            label = bullet(label)
        elif not label and setting.in_list and story.runs:
            label = "•"
        return FlowParagraph(
            runs=tuple(story.runs),
            size=self._group.look.size,
            left=setting.left,
            first=setting.first,
            right=setting.right,
            before=setting.before,
            after=setting.after,
            align=setting.align,
            stops=setting.stops,
            label=label,
            level=setting.level,
        )

    def end_cell(self, number: int | None) -> None:
        self._end_cell(1)

    def end_nested_cell(self, number: int | None) -> None:
        self._end_cell(max(2, self._group.setting.tables))

    def _end_cell(self, depth: int) -> None:
        story = self._story
        self._group.setting.tables = depth
        if story.runs or story.label:
            self.end_paragraph()
        story.tables.end_cell(depth)

    def end_row(self, number: int | None) -> None:
        self._story.tables.end_row(1)

    def end_nested_row(self, number: int | None) -> None:
        self._story.tables.end_row(max(2, self._group.setting.tables))

    def end_section(self, number: int | None) -> None:
        if self._story.runs:
            self.end_paragraph()

    def end_column(self, number: int | None) -> None:
        self.end_section(number)
        self._story.tables.add(FlowBreak(), 0)

    def _end_story(self) -> None:
        story = self._stories.pop()
        blocks = self._blocks(story)
        if story.kind in self._running:
            self._running[story.kind].append(blocks)
        elif story.kind == "box":
            self._story.tables.add(FlowBox(blocks), self._groups[-2].setting.tables)
        else:
            mark = str(len(self._notes) + 1)
            self._notes.append(FlowNote(mark, blocks))
            self._story.runs.append(Run(mark, self._style(self._groups[-2].look)))

    def _blocks(self, story: Story) -> tuple[FlowBlock, ...]:
        if story.runs:
            story.tables.add(self._made(story, self._group.setting), 0)
            story.runs = []
        return story.tables.finished()

    def reset_setting(self, number: int | None) -> None:
        self._group.setting = Setting()

    def set_encoding(self, number: int | None) -> None:
        self._encoding = code_page(number)

    def set_skip(self, number: int | None) -> None:
        self._group.unicode_skip = max(0, number or 0)

    def finished(self) -> Flow:
        self._flush()
        while len(self._stories) > 1:
            self._end_story()
        about = {name: text.strip() for name, text in self._said.about.items()}
        wide = self._lengths["paperw"] - self._lengths["margl"] - self._lengths["margr"]
        return Flow(
            blocks=self._blocks(self._story),
            headers=tuple(self._running["header"]),
            footers=tuple(self._running["footer"]),
            notes=tuple(self._notes),
            width=max(wide, LEAST_WIDTH),
            title=about.get("title") or None,
            author=about.get("author") or None,
        )


COMMANDS: Mapping[str, Callable[[_Reader, int | None], None]] = {
    "par": _Reader.end_paragraph,
    "cell": _Reader.end_cell,
    "nestcell": _Reader.end_nested_cell,
    "row": _Reader.end_row,
    "nestrow": _Reader.end_nested_row,
    "sect": _Reader.end_section,
    "column": _Reader.end_column,
    "pard": _Reader.reset_setting,
    "ansicpg": _Reader.set_encoding,
    "uc": _Reader.set_skip,
    "u": _Reader.letter,
}
"""Control words that do something by themselves."""
