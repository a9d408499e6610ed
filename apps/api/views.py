"""What every view does before its own work: who calls, from where, how often, for what."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts import services as accounts
from apps.accounts.access import Role, Scope
from apps.accounts.audit import Actor
from apps.accounts.models import ApiKey
from apps.api import rate_limits
from apps.api.client_address import client_address
from apps.api.rate_limits import Bucket
from apps.core.errors import ApiError
from apps.usage.counting import CALLS

SAFE = ("GET", "HEAD", "OPTIONS")


class ApiView(APIView):
    """A route of the API. A subclass says what its methods need, where that is not the usual."""

    scopes: ClassVar[Mapping[str, Scope]] = {}
    """The scope a method needs; unsaid, reading needs `read` and everything else `submit`."""

    buckets: ClassVar[Mapping[str, Bucket]] = {}
    """The bucket a method is counted in; unsaid, reading is a read and everything else a write."""

    service: ClassVar[str] = ""
    """What its calls are counted under."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse whoever may not call. Raises ApiError."""
        super().initial(request, *args, **kwargs)
        key, method = key_of(request), request.method or ""
        usual = Bucket.READ if method in SAFE else Bucket.WRITE
        rate_limits.count(request._request, key, self.buckets.get(method, usual))
        CALLS.count(
            organisation=key.organisation, service=self.service, key=key.prefix, now=timezone.now()
        )
        if not accounts.admits(key=key, address=client_address(request._request)):
            raise ApiError("api_access_disabled", "This API key may not be used from here.")
        needed = self.scopes.get(method, Scope.READ if method in SAFE else Scope.SUBMIT)
        if needed not in key.allowed:
            raise ApiError("api_access_disabled", f"This API key lacks the scope {needed}.")

    def perform_authentication(self, request: Request) -> None:
        """Find the key; calls without a good one are counted by address."""
        try:
            super().perform_authentication(request)
        except ApiError:
            rate_limits.count(request._request, None, Bucket.KEYLESS)
            raise


MANAGED: Mapping[str, Scope] = dict.fromkeys(
    ("GET", "HEAD", "OPTIONS", "POST", "PATCH", "DELETE"), Scope.MANAGE
)
"""For routes where even looking needs `manage`."""


def key_of(request: Request) -> ApiKey:
    """The key that calls."""
    key = request.auth
    assert isinstance(key, ApiKey)
    return key


def actor_of(request: Request) -> Actor:
    """The caller as the audit log names it."""
    key = key_of(request)
    whose = f"{key.member.user.email} by " if key.member else ""
    return Actor(f"{whose}key {key.prefix}", client_address(request._request))


def role_of(request: Request) -> Role | None:
    """The role of the member the key acts for; None for an operator's key."""
    return key_of(request).role
