"""What a submit may say: its fields, checked one by one, and nothing else."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args, get_type_hints

from apps.accounts.plans import Plan
from apps.api.pagination import is_number
from apps.core.errors import ApiError
from apps.engine.errors import InvalidOption
from apps.engine.options import Options, refuse_contradictions
from apps.intake.receive import ReceivedFile, ReceivedForm
from apps.jobs import recognition
from apps.jobs.kinds import ACCEPTED, Kind
from apps.webhooks import services as webhooks
from apps.webhooks import signing
from apps.webhooks.services import Wish

FIELDS = frozenset(
    {"file_name", "formats", "accept_formats", "retention_seconds", "delete_after_download"}
)
WEBHOOK_FIELDS = frozenset({"webhook_url", "webhook_secret", "webhook_events"})
LEAST_RETENTION = 60  # seconds: a caller needs a moment to fetch what was made
MAX_PAGE_RANGE = 200  # characters
_PART = r"\s*[0-9]{1,9}\s*(-\s*[0-9]{1,9}\s*)?"
PAGE_RANGE = re.compile(f"{_PART}(,{_PART})*|\\s*")
"""What looks like a selection of pages; which of them there are, only the file can tell."""
MAX_TEXT = 200  # characters of a page separator or a replacement

OPTION_TYPES: Mapping[str, object] = get_type_hints(Options)
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def read_file(form: ReceivedForm) -> ReceivedFile:
    """The one file of a submit, in the field `file`."""
    files = [file for file in form.files if file.field == "file"]
    if len(files) != 1 or len(form.files) != 1:
        raise ApiError("invalid_request", "Send exactly one file, in the multipart field file.")
    return files[0]


def refuse_unknown(form: ReceivedForm, kind: Kind, plan: Plan) -> None:
    """Raise ApiError for any field this route does not have."""
    given = form.fields.keys()
    if given & WEBHOOK_FIELDS and not plan.webhooks:
        raise ApiError("webhook_access_disabled")
    for name in sorted(given - FIELDS - WEBHOOK_FIELDS - set(kind.settable)):
        reason = "is fixed here and cannot be set" if name in OPTION_TYPES else "is not known here"
        raise ApiError("invalid_request", f"The field {_shown(name)} {reason}. Leave it out.")


def read_formats(form: ReceivedForm, kind: Kind) -> tuple[str, ...]:
    """The formats to make: those always made, then those asked for in the catalogue's order.

    They may be asked for in repeated fields or in one comma-separated field.
    """
    known = tuple(dict.fromkeys((*kind.always, *kind.optional)))
    asked = _words(form, "formats")
    for name in asked:
        if name not in known:
            raise ApiError(
                "invalid_request",
                f"The format {_shown(name)} is not known here. Use {', '.join(known)}.",
            )
    extras = tuple(name for name in kind.optional if name in asked)
    return (*kind.always, *(extras or kind.default))


def read_accepted(form: ReceivedForm) -> tuple[str, ...]:
    """The media types that the file may be of."""
    name = form.one("accept_formats") or next(iter(ACCEPTED))
    if name not in ACCEPTED:
        raise ApiError("invalid_request", f"accept_formats must be {' or '.join(ACCEPTED)}.")
    return ACCEPTED[name]


def read_options(form: ReceivedForm, kind: Kind, formats: Sequence[str], plan: Plan) -> Options:
    """The kind's settings, those of plan and deployment, and what the caller chose over them.

    Raises ApiError for a value that is none, and for what contradicts itself or the formats.
    """
    given = {name: form.one(name) for name in kind.settable}
    chosen: dict[str, Any] = {name: _option(name, text) for name, text in given.items() if text}
    options = replace(kind.options, **{**recognition.chosen(plan), **chosen})
    options = recognition.within_reach(options)
    try:
        refuse_contradictions(options, formats)
    except InvalidOption as error:
        raise ApiError("invalid_request", str(error)) from None
    return options


def read_wish(form: ReceivedForm) -> Wish | None:
    """Whom to tell when the work has ended; None when nobody asked."""
    url, secret = form.one("webhook_url"), form.one("webhook_secret")
    events = _words(form, "webhook_events")
    if not url:
        if secret or events:
            raise ApiError("invalid_request", "webhook_url is required with webhook fields.")
        return None
    return Wish(
        url=webhooks.checked_url(url.strip()),
        secret=signing.checked_secret(secret.strip()) if secret else "",
        events=webhooks.checked_events(events),
    )


def read_retention(form: ReceivedForm, plan: Plan) -> int | None:
    """For how many seconds the files stay, where that is to be shorter than the plan says."""
    text = (form.one("retention_seconds") or "").strip()
    if not text:
        return None
    longest = int(plan.retention.total_seconds())
    if not (is_number(text) and LEAST_RETENTION <= int(text) <= longest):
        raise ApiError(
            "invalid_request",
            f"retention_seconds must be a whole number from {LEAST_RETENTION} to {longest}.",
        )
    return int(text)


def read_flag(form: ReceivedForm, name: str) -> bool:
    """A switch of the form; off unless told."""
    return _boolean(name, form.one(name) or "false")


def _boolean(name: str, text: str) -> bool:
    if text.lower() not in BOOLEANS:
        raise ApiError("invalid_request", f"{name} must be true or false.")
    return BOOLEANS[text.lower()]


def _words(form: ReceivedForm, name: str) -> list[str]:
    """The values of a field that is repeated or holds a comma-separated list."""
    words = (word.strip() for value in form.fields.get(name, []) for word in value.split(","))
    return [word for word in words if word]


def _option(name: str, text: str) -> str | bool:
    """One value, by the type of its field in Options."""
    choices = get_args(OPTION_TYPES[name])
    if name in READERS:
        return READERS[name](text)
    if OPTION_TYPES[name] is bool:
        return _boolean(name, text)
    if OPTION_TYPES[name] is str and len(text) <= MAX_TEXT:
        return text
    if text not in choices:
        allowed = " or ".join(choices) or f"at most {MAX_TEXT} characters long"
        raise ApiError("invalid_request", f"{name} must be {allowed}.")
    return text


def _page_range(text: str) -> str:
    if len(text) > MAX_PAGE_RANGE or not PAGE_RANGE.fullmatch(text):
        raise ApiError("invalid_page_range")
    return text.strip()


READERS: Mapping[str, Callable[[str], str]] = {
    "page_range": _page_range,
    "ocr_languages": recognition.read_languages,
}
"""Options whose values are more than a text or a choice."""


def read_file_name(form: ReceivedForm, file: ReceivedFile) -> str | None:
    """The name to store, if there is any: the override if given, else the file's own."""
    return form.one("file_name") or file.name


def _shown(text: str) -> str:
    """What a caller typed, short and printable enough to be repeated to it."""
    return "".join(char if char.isprintable() else "?" for char in text[:40])
