"""The conventions of the HTTP face."""

from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "apps.api"

    def ready(self) -> None:
        import_module("apps.api.schema")  # the library learns of the scheme by its import
