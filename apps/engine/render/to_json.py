"""A document -> its tree as JSON, with the names of the public contract."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import orjson

from apps.engine.geometry import holds_any
from apps.engine.model import (
    Box,
    Caption,
    Cell,
    Document,
    Footnote,
    Furniture,
    Heading,
    Image,
    ListItem,
    ListNode,
    Node,
    Paragraph,
    Recognition,
    Row,
    Table,
    Text,
)  # fmt: skip
from apps.engine.options import Options
from apps.engine.recognition import DECIMALS
from apps.engine.render.flow import flowing
from apps.engine.render.pictures import addresses

Json = dict[str, Any]
HOLDERS = ("kids", "listItems", "rows", "cells")
"""Keys whose values are nodes."""


def render(document: Document, source: bytes, options: Options) -> bytes:
    """The document tree as UTF-8 JSON."""
    tree = as_tree(document, options)
    if options.image_output != "off":
        key = "data" if options.image_output == "embedded" else "source"
        _add_pictures(tree, key, addresses(document, source, options), options)
    return orjson.dumps(tree)


def _add_pictures(node: Json, key: str, pictures: Mapping[int, str], options: Options) -> None:
    """Give each image below a node its format, and its `data` or `source`."""
    if node.get("type") == "image" and node["id"] in pictures:
        node |= {"format": options.image_format, key: pictures[node["id"]]}
    for name in HOLDERS:
        for kid in node.get(name, ()):
            _add_pictures(kid, key, pictures, options)


def as_tree(document: Document, options: Options) -> Json:
    """The document tree as plain dicts and lists.

    A format without pages has no sizes and boxes: they are null, and the keys stay.
    """
    tree: Json = {
        "fileName": document.file_name,
        "numberOfPages": document.page_count,
        "author": document.author,
        "title": document.title,
        "creationDate": document.creation_date,
        "modificationDate": document.modification_date,
        "pages": [
            {
                "pageNumber": page.number,
                "width": round(page.width, 3) if document.has_geometry else None,
                "height": round(page.height, 3) if document.has_geometry else None,
                "rotation": page.rotation,
            }
            for page in document.pages
        ],
        "kids": _kids(document.kids, options),
    }
    if not document.has_geometry:
        _forget_boxes(tree)
    if document.recognized:
        _tell_recognized(tree, _by_page(document.recognized))
    return tree


def _by_page(words: Iterable[Recognition]) -> dict[int, list[Recognition]]:
    pages: dict[int, list[Recognition]] = defaultdict(list)
    for word in words:
        pages[word.page].append(word)
    return pages


def _tell_recognized(node: Json, words: Mapping[int, list[Recognition]]) -> None:
    """Mark the text nodes below a node in whose box words were recognised, and how sure OCR was."""
    for name in HOLDERS:
        for kid in node.get(name, ()):
            if "content" in kid and (found := _words_in(kid, words)):
                sure = sum(word.confidence for word in found) / len(found)
                kid |= {"recognized": True, "wordConfidence": round(sure, DECIMALS)}
            _tell_recognized(kid, words)


def _words_in(node: Json, words: Mapping[int, list[Recognition]]) -> list[Recognition]:
    box = Box(*node["boundingBox"])
    return [word for word in words.get(node["pageNumber"], ()) if holds_any(box, (word.box,))]


def _forget_boxes(node: Json) -> None:
    """Set every box below a node to null."""
    for name in HOLDERS:
        for kid in node.get(name, ()):
            kid["boundingBox"] = None
            _forget_boxes(kid)


def _kids(nodes: tuple[Node, ...], options: Options) -> list[Json]:
    return [
        WRITERS[type(node)](node, options)
        for node in nodes
        if options.include_header_footer or not isinstance(node, Furniture)
    ]


def _head(kind: str, node: Any) -> Json:
    return {
        "type": kind,
        "id": node.id,
        "pageNumber": node.page,
        "boundingBox": list(node.box),
    }


def _text(text: Text, options: Options) -> Json:
    style = text.style
    written: Json = {
        "content": flowing(text, keep=options.keep_line_breaks),
        "font": style.font,
        "fontSize": round(style.size, 3),
        "textColor": list(style.color),
    }
    if text.hidden:
        written["hiddenText"] = True
    return written


def _heading(node: Heading, options: Options) -> Json:
    return _head("heading", node) | {"headingLevel": node.level} | _text(node.text, options)


def _paragraph(node: Paragraph, options: Options) -> Json:
    return _head("paragraph", node) | _chain("Paragraph", node) | _text(node.text, options)


def _caption(node: Caption, options: Options) -> Json:
    return _head("caption", node) | {"linkedContentId": node.target} | _text(node.text, options)


def _footnote(node: Footnote, options: Options) -> Json:
    found = {} if node.referenced_by is None else {"referencedBy": node.referenced_by}
    written = _head("footnote", node) | {"label": node.label} | found
    return written | _text(node.text, options)


def _list(node: ListNode, options: Options) -> Json:
    return _head("list", node) | {
        "numberingStyle": node.numbering,
        "numberOfListItems": len(node.items),
        **_chain("List", node),
        "listItems": [_item(item, options) for item in node.items],
    }


def _item(item: ListItem, options: Options) -> Json:
    written = _head("list item", item) | {"label": item.label} | _text(item.text, options)
    if item.kids:
        written["kids"] = _kids(item.kids, options)
    return written


def _chain(kind: str, node: Paragraph | ListNode | Table) -> Json:
    """The ids of the parts before and after one of what runs over several columns or pages."""
    if node.previous is None and node.next is None:
        return {}
    ids = {f"previous{kind}Id": node.previous, f"next{kind}Id": node.next}
    return {key: number for key, number in ids.items() if number is not None}


def _table(node: Table, options: Options) -> Json:
    return _head("table", node) | {
        "numberOfRows": len(node.rows),
        "numberOfColumns": node.columns,
        **_chain("Table", node),
        "rows": [_row(row, options) for row in node.rows],
    }


def _row(row: Row, options: Options) -> Json:
    return _head("table row", row) | {
        "rowNumber": row.number,
        "cells": [_cell(cell, options) for cell in row.cells],
    }


def _cell(cell: Cell, options: Options) -> Json:
    return _head("table cell", cell) | {
        "rowNumber": cell.row,
        "columnNumber": cell.column,
        "rowSpan": cell.row_span,
        "columnSpan": cell.column_span,
        **({"isHeader": True} if cell.is_header else {}),
        "kids": _kids(cell.kids, options),
    }


def _image(node: Image, options: Options) -> Json:
    return _head("image", node) | ({"alt": node.alt} if node.alt else {})


def _furniture(node: Furniture, options: Options) -> Json:
    return _head(node.kind, node) | {"kids": _kids(node.kids, options)}


WRITERS: dict[type, Callable[[Any, Options], Json]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Caption: _caption,
    Footnote: _footnote,
    ListNode: _list,
    Table: _table,
    Image: _image,
    Furniture: _furniture,
}
