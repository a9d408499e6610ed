"""What the engine refuses, each with the public code that the customer will see."""

from typing import ClassVar


class EngineError(Exception):
    """A document that cannot be parsed. `code` is a key of the public error catalogue."""

    code: ClassVar[str] = "corrupt_pdf"


class InvalidPdf(EngineError):
    """The bytes are no PDF at all."""

    code = "invalid_pdf"


class CorruptPdf(EngineError):
    """It says it is a PDF, but no page can be read from it."""

    code = "corrupt_pdf"


class UnsupportedFormat(EngineError):
    """The bytes are of no format that can be read here."""

    code = "unsupported_media_type"


class CorruptFile(EngineError):
    """It is of a format we know, other than PDF, but nothing can be read from it."""

    code = "corrupt_file"


class PasswordProtected(EngineError):
    """It opens only with a user password."""

    code = "password_protected"


class OcrRequired(EngineError):
    """No selected page holds extractable text."""

    code = "ocr_required"


class InvalidPageRange(EngineError):
    """The page selector is malformed or selects no page of this document."""

    code = "invalid_page_range"


class PageLimitExceeded(EngineError):
    """More pages are selected than this service allows."""

    code = "page_limit_exceeded"


class InvalidOption(EngineError):
    """An option is unknown or contradicts another."""

    code = "invalid_request"
