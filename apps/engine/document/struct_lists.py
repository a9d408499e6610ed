"""List and note elements -> nodes: ISO 32000-1, 14.8.4.3.3 and 14.8.4.4.1."""

from collections.abc import Iterator
from dataclasses import replace

from apps.engine.document.footnotes import printed_label
from apps.engine.document.markers import find_marker
from apps.engine.document.readers.struct_tree import Content, Element
from apps.engine.document.segment import joined
from apps.engine.document.struct_text import Context, Read, box_of, inline, text_of
from apps.engine.geometry import rounded, union
from apps.engine.model import Footnote, ListItem, ListNode, Node

DEFAULT_LABEL = "•"  # of an item that shows none, and of one that draws it
GROUPS = ("LBody", "NonStruct", "Div", "Part", "Sect", "Art")  # hold what could stand outside
NOTES = ("Note", "FENote")


def read_list(element: Element, context: Context, read: Read) -> Iterator[Node]:
    """A list with its items; what is neither item nor list follows it."""
    number = next(context.ids)
    items, rest = _items(element, context, read)
    if items:
        marker = find_marker(f"{items[0].label} x")
        own = (part for item in items for part in (item, *item.kids) if part.page == items[0].page)
        kind = marker.kind if marker else "bullets"
        box = rounded(union(part.box for part in own))
        yield ListNode(number, items[0].page, box, kind, tuple(items))
    yield from rest


def _items(element: Element, context: Context, read: Read) -> tuple[list[ListItem], list[Node]]:
    """The items, and what stands beside them. A list right in a list is that of the item before."""
    items: list[ListItem] = []
    rest: list[Node] = []
    for kid in element.kids:
        entry = Element("P", (kid,)) if isinstance(kid, Content) else kid
        if entry.role == "LI":
            own, others = _item(entry, context, read)
            items += own
            rest += others
        elif entry.role == "L" and items:
            inner = tuple(read_list(entry, context, read))
            items[-1] = replace(items[-1], kids=items[-1].kids + inner)
        else:
            rest += read(entry, context)
    return items, rest


def _item(element: Element, context: Context, read: Read) -> tuple[list[ListItem], list[Node]]:
    """An item with its kids; without a text of its own, the items of the list inside of it."""
    label, body, blocks = _parts(element)
    pieces, printed = context.pieces(body), context.pieces(label)
    if not pieces and not printed:
        return _items(Element("L", tuple(blocks)), context, read)
    text = text_of(pieces or printed)
    shown = joined(tuple(piece.word for piece in printed)) if pieces else ""
    marker = None if shown else find_marker(text.lines[0])
    if marker:
        text = replace(text, lines=(text.lines[0][marker.length :], *text.lines[1:]))
        shown = marker.label
    number, both = next(context.ids), printed + pieces
    kids = tuple(node for block in blocks for node in read(block, context))
    item = ListItem(number, both[0].page, box_of(both), text, shown or DEFAULT_LABEL, kids)
    return [item], []


def _parts(element: Element) -> tuple[list[Content], list[Content], list[Element]]:
    """The content of the label of an item, that of its first paragraph, and the blocks below."""
    label: list[Content] = []
    body: list[Content] = []
    blocks: list[Element] = []
    for part in _opened(element):
        if isinstance(part, Element) and part.role == "Lbl":
            label += (kid for kid in inline(part) if isinstance(kid, Content))
        elif isinstance(part, Content) and not blocks:
            body.append(part)
        elif isinstance(part, Content):
            blocks.append(Element("P", (part,)))
        elif body or blocks or not _is_flow(part):
            blocks.append(part)
        else:
            body += (kid for kid in inline(part) if isinstance(kid, Content))
    return label, body, blocks


def _opened(element: Element) -> Iterator[Content | Element]:
    """The parts of an item: its label, content, and blocks."""
    for kid in element.kids:
        if isinstance(kid, Content) or kid.role == "Lbl":
            yield kid
        elif kid.role in GROUPS:
            yield from _opened(kid)
        else:
            inside = Element("Span", (kid,))
            yield from inline(inside)


def _is_flow(element: Element) -> bool:
    """Whether nothing but text stands in a paragraph."""
    flows = all(isinstance(kid, Content) for kid in inline(element))
    return flows and element.role == "P" and not element.level


def read_note(element: Element, context: Context, read: Read) -> Iterator[Node]:
    """A note: its label is an element, or the mark its text begins with; blocks follow it."""
    label, body, blocks = _parts(element)
    pieces, printed = context.pieces(body), context.pieces(label)
    if pieces or printed:
        text = text_of(pieces or printed)
        shown = joined(tuple(piece.word for piece in printed)) if pieces else ""
        if not shown:
            shown, length = printed_label(text.lines[0])
            text = replace(text, lines=(text.lines[0][length:], *text.lines[1:]))
        both = printed + pieces
        yield Footnote(next(context.ids), both[0].page, box_of(both), text, shown)
    for block in blocks:
        yield from read(block, context)
