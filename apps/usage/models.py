"""Credits: an append-only ledger whose sum is the balance. Usage: what was called, day by day."""

from django.db import models

from apps.accounts.models import Organisation


class Kind(models.TextChoices):
    GRANT = "grant"  # credits given to the organisation, or taken back with a smaller plan
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


class Balance(models.Model):
    """The sum of an organisation's ledger, kept beside it so that a submit need not add it up.

    It changes in the transaction of the entry, always. `period_start`: since when these credits
    are given; without one, nothing limits them.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, primary_key=True)
    credits = models.BigIntegerField(default=0)
    period_start = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.credits)


class DailyUsage(models.Model):
    """What one key did on one day (UTC): calls of any route, jobs done, credits spent on them.

    `key` is the key's public prefix. `service` is empty for calls that belong to none.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    day = models.DateField()
    service = models.CharField(max_length=20)
    key = models.CharField(max_length=16)
    calls = models.PositiveBigIntegerField(default=0)
    jobs = models.PositiveBigIntegerField(default=0)
    credits = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "day", "service", "key"], name="one_row_per_key_and_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.service}"
