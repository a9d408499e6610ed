"""The conventions of the HTTP face."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "apps.api"
