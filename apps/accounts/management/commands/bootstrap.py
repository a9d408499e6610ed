"""`manage.py bootstrap`: at first start make an organisation and print its key, alone."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.models import ApiKey

FIRST_ORGANISATION = "default"
FIRST_PLAN = "enterprise"


class Command(BaseCommand):
    help = "Create the first organisation and API key where there is none; print the key alone."

    def handle(self, **options: object) -> None:
        if ApiKey.objects.exists():
            return
        now = timezone.now()
        organisation = accounts.ensure_organisation(
            name=FIRST_ORGANISATION, plan_name=FIRST_PLAN, now=now
        )
        key, _ = accounts.issue_key(organisation=organisation, name="first key", now=now)
        self.stdout.write(key)
