"""The light flavour: look whether a file can be parsed at all, and take archives apart."""

from collections.abc import Mapping
from typing import Any

from apps.engine.check import check_pdf
from apps.sandbox.child import Task
from apps.sandbox.tasks.unpack import unpack


def check(data: bytes, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Count the pages and those selected. Raises EngineError for what no parse could read."""
    checked = check_pdf(data, arguments["page_range"], arguments["max_pages"])
    return {"page_count": checked.page_count, "selected_pages": list(checked.selected_pages)}


TASKS: Mapping[str, Task] = {"check": check, "unpack": unpack}
