"""The queues in which jobs wait: the kind of work a file needs -> the task that does it."""

from collections.abc import Mapping
from enum import StrEnum


class Queue(StrEnum):
    """Where a job waits. Slow work waits apart, so that quick work does not wait behind it."""

    TEXT = "text"  # the engine alone: a fraction of a second
    OCR = "ocr"  # pictures of pages: seconds for each page
    CONVERT = "convert"  # an office program has to run first: seconds for each file


TASK_OF: Mapping[Queue, str] = {
    Queue.TEXT: "parse.run",
    Queue.OCR: "parse.ocr",
    Queue.CONVERT: "parse.convert",
}
"""The name of the task that takes a job of each queue."""

WITH_PROGRAMS = frozenset({Queue.OCR, Queue.CONVERT})
"""Queues whose jobs run other programs on the file."""
