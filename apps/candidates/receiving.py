"""Files that came in -> candidates to be, each checked and stored, and why the others are none."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from apps.accounts.models import Organisation
from apps.api.errors import candidates_code
from apps.candidates import services as candidates
from apps.candidates.models import source_key
from apps.candidates.services import Accepted
from apps.core.errors import ApiError
from apps.core.ids import new_uuid
from apps.intake import services as intake
from apps.intake.names import safe_name
from apps.intake.receive import ReceivedFile
from apps.intake.services import Checked
from apps.jobs import recognition
from apps.jobs.kinds import ACCEPTED, CV, CV_MAX_PAGES
from apps.jobs.queues import Queue
from apps.sandbox import CheckRequest

UNREADABLE = (
    "This file is of no format that can be read. Send PDF, DOCX, DOC, RTF, TXT, PNG, JPG or TIFF."
)
TOO_LONG = f"The CV has more than {CV_MAX_PAGES} pages."
MESSAGES = {"unsupported_media_type": UNREADABLE, "page_limit_exceeded": TOO_LONG}
"""What this face says of a file where the catalogue speaks of the other."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file in the spool; `url`: where it was fetched from."""

    file: ReceivedFile
    url: str | None = None

    @property
    def name(self) -> str:
        return safe_name(self.file.name)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that becomes none: what the caller calls it, and why."""

    name: str
    code: str
    message: str

    def as_detail(self, called: str = "filename") -> dict[str, str]:
        """As an answer lists it, under what the caller gave: a file name or a URL."""
        return {called: self.name, "code": self.code, "message": self.message}


@dataclass(slots=True)
class Taken:
    """What came of the files of one request."""

    accepted: list[Accepted] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def refusal(name: str, error: ApiError) -> Refused:
    """A refusal as the candidates face words it."""
    return Refused(name, candidates_code(error.code), MESSAGES.get(error.code, error.message))


@contextmanager
def taken(files: Iterable[Incoming], organisation: Organisation, now: datetime) -> Iterator[Taken]:
    """The files, checked and stored; what was stored is removed when the block fails."""
    found = Taken()
    try:
        for one in files:
            _take(one, organisation, found, now)
        yield found
    except Exception:
        for accepted in found.accepted:
            candidates.abandon(candidate_id=accepted.candidate_id)
        raise


def _take(one: Incoming, organisation: Organisation, found: Taken, now: datetime) -> None:
    """Check and store a file. Raises ApiError where that cannot be done now."""
    try:
        checked = _checked(one.file)
    except ApiError as error:
        if error.public.status >= 500:
            raise
        found.refused.append(refusal(one.url or one.name, error))
        return
    candidate_id = new_uuid()
    upload = intake.keep(
        file=one.file,
        organisation=organisation,
        key=source_key(candidate_id),
        file_name=one.name,
        media_type=checked.media_type,
        now=now,
    )
    found.accepted.append(Accepted(candidate_id, upload, one.url, Queue(checked.queue)))


def _checked(file: ReceivedFile) -> Checked:
    """What a file is that can be parsed. Raises ApiError for any other."""
    request = CheckRequest(
        max_pages=CV.options.max_pages,
        accept=ACCEPTED["any"],
        formats=CV.always,
        ocr=recognition.deployed(CV.options).ocr,
    )
    return intake.check(file=file, request=request)
