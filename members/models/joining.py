"""Applications to join; none of them is in the roster before the coordinator approves it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from members.enums import ApplicationState, OrganizationKind
from members.models.seats import County, Organization, Person, Sector, Tribe


class ApplicationQuerySet(models.QuerySet):
    def to_review(self):
        """Confirmed from the applicant's own mailbox, and not decided."""
        return self.filter(state__in=[ApplicationState.WAITING, ApplicationState.ASKED])

    def unconfirmed(self):
        return self.filter(state=ApplicationState.UNCONFIRMED)


class Application(models.Model):
    """What somebody asked for, in their own words. `letter` is what the coordinator wrote back last."""

    kind = models.CharField(max_length=12, choices=OrganizationKind.choices, default=OrganizationKind.AGENCY)
    organization_name = models.CharField(max_length=200, blank=True)
    sector = models.ForeignKey(Sector, null=True, on_delete=models.SET_NULL, related_name="applications")
    name = models.CharField(max_length=150)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=120, blank=True)
    statewide = models.BooleanField(default=False)
    counties = models.ManyToManyField(County, blank=True, related_name="applications")
    tribes = models.ManyToManyField(Tribe, blank=True, related_name="applications")
    website = models.URLField(blank=True)
    why = models.TextField(blank=True)
    discreet = models.BooleanField(default=False)
    language = models.CharField(
        max_length=10, blank=True, db_default="", help_text="In which the form was read."
    )
    state = models.CharField(
        max_length=12, choices=ApplicationState.choices, default=ApplicationState.UNCONFIRMED
    )
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    letter = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.SET_NULL, related_name="applications"
    )
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="applications")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"application {self.pk}"

    @property
    def neutral(self) -> bool:
        """Whether what is written to the applicant must say nothing about the consortium."""
        return self.discreet or bool(self.sector and self.sector.protected)

    @property
    def seat_name(self) -> str:
        return self.organization_name or self.name
