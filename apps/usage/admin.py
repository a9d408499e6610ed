"""The operator's pages: organisations and their plans, the ledger."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from apps.accounts.admin import ReadOnly, acting
from apps.accounts.models import Organisation
from apps.usage.models import LedgerEntry
from apps.usage.plan_change import change_plan


def _plans() -> list[tuple[str, str]]:
    return [(name, name) for name in settings.PLANS]


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # as in the admin
    """An organisation, with its plan to choose from those there are."""

    plan_name = forms.ChoiceField(label="Plan", choices=_plans)

    class Meta:
        model = Organisation
        fields = ("name", "plan_name")


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as in apps.accounts.admin
    form = OrganisationForm
    list_display = ("name", "plan_name", "created_at")
    list_filter = ("plan_name",)
    search_fields = ("name",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: Organisation, form: OrganisationForm, change: bool
    ) -> None:
        if not change:
            obj.created_at = timezone.now()
            obj.save()
            return
        Organisation.objects.filter(pk=obj.pk).update(name=obj.name)
        if "plan_name" in form.changed_data:
            before = Organisation.objects.get(pk=obj.pk)
            change_plan(
                organisation=before,
                plan_name=obj.plan_name,
                now=timezone.now(),
                actor=acting(request),
            )


@admin.register(LedgerEntry)
class LedgerAdmin(ReadOnly):
    list_display = ("created_at", "organisation", "kind", "credits", "job_id")
    list_filter = ("kind",)
    search_fields = ("job_id", "organisation__name")
