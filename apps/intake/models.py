"""A file that came in."""

from django.db import models

from apps.accounts.models import Organisation


class Upload(models.Model):
    """What is known of a stored source file. `size` in bytes, `sha256` hexadecimal."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    key = models.CharField(max_length=200)  # in the artifact store
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
