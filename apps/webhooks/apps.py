"""Whom to tell: endpoints, events and their deliveries."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "apps.webhooks"
