"""DOOR: `extract(document, as_of)`: a Document in, the resume with its evidence out."""

from datetime import date

from apps.engine.model import Document
from apps.engine.resume.model import Extraction

__all__ = ["Extraction", "extract"]


def extract(document: Document, as_of: date) -> Extraction:
    """Everything the document says about a person, each value with the place it stands at."""
    return Extraction(resume={}, evidence={}, metadata={"as_of": as_of.isoformat()})
