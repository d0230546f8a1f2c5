"""Workgroups and who serves in them, from when to when. Rights follow the dates."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import County


class WorkgroupKind(models.TextChoices):
    WORKGROUP = "workgroup", _("Workgroup")
    TASK_FORCE = "task_force", _("Local task force")


class Workgroup(models.Model):
    """A group with a charge. A local task force is one of another kind, with the same rooms."""

    kind = models.CharField(max_length=12, choices=WorkgroupKind.choices, default=WorkgroupKind.WORKGROUP)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    charge = models.TextField(blank=True)
    counties = models.ManyToManyField(County, blank=True, related_name="workgroups")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class RoleKind(models.TextChoices):
    CHAIR = "chair", _("Chair")
    CO_CHAIR = "co_chair", _("Co-chair")
    DEPUTY = "deputy", _("Deputy")
    MEMBER = "member", _("Member")


CHAIRS = (RoleKind.CHAIR, RoleKind.CO_CHAIR)


class RoleQuerySet(models.QuerySet):
    def on(self, day):
        """Roles in force on `day`, the consortium's calendar date."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))

    def current(self):
        """Roles in force today."""
        return self.on(timezone.localdate())

    def chairs(self):
        """Whoever acts as chair: chairs, co-chairs, and the deputy a chair named for some time."""
        return self.filter(kind__in=[*CHAIRS, RoleKind.DEPUTY])

    def named_chairs(self):
        """Chairs and co-chairs themselves, without a deputy."""
        return self.filter(kind__in=CHAIRS)


class Role(models.Model):
    """Who serves as what, from `since` to `until`, both days included. A deputy's has always an end."""

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
            ),
            models.CheckConstraint(
                condition=~Q(kind=RoleKind.DEPUTY) | Q(until__isnull=False), name="deputy_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_kind_display(self) -> str:
        """As Django's own, which translates every choice for every row."""
        return str(RoleKind(self.kind).label)


class JoinRequest(models.Model):
    """Someone asked to join a workgroup; its chair answers."""

    workgroup = models.ForeignKey(Workgroup, on_delete=models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests"
    )
    note = models.CharField(max_length=250, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(default=False)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["workgroup", "person"],
                condition=Q(answered_at=None),
                name="one_open_join_request",
            )
        ]

    def __str__(self) -> str:
        return f"join request {self.pk}"


class Document(models.Model):
    """A file under a title of its own; the stored name says nothing."""

    title = models.CharField(max_length=150)
    file = models.FileField(upload_to="documents/%Y/")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class GroupDocument(Document):
    """A document of a workgroup; a public one stands on its public tab too."""

    workgroup = models.ForeignKey(Workgroup, on_delete=models.CASCADE, related_name="documents")
    public = models.BooleanField(default=False)
