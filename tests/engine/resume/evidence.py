"""What a resume claims against what its evidence shows."""

import unicodedata
from collections.abc import Iterator

from apps.engine.resume import Extraction

DERIVED = ("/ats",)
"""Parts of a result that are computed from other fields and have no place of their own."""


def squeeze(text: str) -> str:
    """Letters and digits only, without case, accents and ligatures."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def values(node: object, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a result with its JSON Pointer."""
    if pointer.startswith(DERIVED):
        return
    if isinstance(node, dict):
        for key, child in node.items():
            yield from values(child, f"{pointer}/{key}")
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from values(child, f"{pointer}/{index}")
    elif isinstance(node, str) and node:
        yield pointer, node


def unproven(extraction: Extraction) -> list[str]:
    """Values whose evidence is missing or does not contain them."""
    missing = []
    for pointer, value in values(extraction.resume):
        if pointer.endswith(("_iso", "/type")):
            continue  # a normal form, a class: the value beside it carries the text
        places = extraction.evidence.get(pointer)
        shown = squeeze("".join(str(place["text"]) for place in places or []))  # type: ignore[union-attr, index, call-overload]
        wanted = squeeze(value.removeprefix("https://").removeprefix("http://"))
        if not places or not contains(shown, wanted):
            missing.append(f"{pointer}: {value!r} not in {shown!r}")
    return missing


def contains(shown: str, wanted: str) -> bool:
    return wanted in shown
