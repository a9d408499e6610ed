"""`manage.py create_api_key --organisation NAME --plan PLAN`: prints the key alone on stdout."""

from argparse import ArgumentParser
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.models import Member, Organisation
from apps.core.errors import ApiError


class Command(BaseCommand):
    help = "Create an API key, and its organisation if needed; print the key alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="name of the organisation")
        parser.add_argument("--plan", default="enterprise", choices=sorted(settings.PLANS))
        parser.add_argument("--name", default="default", help="what the key is for")
        parser.add_argument("--member", help="e-mail address of the member the key acts for")
        parser.add_argument("--expires-in-days", type=int, default=None)

    def handle(self, **options: object) -> None:
        now = timezone.now()
        organisation = accounts.ensure_organisation(
            name=str(options["organisation"]), plan_name=str(options["plan"]), now=now
        )
        if organisation.plan_name != options["plan"]:
            raise CommandError(
                f"{organisation.name} is on the plan {organisation.plan_name}, "
                f"not {options['plan']}."
            )
        days = options["expires_in_days"]
        expires_at = now + timedelta(days=days) if isinstance(days, int) else None
        try:
            key, _ = accounts.issue_key(
                organisation=organisation,
                name=str(options["name"]),
                now=now,
                expires_at=expires_at,
                member=_member(organisation, options["member"]),
            )
        except ApiError as error:
            raise CommandError(error.message) from None
        self.stdout.write(key)


def _member(organisation: Organisation, email: object) -> Member | None:
    if email is None:
        return None
    member = Member.objects.of(organisation).filter(user__email=str(email).lower()).first()
    if member is None:
        raise CommandError(f"{email} is no member of {organisation.name}.")
    return member
