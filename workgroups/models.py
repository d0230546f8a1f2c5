"""Workgroups and who serves in them, from when to when. Rights follow the dates."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Workgroup(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    charge = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class RoleKind(models.TextChoices):
    CHAIR = "chair", "Chair"
    CO_CHAIR = "co_chair", "Co-chair"
    MEMBER = "member", "Member"


class RoleQuerySet(models.QuerySet):
    def on(self, day):
        """Roles in force on `day`, the consortium's calendar date."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))

    def chairs(self):
        return self.filter(kind__in=[RoleKind.CHAIR, RoleKind.CO_CHAIR])


class Role(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles")
    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=10, choices=RoleKind.choices, default=RoleKind.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="role_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
