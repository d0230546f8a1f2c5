"""Whom an invitation to a group reaches, and to whom minutes go."""

from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charter.models import Charter
from meetings.enums import Response
from meetings.models import Audience, Invitation, Meeting
from members.enums import OrganizationStatus
from members.models import Organization, Person, Representation
from workgroups.models import Role, Workgroup


def whole_consortium(on=None):
    """Active people who represent an active organization on that day (today by default)."""
    sitting = Representation.objects.on(on or timezone.localdate()).filter(
        organization__status=OrganizationStatus.ACTIVE
    )
    return Person.objects.filter(is_active=True, pk__in=sitting.values("person"))


def people_of(audience: Audience, on=None):
    """The active people in one group on that day."""
    on = on or timezone.localdate()
    if audience.workgroup_id:
        members = audience.workgroup.roles.on(on).values("person")
    elif audience.organization_id:
        members = audience.organization.representations.on(on).values("person")
    else:
        return whole_consortium(on)
    return Person.objects.filter(is_active=True, pk__in=members)


def meeting_day(meeting: Meeting):
    """The consortium's calendar date of a meeting: whoever serves on that day belongs to a group."""
    return meeting.starts_at.astimezone(ZoneInfo(Charter.load().time_zone)).date()


def covered(meeting: Meeting) -> set[int]:
    """The ids of everyone who is, on its day, in a group that this meeting asks."""
    on = meeting_day(meeting)
    audiences = meeting.audiences.select_related("workgroup", "organization")
    return {pk for audience in audiences for pk in people_of(audience, on).values_list("pk", flat=True)}


def circles(meeting, viewer) -> list[tuple[str, str]]:
    """To whom minutes can go, each with how many people this viewer may count in it; the first is the likeliest."""
    there = [("attended", _("Those who were there")), ("coming", _("Those who said they would come"))]
    counted = [(value, label, circle(meeting, value).count()) for value, label in there]
    if meeting.workgroup:
        counted = _groups(Workgroup.objects.filter(pk=meeting.workgroup_id)) + counted
    else:
        members = circle(meeting, "members")
        if not viewer.sees_all:
            members = members.exclude(pk__in=viewer.protected_people())
        everyone = ("members", _("All members"), members.count())
        counted = [everyone, *counted, *_groups(Workgroup.objects.all())]
    return [
        (value, ngettext("%(label)s: %(n)d person", "%(label)s: %(n)d people", n) % {"label": label, "n": n})
        for value, label, n in counted
    ]


def _groups(workgroups) -> list[tuple[str, str, int]]:
    serving = Role.objects.current().filter(person__is_active=True).order_by().values_list("workgroup")
    serving = dict(serving.annotate(Count("person", distinct=True)))
    return [(f"workgroup:{group.slug}", group.name, serving.get(group.pk, 0)) for group in workgroups]


def is_by_name(value: str) -> bool:
    """Whether whoever runs the meeting reads all of a circle by name: everyone who acts for a member she does not."""
    return value != "members"


def circle(meeting, value: str):
    """The people of one of these choices; each once."""
    active = Person.objects.filter(is_active=True)
    if value == "attended":
        return active.filter(attendances__meeting=meeting).distinct()
    if value == "coming":
        answers = [Response.ACCEPTED, Response.TENTATIVE]
        return active.filter(
            invitations__meeting=meeting, invitations__response__in=answers, invitations__withdrawn_at=None
        ).distinct()
    if value.startswith("workgroup:"):
        roles = Role.objects.current().filter(workgroup__slug=value.partition(":")[2])
        return active.filter(pk__in=roles.values("person"))
    return whole_consortium()


def colleagues(invitation: Invitation):
    """Who else acts, on the meeting's day, for the organization she is invited for; none where a seat is protected."""
    if invitation.organization_id is None or invitation.person.neutral:
        return Person.objects.none()
    seats = Organization.objects.filter(pk=invitation.organization_id).exclude(sector__protected=True)
    beside = Representation.objects.on(meeting_day(invitation.meeting)).filter(organization__in=seats)
    others = beside.values("person")
    protected = Representation.objects.filter(organization__sector__protected=True).values("person")
    return (
        Person.objects.filter(is_active=True, pk__in=others)
        .exclude(pk=invitation.person_id)
        .exclude(pk__in=protected)
        .order_by("name")
    )
