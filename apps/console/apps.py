"""What an organisation sees and changes of itself: keys, members, usage, the audit log."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "apps.console"
