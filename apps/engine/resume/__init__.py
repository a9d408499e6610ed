"""DOOR: `extract(document, as_of)`: a Document in, the resume with its evidence out."""

from apps.engine.resume.mapper import extract
from apps.engine.resume.model import Extraction

__all__ = ["Extraction", "extract"]
