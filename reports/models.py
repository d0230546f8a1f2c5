"""Reports with the coordinator's words, frozen once filed; whom one is lent to; tokens of the read API."""

import hashlib
from datetime import date
from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports.enums import Scope
from reports.periods import Period, parse


class ReportQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Members read what is filed; the coordinator also what she is still writing."""
        return self.all() if person.is_coordinator else self.exclude(filed_at=None)


class Report(models.Model):
    """One quarter's or year's report. `words` are the coordinator's, by question; `figures` are kept as filed."""

    slug = models.CharField(max_length=7, unique=True)
    words = models.JSONField(default=dict, blank=True)
    figures = models.JSONField(default=list, blank=True)
    filed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(filed_at=None) | ~Q(figures=[]), name="filed_report_keeps_its_figures"
            )
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def period(self) -> Period:
        return parse(self.slug)


def new_key() -> str:
    """256 random bits."""
    return token_urlsafe(32)


class Loan(models.Model):
    """A filed report lent to someone without an account (a funder), by a secret address that ends."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="loans")
    key = models.CharField(max_length=64, unique=True, default=new_key, editable=False)
    reader = models.CharField(max_length=120, help_text="Who gets this address, for your own memory.")
    until = models.DateField(help_text="The last day on which the address works.")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"loan {self.pk}"

    def is_open(self, today: date) -> bool:
        return self.ended_at is None and self.until >= today


class TokenQuerySet(models.QuerySet):
    def open_on(self, today: date):
        return self.filter(ended_at=None, until__gte=today, person__is_active=True)


class Token(models.Model):
    """A key to the read API: reads what its person may read, within its scopes, until a day.

    Only the hash is kept, so that a copy of the database opens nothing.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(default=list)
    until = models.DateField(help_text="The last day on which it works.")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    used_on = models.DateField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"token {self.pk}"

    @property
    def scope_labels(self) -> list[str]:
        return [Scope(scope).label for scope in self.scopes]


def digest_of(secret: str) -> str:
    """What is kept of a token; it is random, so one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
