"""The web application. Everything is loaded before the first request is taken."""

import django
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

from config.celery import app as celery_app

django.setup()


def _load() -> WSGIHandler:
    """The application with its routes, schema and storage already imported."""
    from apps.core import storage

    application = WSGIHandler()
    _ = get_resolver().url_patterns
    storage.store().clean_spool(older_than_seconds=3600)
    return application


application = _load()

__all__ = ["application", "celery_app"]
