"""Which key calls: `Authorization: Bearer KEY` or `X-API-Key: KEY`, on both faces."""

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from apps.accounts import services as accounts
from apps.accounts.models import ApiKey, Organisation
from apps.core.errors import ApiError


class ApiKeyAuthentication(BaseAuthentication):
    """`request.user` is the organisation, `request.auth` its key. No key is an error too."""

    def authenticate(self, request: Request) -> tuple[Organisation, ApiKey]:
        stored = accounts.authenticate(key=_given_key(request), now=timezone.now())
        if stored is None:
            raise ApiError("invalid_api_key")
        return stored.organisation, stored

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def organisation_of(request: Request) -> Organisation:
    """The organisation that calls."""
    organisation = request.user
    assert isinstance(organisation, Organisation)
    return organisation


def _given_key(request: Request) -> str:
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    return request.headers.get("X-API-Key", "").strip()
