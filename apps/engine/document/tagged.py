"""A tagged PDF, its pages and lines -> the tree of nodes out of its own structure tree, or none."""

from collections.abc import Sequence

from apps.engine.document.hyphens import divided
from apps.engine.document.readers.struct_tree import read_struct_tree
from apps.engine.document.struct_nodes import build_tagged
from apps.engine.document.struct_words import is_trustworthy, join_words
from apps.engine.model import Line, Node
from apps.engine.page import Page

IGNORED = "struct_tree_ignored"  # the warning of a tree that does not fit its pages


def read_tagged(
    data: bytes, pages: Sequence[Page], lines: Sequence[Line]
) -> tuple[Node, ...] | None:
    """The nodes of the structure tree; None when it is empty or does not hold what is shown."""
    elements = read_struct_tree(data, [page.size for page in pages])
    if not elements:
        return None
    words = join_words(elements, lines, pages)
    if not words.inside or not is_trustworthy(elements, words, pages):
        return None
    return divided(build_tagged(elements, words, lines, pages), lines)
