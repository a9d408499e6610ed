"""Resumes as people build them in word processors, and what a careful reader takes from each."""

from tests.engine.resume.flows.boxes import BOXES
from tests.engine.resume.flows.contents import CONTENTS
from tests.engine.resume.flows.expected import Resume
from tests.engine.resume.flows.paragraphs import PARAGRAPHS
from tests.engine.resume.flows.tables import TABLES

RESUMES: dict[str, Resume] = {**PARAGRAPHS, **CONTENTS, **TABLES, **BOXES}
