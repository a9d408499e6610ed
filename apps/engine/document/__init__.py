"""The door to documents: the bytes of a PDF -> a Document."""

from apps.engine.document import pipeline
from apps.engine.document.pipeline import stages
from apps.engine.model import Document
from apps.engine.options import Options

__all__ = ["parse", "stages"]

DEFAULTS = Options()


def parse(data: bytes, options: Options = DEFAULTS, file_name: str = "document.pdf") -> Document:
    """Read a PDF: the same bytes and options give the same document. Raises EngineError."""
    return pipeline.parse(data, options, file_name)
