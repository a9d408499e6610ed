"""Jobs and what came of them."""

from datetime import datetime, timedelta
from pathlib import PurePosixPath

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import Organisation
from apps.intake.models import Upload
from apps.jobs.kinds import FORMATS, KINDS, Kind
from apps.jobs.queues import Queue
from apps.jobs.states import ENDED, WAITING, State

MAX_ATTEMPTS = 3
"""Workers that may die over one job, in one queue, before it is given up."""


class JobQuerySet(models.QuerySet["Job"]):
    def of(self, organisation: Organisation) -> "JobQuerySet":
        """The organisation's own jobs that it has not deleted, newest first."""
        return self.filter(organisation=organisation, deleted_at=None).order_by("-id")

    def claimable(self, now: datetime) -> "JobQuerySet":
        """Queued, or processing under a lease that has run out; never beyond the last attempt."""
        lapsed = Q(status=State.PROCESSING, lease_until__lt=now)
        return self.filter(Q(status=State.QUEUED) | lapsed, attempts__lt=F("last_attempt"))

    def given_up(self, now: datetime) -> "JobQuerySet":
        """Jobs whose last attempt died."""
        lapsed = self.filter(status=State.PROCESSING, lease_until__lt=now)
        return lapsed.filter(attempts__gte=F("last_attempt"))

    def unheard(self, now: datetime) -> "JobQuerySet":
        """Claimable jobs for which it is time to ring again, oldest first."""
        return self.claimable(now).filter(ring_at__lt=now).order_by("ring_at")

    def waiting_since(self, moment: datetime) -> "JobQuerySet":
        """Jobs that were accepted before and that nobody has taken."""
        return self.filter(status=State.QUEUED, created_at__lt=moment)

    def overdue(self, now: datetime) -> "JobQuerySet":
        """Ended jobs whose retention is over."""
        return self.filter(status__in=[State.DONE, State.FAILED], expires_at__lt=now)


class Batch(models.Model):
    """Several jobs submitted at once. `finished_at`: when the last of them had ended."""

    id = models.CharField(max_length=32, primary_key=True)  # batch_ and a ULID
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    service = models.CharField(max_length=20)
    request_id = models.CharField(max_length=30)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.id


class Refusal(models.Model):
    """A file of a batch that never became a job, and why."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="refusals")
    position = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=255)
    error_code = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.error_code


class Job(models.Model):
    """One asynchronous piece of work on one upload."""

    id = models.CharField(max_length=30, primary_key=True)  # job_ and a ULID: sorts by time
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="jobs")
    position = models.PositiveSmallIntegerField(default=0)  # of its file in the batch
    service = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=[(s, s) for s in State])
    request_id = models.CharField(max_length=30)
    api_key = models.CharField(max_length=16, default="")  # prefix of the key it came with
    cost = models.PositiveIntegerField()
    options = models.JSONField()  # the engine's settings, by name
    formats = models.JSONField()  # names of the artifacts to make, in the order promised
    queue = models.CharField(max_length=10, choices=[(q, q) for q in Queue], default=Queue.TEXT)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_attempt = models.PositiveSmallIntegerField(default=MAX_ATTEMPTS)  # the one not repeated
    lease_until = models.DateTimeField(null=True)
    ring_at = models.DateTimeField()  # when to ring the doorbell again if nobody has come
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    retention_seconds = models.PositiveIntegerField(null=True)  # shorter than the plan's
    delete_after_download = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=40, null=True)
    engine_version = models.CharField(max_length=20, null=True)
    page_count = models.PositiveIntegerField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["organisation", "-id"], name="jobs_of_organisation"),
            models.Index(
                fields=["ring_at"], name="jobs_waiting", condition=Q(status__in=sorted(WAITING))
            ),
            models.Index(
                fields=["expires_at"],
                name="jobs_overdue",
                condition=Q(status__in=sorted(ENDED - {State.EXPIRED})),
            ),
        )

    def __str__(self) -> str:
        return self.id

    @property
    def kind(self) -> Kind:
        """What the service it asked for costs, makes and allows."""
        return KINDS[self.service]

    @property
    def retention(self) -> timedelta:
        """How long its files stay once it has ended."""
        longest = self.organisation.plan.retention
        if self.retention_seconds is None:
            return longest
        return min(timedelta(seconds=self.retention_seconds), longest)

    @property
    def folder(self) -> str:
        """Prefix of everything stored for this job."""
        return folder_of(self.id)

    @property
    def attempt_folder(self) -> str:
        """Prefix of what the present attempt makes: a dead attempt cannot mix with it."""
        return f"{self.folder}{self.attempts}/"


JOBS_FOLDER = "jobs/"


def folder_of(job_id: str) -> str:
    """Prefix of everything stored for a job."""
    return f"{JOBS_FOLDER}{job_id}/"


class Artifact(models.Model):
    """A file we made for a job. `size` in bytes, `sha256` hexadecimal (its ETag)."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="artifacts")
    format = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["job", "format"], name="one_artifact_per_format"),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def file_name(self) -> str:
        """The name a browser should save it under: the upload's, with our ending."""
        stem = PurePosixPath(self.job.upload.file_name).stem
        return f"{stem}{FORMATS[self.format].suffix}"
