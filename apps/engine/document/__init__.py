"""The door to documents: the bytes of a file -> a Document."""

from apps.engine.document import formats
from apps.engine.document.formats import stages
from apps.engine.document.pipeline import PAGE_STAGES
from apps.engine.model import Document
from apps.engine.options import Options

__all__ = ["is_over", "parse", "stages"]

DEFAULTS = Options()


def is_over(stage: str, now: str) -> bool:
    """Whether a stage that has come tells nothing more once the stage `now` is reached."""
    return stage != now and not (stage in PAGE_STAGES and now in PAGE_STAGES)


def parse(data: bytes, options: Options = DEFAULTS, file_name: str = "document.pdf") -> Document:
    """Read a file: the same bytes and options give the same document. Raises EngineError."""
    return formats.parse(data, options, file_name)
