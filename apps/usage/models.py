"""Credits: an append-only ledger whose sum is the balance."""

from django.db import models

from apps.accounts.models import Organisation


class Kind(models.TextChoices):
    GRANT = "grant"  # credits given to the organisation
    HOLD = "hold"  # set aside at submit
    SETTLE = "settle"  # the held credits are spent: the job is done
    RELEASE = "release"  # the held credits come back: the job failed or was deleted


class LedgerEntry(models.Model):
    """One movement. `credits` is signed: a hold is negative, a settle is zero."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    job_id = models.CharField(max_length=30, null=True)  # a ledger outlives the rows it speaks of
    kind = models.CharField(max_length=10, choices=Kind.choices)
    credits = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["job_id", "kind"], name="one_movement_per_job_and_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.credits}"
