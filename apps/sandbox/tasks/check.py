"""The light flavour: look whether a file can be parsed at all, and take archives apart."""

from collections.abc import Mapping
from typing import Any

from apps.engine import check as engine
from apps.engine.sniff import MediaType
from apps.sandbox.child import Task
from apps.sandbox.tasks.unpack import unpack


def check(data: bytes, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Count the pages and those selected; tell what the file is and who can parse it.

    Raises EngineError for what no parse could read.
    """
    checked = engine.check(
        data,
        arguments["page_range"],
        arguments["max_pages"],
        accept=frozenset(MediaType(name) for name in arguments["accept"]),
        formats=tuple(arguments["formats"]),
        ocr=arguments["ocr"],
    )
    return {
        "page_count": checked.page_count,
        "selected_pages": list(checked.selected_pages),
        "media_type": checked.media_type,
        "queue": checked.queue,
    }


TASKS: Mapping[str, Task] = {"check": check, "unpack": unpack}
