"""Whom an invitation to a group reaches."""

from zoneinfo import ZoneInfo

from django.utils import timezone

from charter.models import Charter
from meetings.models import Audience, Meeting
from members.enums import OrganizationStatus
from members.models import Person, Representation


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
