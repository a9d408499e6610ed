"""Wiring: environment, settings, routes, Celery, and the supervisor of the embedded service."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")  # noqa: TID251  # set, not read
