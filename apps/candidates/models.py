"""A candidate is the record that a CV became. Tags group candidates, corrections overrule."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from apps.accounts.models import Organisation
from apps.core.ids import new_uuid
from apps.jobs.models import Job
from apps.jobs.states import State

CANDIDATES_FOLDER = "candidates/"


def folder_of(candidate_id: UUID) -> str:
    """Prefix of everything stored for a candidate: it stays until the candidate is deleted."""
    return f"{CANDIDATES_FOLDER}{candidate_id}/"


def source_key(candidate_id: UUID) -> str:
    """Where the original file of a candidate is stored."""
    return f"{folder_of(candidate_id)}source"


class ParsingStatus(models.TextChoices):
    """What the job of a candidate means for it."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


PARSING: dict[ParsingStatus, Q] = {
    ParsingStatus.PENDING: Q(parsed_at=None, job__status=State.QUEUED),
    ParsingStatus.PROCESSING: Q(parsed_at=None, job__status=State.PROCESSING),
    ParsingStatus.COMPLETED: Q(parsed_at__isnull=False),
    ParsingStatus.FAILED: Q(parsed_at=None, job__status__in=[State.FAILED, State.EXPIRED]),
}
"""The status in terms of the rows: `parsed_at` is set in the transaction that ends the job, and
whatever ended without it has failed, be it erased before anybody came."""


class Source(models.TextChoices):
    """How a file came in."""

    API = "api"
    URL = "url"


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def of(self, organisation: Organisation) -> "CandidateQuerySet":
        """The organisation's own candidates, newest first, with their jobs."""
        mine = self.filter(organisation=organisation).select_related("job")
        return mine.order_by("-created_at", "-id")

    def parsing(self, status: ParsingStatus) -> "CandidateQuerySet":
        """Those whose parsing stands so."""
        return self.filter(PARSING[status])

    def with_skills(self, keys: list[str]) -> "CandidateQuerySet":
        """Those who have every one of these skills, by their folded names."""
        found = self
        for key in dict.fromkeys(keys):
            found = found.filter(skill_rows__key=key)
        return found

    def light(self) -> "CandidateQuerySet":
        """Without what only the view of one candidate needs."""
        return self.defer("resume", "evidence")


class Candidate(models.Model):
    """A person as their CV says, with what the customer corrected.

    `resume` and `evidence` are what the engine read, never changed; the columns beside them are
    its projection, and the customer's to correct. `revision` rises with every change that
    matching can see. The keys are for duplicates: lower-case e-mail, E.164 phone.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="candidate")
    original_filename = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=10, choices=Source.choices)
    source_url = models.CharField(max_length=2048, null=True)

    full_name = models.TextField(null=True)
    email = models.TextField(null=True)
    phone = models.TextField(null=True)
    location = models.TextField(null=True)
    current_title = models.TextField(null=True)
    years_of_experience = models.FloatField(null=True)
    skills = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    work_history = models.JSONField(default=list)
    education = models.JSONField(default=list)
    certifications = models.JSONField(default=list)
    linkedin_url = models.TextField(null=True)
    github_url = models.TextField(null=True)
    portfolio_url = models.TextField(null=True)
    ai_summary = models.TextField(null=True)
    parsing_confidence = models.FloatField(null=True)
    language = models.CharField(max_length=10, null=True)

    resume = models.JSONField(null=True)
    evidence = models.JSONField(null=True)
    engine_version = models.CharField(max_length=20, null=True)
    as_of = models.DateField(null=True)  # the present of the parse: what open periods ran to
    revision = models.PositiveIntegerField(default=0)

    email_key = models.CharField(max_length=320, default="")
    phone_key = models.CharField(max_length=20, default="")

    created_at = models.DateTimeField()
    parsed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    objects = CandidateQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=["organisation", "-created_at", "-id"], name="candidates_of_organisation"
            ),
            models.Index(
                fields=["organisation", "email_key"],
                name="candidates_by_email",
                condition=~Q(email_key=""),
            ),
            models.Index(
                fields=["organisation", "phone_key"],
                name="candidates_by_phone",
                condition=~Q(phone_key=""),
            ),
            models.Index(fields=["organisation", "sha256"], name="candidates_by_file"),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def folder(self) -> str:
        """Prefix of everything stored for it."""
        return folder_of(self.id)

    @property
    def source_key(self) -> str:
        """Where its original file is stored."""
        return source_key(self.id)

    @property
    def parsing_status(self) -> ParsingStatus:
        """What `PARSING` says of this one."""
        if self.parsed_at is not None:
            return ParsingStatus.COMPLETED
        waiting = {
            State.QUEUED: ParsingStatus.PENDING,
            State.PROCESSING: ParsingStatus.PROCESSING,
        }
        return waiting.get(State(self.job.status), ParsingStatus.FAILED)


class CandidateSkill(models.Model):
    """A skill of a candidate, folded, as lists are filtered by it. Follows `Candidate.skills`."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="skill_rows")
    key = models.CharField(max_length=200)

    class Meta:
        indexes = (models.Index(fields=["key", "candidate"], name="candidates_by_skill"),)
        constraints = (
            models.UniqueConstraint(fields=["candidate", "key"], name="one_row_per_skill"),
        )

    def __str__(self) -> str:
        return self.key


class CandidateWords(models.Model):
    """What a candidate is found by in a search: every word, folded, joined by blanks.

    The index over it belongs to the database: GIN in PostgreSQL, FTS5 in SQLite, kept up there by
    triggers; apps/candidates/migrations makes both.
    """

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return str(self.candidate_id)


class Correction(models.Model):
    """A field that somebody overruled: what was extracted, what stands there now, who, and when."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=30)
    extracted = models.JSONField(null=True)
    value = models.JSONField(null=True)
    author = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.field


DEFAULT_COLOR = "#6B7280"


class TagQuerySet(models.QuerySet["Tag"]):
    def of(self, organisation: Organisation) -> "TagQuerySet":
        """The organisation's own tags, by name, each with how many candidates carry it."""
        mine = self.filter(organisation=organisation).order_by("key")
        return mine.annotate(candidate_count=models.Count("candidate_rows"))


class Tag(models.Model):
    """A word that an organisation puts on candidates. `key`: its name folded, once only."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    color = models.CharField(max_length=7, default=DEFAULT_COLOR)
    created_at = models.DateTimeField()

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "key"], name="one_tag_per_name"),
        )

    def __str__(self) -> str:
        return self.name


class CandidateTag(models.Model):
    """A tag on a candidate."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="tag_rows")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="candidate_rows")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["candidate", "tag"], name="a_tag_stands_once"),
        )

    def __str__(self) -> str:
        return str(self.tag_id)
