"""`manage.py audit_ledger`: prove for every job that its entries add up; status 1 where not."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from apps.jobs.ledger_audit import faults


class Command(BaseCommand):
    help = "Check that every job's credits were held, and then settled or released, exactly once."

    @transaction.atomic  # one moment for all: jobs go on moving
    def handle(self, **options: object) -> None:
        found = list(faults())
        for fault in found:
            self.stdout.write(fault)
        if found:
            raise CommandError(f"{len(found)} do not add up.")
        self.stdout.write("All credits add up.")
