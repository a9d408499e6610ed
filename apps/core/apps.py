"""The ground of the Django side: a thing lives here if two rooms need it."""

from django.apps import AppConfig
from django.conf import settings

from apps.core import log


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        log.configure(settings.PARSELANE.log_level)
