"""Jobs wait in one of several queues, each with attempts of its own."""

from django.db import migrations, models

QUEUES = [("text", "text"), ("ocr", "ocr"), ("convert", "convert")]


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_batches_and_retention")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="queue",
            field=models.CharField(choices=QUEUES, default="text", max_length=10),
        ),
        migrations.AddField(
            model_name="job",
            name="last_attempt",
            field=models.PositiveSmallIntegerField(default=3),
        ),
    ]
