"""What the API remembers between requests: the answers given under an Idempotency-Key."""

from django.db import models

from apps.accounts.models import Organisation


class IdempotencyRecord(models.Model):
    """One use of a key by an organisation. `status` is null while the first request runs."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of method, route, fields and files
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(null=True)
    holder = models.CharField(max_length=40)  # request id of the request at work
    held_until = models.DateTimeField()  # past that, a retry may take over
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "key"], name="one_answer_per_key"),
        )

    def __str__(self) -> str:
        return self.holder
