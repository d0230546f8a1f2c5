"""Who stands in for the coordinator, and for how long."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DeputyQuerySet(models.QuerySet):
    def on(self, day):
        """In force on `day`, the consortium's calendar date; both days are included."""
        return self.filter(since__lte=day, until__gte=day)


class CoordinatorDeputy(models.Model):
    """From `since` to `until` this person may do what the coordinator may. `acting` while she does."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deputyships")
    since = models.DateField()
    until = models.DateField()
    acting = models.BooleanField(default=False, editable=False)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        verbose_name_plural = _("coordinator deputies")
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="coordinator_deputy_has_an_end")
        ]

    def __str__(self) -> str:
        return f"deputy {self.pk}"
