"""A position is a vacancy; its pipeline holds candidates, its ranking a score of every candidate.

The contract calls a position a job. Here a job is work.
"""

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import Organisation
from apps.candidates.models import Candidate
from apps.core.ids import new_uuid
from apps.engine.matching import MATCHING_VERSION, Level


class PositionStatus(models.TextChoices):
    """Whether a position is looking for somebody."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


class PositionQuerySet(models.QuerySet["Position"]):
    def of(self, organisation: Organisation) -> "PositionQuerySet":
        """The organisation's own positions, newest first."""
        return self.filter(organisation=organisation).order_by("-created_at", "-id")

    def open(self) -> "PositionQuerySet":
        """Those that are ranked. A closed position looks for nobody."""
        return self.exclude(status=PositionStatus.CLOSED)

    def counted(self) -> "PositionQuerySet":
        """With the number of candidates in the pipeline of each, as `linked`."""
        return self.annotate(linked=models.Count("applications"))

    def unranked(self) -> "PositionQuerySet":
        """Open positions whose ranking was not carried to its end since they changed."""
        done = Q(ranked_revision=F("revision"), ranked_version=MATCHING_VERSION)
        return self.open().exclude(done)


class Position(models.Model):
    """A vacancy and what it asks for.

    `revision` rises with every change that a score depends on. `ranked_revision` and
    `ranked_version` say up to which change, and by which rules, all candidates were scored.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    title = models.CharField(max_length=200)
    title_key = models.CharField(max_length=400)  # folded, as lists are searched and sorted by it
    description = models.TextField(null=True)
    required_skills = models.JSONField(default=list)
    nice_to_have_skills = models.JSONField(default=list)
    min_experience_years = models.FloatField(null=True)
    max_experience_years = models.FloatField(null=True)
    education_level = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Level], default=Level.ANY.value
    )
    preferred_locations = models.JSONField(default=list)
    salary_min = models.FloatField(null=True)
    salary_max = models.FloatField(null=True)
    weights = models.JSONField(default=dict)
    status = models.CharField(
        max_length=10, choices=PositionStatus.choices, default=PositionStatus.ACTIVE
    )
    revision = models.PositiveIntegerField(default=1)
    ranked_revision = models.PositiveIntegerField(null=True)
    ranked_version = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = PositionQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=["organisation", "-created_at", "-id"], name="positions_of_organisation"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Stage(models.TextChoices):
    """Where a candidate stands in the pipeline of a position."""

    SCREENING = "screening"
    INTERVIEW = "interview"
    OFFER = "offer"
    HIRED = "hired"
    REJECTED = "rejected"


class Application(models.Model):
    """A candidate in the pipeline of a position. `by`: who moved it last."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="applications")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="applications")
    status = models.CharField(max_length=10, choices=Stage.choices)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    by = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["position", "candidate"], name="one_application"),
        )

    def __str__(self) -> str:
        return self.status


class MatchQuerySet(models.QuerySet["Match"]):
    def fresh(self, position: Position) -> "MatchQuerySet":
        """Scores of what a position says now, by the rules of now; the candidate's revision is
        left to compare."""
        return self.filter(
            position=position, position_revision=position.revision, version=MATCHING_VERSION
        )


class Match(models.Model):
    """A score of a candidate for a position, and what it was computed from.

    The reasons are not stored: the same revisions under the same rules give the same ones again.
    `score` is null where the position asks for nothing that counts.
    """

    position = models.ForeignKey(
        Position, on_delete=models.CASCADE, related_name="matches", db_index=False
    )
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="matches")
    score = models.SmallIntegerField(null=True)
    skills = models.SmallIntegerField()
    experience = models.SmallIntegerField()
    education = models.SmallIntegerField()
    position_revision = models.PositiveIntegerField()
    candidate_revision = models.PositiveIntegerField()
    version = models.PositiveIntegerField()

    objects = MatchQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["position", "-score", "candidate"], name="matches_by_score"),
        )
        constraints = (models.UniqueConstraint(fields=["position", "candidate"], name="one_match"),)

    def __str__(self) -> str:
        return str(self.score)


class Matched(models.Model):
    """The change of a candidate up to which all open positions have scored it."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="matched")
    revision = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.revision)
