"""A request as the server hands it over, whose query, form and JSON are UTF-8 whatever it claims.

Django reads the query by the charset of the Content-Type, before any layer of ours can answer, and
takes for one whatever Python has a codec for: zlib and base64 are no text, and end in a fault.
"""

from collections.abc import Mapping

from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """What `config/wsgi.py` makes of every request."""

    def _set_content_type_params(self, meta: Mapping[str, str]) -> None:
        self.content_type, self.content_params = _parsed(meta.get("CONTENT_TYPE", ""))


def _parsed(header: str) -> tuple[str, dict[str, str]]:
    """The type and its parameters; nothing of a header that cannot be read.

    >>> _parsed("multipart/form-data; boundary=x"), _parsed("text/plain; a*=nothing''%41")
    (('multipart/form-data', {'boundary': 'x'}), ('', {}))
    """
    try:
        media_type, params = parse_header_parameters(header)
    except (LookupError, ValueError):
        return "", {}
    return media_type, params
