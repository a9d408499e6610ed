"""`manage.py revoke_api_key PREFIX`: end a key at once. The prefix is the key's middle part."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.models import ApiKey


class Command(BaseCommand):
    help = "Revoke the API key with this prefix: the part between the two first underscores."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("prefix")

    def handle(self, **options: object) -> None:
        key = ApiKey.objects.filter(prefix=str(options["prefix"])).first()
        if key is None:
            raise CommandError("No key has this prefix.")
        accounts.revoke_key(key=key, now=timezone.now())
