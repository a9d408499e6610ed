"""The web application. Everything is loaded before the first request is taken."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

from apps.api.wsgi_request import Utf8Request
from config.celery import app as celery_app

django.setup()


class Handler(WSGIHandler):
    """Django's, with requests of our own."""

    request_class = Utf8Request


def _load() -> WSGIHandler:
    """The application with its routes, schema and storage already imported."""
    from apps.api.rate_limits import limiter
    from apps.core.storage import clear_spool
    from apps.sandbox import get_sandbox

    limiter()  # its library loads its parts at first use, and not safely so from two threads
    application = Handler()
    _ = get_resolver().url_patterns
    clear_spool()
    require = settings.PARSELANE.require_network_isolation
    get_sandbox("check", require_network_isolation=require).status()
    return application


application = _load()

__all__ = ["application", "celery_app"]
