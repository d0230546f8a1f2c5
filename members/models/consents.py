"""What a person agreed to have shown of her, to whom, and until when (survivor safety R6, R7, R9)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.enums import ListedField, ListedTo
from members.models.seats import Organization


class ConsentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(withdrawn_at=None)

    def on(self, day):
        """Those in force on `day`, the consortium's calendar date; on `expires_on` it is over."""
        return self.open().filter(expires_on__gt=day)

    def of_people(self):
        return self.filter(organization=None)


class Consent(models.Model):
    """One field of one person shown to one audience; or, with `organization`, that seat shown to the public.

    `text_version` names the words she agreed to (`members/consent_texts.py`). Rows are ended, never changed.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="consents"
    )
    audience = models.CharField(max_length=10, choices=ListedTo.choices)
    field = models.CharField(max_length=10, choices=ListedField.choices)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["audience", "field"]
        indexes = [models.Index(fields=["audience", "field", "expires_on", "person"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "audience", "field"],
                condition=Q(withdrawn_at=None, organization=None),
                name="one_open_consent_per_field",
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(withdrawn_at=None, organization__isnull=False),
                name="one_open_consent_per_organization",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"
