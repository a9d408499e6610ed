"""`manage.py set_plan ORGANISATION PLAN`: put an organisation on a plan, at once."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.accounts.audit import OPERATOR
from apps.accounts.models import Organisation
from apps.usage.plan_change import change_plan


class Command(BaseCommand):
    help = "Put an organisation on a plan; what it has used this month stays used."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation")
        parser.add_argument("plan", choices=sorted(settings.PLANS))

    def handle(self, **options: object) -> None:
        organisation = Organisation.objects.filter(name=str(options["organisation"])).first()
        if organisation is None:
            raise CommandError("No organisation has this name.")
        change_plan(
            organisation=organisation,
            plan_name=str(options["plan"]),
            now=timezone.now(),
            actor=OPERATOR,
        )
        self.stdout.write(f"{organisation.name}: {organisation.plan_name}")
