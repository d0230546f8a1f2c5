"""Who is missing and who could be asked: regions, and prospects until they join."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import OrganizationKind, ProspectState
from members.models.seats import County, Organization, Sector, Tribe


class ProspectQuerySet(models.QuerySet):
    def open(self):
        """Those that may still join."""
        return self.exclude(state__in=[ProspectState.JOINED, ProspectState.DECLINED])


class Prospect(models.Model):
    """Somebody who could fill a gap; for the coordinator's eyes alone. `organization` is set once it joined."""

    name = models.CharField(_("organization or person"), max_length=200)
    kind = models.CharField(max_length=12, choices=OrganizationKind.choices, default=OrganizationKind.AGENCY)
    sector = models.ForeignKey(
        Sector, null=True, blank=True, on_delete=models.SET_NULL, related_name="prospects"
    )
    counties = models.ManyToManyField(County, blank=True, related_name="prospects")
    tribes = models.ManyToManyField(Tribe, blank=True, related_name="prospects")
    contact = models.CharField(_("whom to ask for"), max_length=150, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=ProspectState.choices, default=ProspectState.TO_ASK)
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="prospects",
        verbose_name="who asks",
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="prospects"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ProspectQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProspectStep(models.Model):
    """What happened with a prospect, kept: the state it came to, and a note."""

    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=ProspectState.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"
