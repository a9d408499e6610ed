"""The operator's pages: people, members, keys, the audit log. What was done can only be read."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.audit import Actor
from apps.accounts.models import ApiKey, AuditEntry, Member, User


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # one base for several models
    """Rows to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


def acting(request: HttpRequest) -> Actor:
    """The operator who is logged in, as the audit log names them."""
    return Actor(f"operator {request.user}")


class UserForm(forms.ModelForm):  # type: ignore[type-arg]  # as in the admin
    """A person. The address is kept in small letters, as whoever looks it up has it."""

    class Meta:
        model = User
        fields = ("email", "is_active", "is_staff", "is_superuser")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the stubs want what Django has not
    form = UserForm
    list_display = ("email", "is_active", "is_staff", "last_login")
    search_fields = ("email",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """A person is switched off: members and keys are removed where the log tells of it."""
        return False


@admin.register(Member)
class MemberAdmin(ReadOnly):
    list_display = ("id", "organisation", "user", "role", "created_at")
    list_filter = ("role",)
    search_fields = ("user__email", "organisation__name")


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnly):
    list_display = ("prefix", "organisation", "name", "created_at", "expires_at", "revoked_at")
    search_fields = ("prefix", "organisation__name")
    exclude = ("digest",)
    actions = ("revoke",)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Without it the list offers no actions; a single key has no form to change."""
        return obj is None and bool(request.user.is_superuser)

    @admin.action(description="Revoke the keys chosen")
    def revoke(self, request: HttpRequest, queryset: "QuerySet[ApiKey]") -> None:
        for key in queryset.select_related("organisation"):
            accounts.revoke_key(key=key, now=timezone.now(), actor=acting(request))


@admin.register(AuditEntry)
class AuditAdmin(ReadOnly):
    list_display = ("at", "organisation", "actor", "action", "target", "address")
    list_filter = ("action",)
    search_fields = ("organisation__name", "actor", "target")


admin.site.unregister(Group)
admin.site.site_header = admin.site.site_title = "Parselane"
admin.site.index_title = "Operation"
