"""The clearing house: resources, and the checks that let them in and keep them there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from library.enums import Kind, LinkState, Reader, State
from library.querysets import ResourceQuerySet, TopicQuerySet
from members.models import County, Tribe
from tasks.models import Task
from workgroups.models import Workgroup


class Topic(models.Model):
    """What resources are about, named once for all of them."""

    name = models.CharField(max_length=80, unique=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Resource(models.Model):
    """Something worth finding. Only a published one is seen by anyone but those who decide on it."""

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LINK)
    reader = models.CharField(
        max_length=20,
        choices=Reader.choices,
        default=Reader.EVERYONE,
        editable=False,
        help_text="Unused: see `written_for`.",
    )
    summary = models.TextField(blank=True, max_length=2000)
    source = models.CharField(max_length=200, blank=True, help_text=_("Who publishes it."))
    author = models.CharField(max_length=200, blank=True)
    dated = models.CharField(
        "date", max_length=40, blank=True, help_text=_("As the source gives it: 2008, May 2012.")
    )
    topic = models.CharField(max_length=80, blank=True, editable=False, help_text="Unused: see `topics`.")
    topics = models.ManyToManyField("Topic", blank=True, related_name="resources")
    topic_words = models.TextField(
        blank=True,
        db_default="",
        editable=False,
        help_text="The names of its topics, where the search reads them.",
    )
    language = models.CharField(max_length=40, default="English")
    counties = models.ManyToManyField(County, blank=True, related_name="resources")
    tribes = models.ManyToManyField(Tribe, blank=True, related_name="resources")
    link = models.URLField(blank=True, max_length=500)
    file = models.FileField(upload_to="library/%Y/", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED, editable=False)
    suggested_at = models.DateTimeField(auto_now_add=True)
    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="resources"
    )
    validator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="to_validate"
    )
    assigned_at = models.DateTimeField(null=True, editable=False)
    reminded_on = models.DateField(
        null=True, editable=False, help_text="The day of the last reminder to whoever is to validate it."
    )
    validated_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(
        null=True, editable=False, help_text="When its words or its validation last changed."
    )
    next_review = models.DateField(null=True, editable=False)
    task = models.ForeignKey(
        Task, null=True, editable=False, on_delete=models.SET_NULL, related_name="resources"
    )
    task_is_for_link = models.BooleanField(default=False, db_default=False, editable=False)
    link_state = models.CharField(
        max_length=10, choices=LinkState.choices, default=LinkState.UNCHECKED, editable=False
    )
    link_title = models.CharField(max_length=200, blank=True, editable=False)
    link_leads_to = models.URLField(
        max_length=500,
        blank=True,
        db_default="",
        editable=False,
        help_text="Where the last visit ended, if on another site.",
    )
    link_may_lead_to = models.URLField(
        max_length=500,
        blank=True,
        db_default="",
        editable=False,
        help_text="An address on the other site to which it leads on purpose.",
    )
    link_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    link_checked_at = models.DateTimeField(null=True, editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(next_review__isnull=False),
                name="published_resource_has_a_shelf_life",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/library/{self.pk}/"

    def get_kind_display(self) -> str:
        """As Django's own, which translates every choice for every row."""
        return str(Kind(self.kind).label)

    def is_expired(self, today) -> bool:
        return self.state == State.PUBLISHED and self.next_review <= today

    def forget_visits(self) -> None:
        """As if the link had never been visited, so that the next visit is soon and no news; to be saved."""
        self.link_state, self.link_failures, self.link_checked_at = LinkState.UNCHECKED, 0, None
        self.link_title = self.link_leads_to = ""

    @property
    def readers(self) -> list[str]:
        """Whom it is written for, in the order of `Reader`; no query where `written_for` was prefetched."""
        return sorted((row.reader for row in self.written_for.all()), key=Reader.values.index)

    @property
    def reader_labels(self) -> list[str]:
        """The same, as people call them."""
        return [str(Reader(reader).label) for reader in self.readers]

    @property
    def topic_names(self) -> list[str]:
        return [topic.name for topic in self.topics.all()]


class WrittenFor(models.Model):
    """One of those a resource is written for."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="written_for")
    reader = models.CharField(max_length=20, choices=Reader.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "reader"], name="one_row_per_resource_reader")
        ]

    def __str__(self) -> str:
        return self.get_reader_display()


class Validation(models.Model):
    """One check of a resource, kept: who, for which workgroup, what was looked at, until when it holds."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="validations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="validations")
    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="validations")
    at = models.DateTimeField()
    checked = models.JSONField(default=list)
    next_review = models.DateField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"validation {self.pk}"


class ResourceVersion(models.Model):
    """The record as one save left it, so that every change can be read."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="one_record_per_resource_version")
        ]

    def __str__(self) -> str:
        return f"{self.resource_id}, version {self.number}"
