"""DOOR: `extract(document, as_of)`: a Document in, the resume with its evidence out.

`years_as_of(experience, as_of)`: the years of experience of a resume's positions, for any present.
"""

from apps.engine.resume.ats import years_as_of
from apps.engine.resume.mapper import extract
from apps.engine.resume.model import Extraction

__all__ = ["Extraction", "extract", "years_as_of"]
