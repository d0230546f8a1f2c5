"""What became of an organization: its states, what its own people changed, and its papers."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import DocumentKind, OrganizationStatus
from members.models.seats import Organization


class StatusChange(models.Model):
    """From this calendar day on the organization had this status; the last one is its present status."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="status_changes")
    status = models.CharField(max_length=10, choices=OrganizationStatus.choices)
    since = models.DateField()
    note = models.CharField(max_length=200, blank=True, help_text="For the coordinator alone.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return f"{self.status} {self.pk}"


class OrganizationChange(models.Model):
    """One field that a seat's own representative changed: what stood there, and what stands there now.

    `seen_at` is when the coordinator looked at it.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["seen_at"])]

    def __str__(self) -> str:
        return f"{self.field} {self.pk}"


class Document(models.Model):
    """A paper of an organization; read by the coordinator and by those who represent it today."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=15, choices=DocumentKind.choices, default=DocumentKind.MOU)
    signed_on = models.DateField("date", help_text=_("The date on the paper."))
    expires_on = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="documents/%Y/")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-signed_on", "-pk"]

    def __str__(self) -> str:
        return f"document {self.pk}"
