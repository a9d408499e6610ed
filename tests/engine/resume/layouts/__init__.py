"""Layouts of work and study as people draw them, and what must be read from each."""

from tests.engine.resume.layouts.columns import COLUMNS
from tests.engine.resume.layouts.one_row import ONE_ROW
from tests.engine.resume.layouts.stacked import STACKED

LAYOUTS = ONE_ROW | STACKED | COLUMNS
