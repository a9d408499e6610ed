"""What a submit may say: its fields, checked one by one, and nothing else."""

from collections.abc import Mapping

from apps.accounts.plans import Plan
from apps.core.errors import ApiError
from apps.intake.names import safe_name
from apps.intake.receive import ReceivedFile, ReceivedForm
from apps.jobs.kinds import Kind

FIELDS = frozenset({"file_name", "page_range", "formats"})
WEBHOOK_FIELDS = frozenset({"webhook_url", "webhook_secret", "webhook_events"})
MAX_PAGE_RANGE = 200  # characters

FIXED: Mapping[str, str] = dict.fromkeys(
    (
        "include_header_footer",
        "use_struct_tree",
        "sanitize",
        "reading_order",
        "table_method",
        "keep_line_breaks",
        "output_mode",
        "replace_invalid_chars",
        "image_output",
        "image_format",
    ),
    "is fixed for resumes and cannot be set",
)


def read_file(form: ReceivedForm) -> ReceivedFile:
    """The one file of a submit, in the field `file`."""
    files = [file for file in form.files if file.field == "file"]
    if len(files) != 1 or len(form.files) != 1:
        raise ApiError("invalid_request", "Send exactly one file, in the multipart field file.")
    return files[0]


def refuse_unknown(form: ReceivedForm, plan: Plan) -> None:
    """Raise ApiError for any field this route does not have."""
    given = form.fields.keys()
    if given & WEBHOOK_FIELDS:
        if not plan.webhooks:
            raise ApiError("webhook_access_disabled")
        raise ApiError(
            "invalid_request", "Webhooks are not available in this version. Poll the job."
        )
    for name in sorted(given - FIELDS):
        reason = FIXED.get(name, "is not known here")
        raise ApiError("invalid_request", f"The field {_shown(name)} {reason}. Leave it out.")


def read_formats(form: ReceivedForm, kind: Kind) -> tuple[str, ...]:
    """The formats to make: those always made, then the extras in the order of the catalogue.

    Extras may be repeated fields or one comma-separated field.
    """
    known = (*kind.always, *kind.optional)
    asked = [name.strip() for value in form.fields.get("formats", []) for name in value.split(",")]
    for name in asked:
        if name and name not in known:
            raise ApiError(
                "invalid_request",
                f"The format {_shown(name)} is not known here. Use {', '.join(known)}.",
            )
    return (*kind.always, *(name for name in kind.optional if name in asked))


def read_page_range(form: ReceivedForm) -> str | None:
    """The page selector as given, or None for all pages."""
    text = form.one("page_range")
    if text is not None and len(text) > MAX_PAGE_RANGE:
        raise ApiError("invalid_page_range")
    return text.strip() or None if text is not None else None


def read_file_name(form: ReceivedForm, file: ReceivedFile) -> str:
    """The name to store: the override if given, else the file's own, made safe."""
    return safe_name(form.one("file_name") or file.name)


def _shown(text: str) -> str:
    """What a caller typed, short and printable enough to be repeated to it."""
    return "".join(char if char.isprintable() else "?" for char in text[:40])
