"""What each feed holds: whose meetings, and how much of each may be told there (Ruling 3, survivor safety R15, R28)."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter.models import Charter
from meetings.enums import MeetingState, Response
from meetings.ical.feed import Deadline, Entry, feed
from meetings.models import Feed, Meeting

KEPT = timedelta(days=365)
NEUTRAL_TITLE, NEUTRAL_DEADLINE = gettext_lazy("Quarterly Meeting"), gettext_lazy("Something is due")


def public_feed() -> bytes:
    """The whole consortium's meetings: when and what, never where or by which link."""
    charter = Charter.load()
    meetings = _recent().announced().filter(workgroup=None)
    name = _("%(name)s meetings") % {"name": charter.short_name}
    about = _("All meetings of the whole %(name)s.") % {"name": charter.short_name}
    return feed(name, map(_bare, meetings), zone=charter.time_zone, description=about)


def workgroup_feed(workgroup) -> bytes:
    """One workgroup's meetings, as bare as the public feed."""
    charter = Charter.load()
    meetings = _recent().announced().filter(workgroup=workgroup)
    name, about = f"{charter.short_name}: {workgroup.name}", _("Meetings of this workgroup.")
    return feed(name, map(_bare, meetings), zone=charter.time_zone, description=about)


def personal_feed(own: Feed) -> bytes:
    """The meetings that one person is asked to, with place and link, and her deadlines if she wants them.

    A discreet or protected person's feed holds a fixed neutral title and no place, whatever was typed.
    """
    charter, person = Charter.load(), own.person
    neutral = person.neutral
    invitations = (
        person.invitations.filter(meeting__in=_recent())
        .select_related("meeting__venue")
        .order_by("meeting__starts_at", "pk")
    )
    entries = [_personal(invitation, neutral) for invitation in invitations]
    deadlines = _deadlines(person, neutral) if own.with_tasks else []
    name = charter.neutral_name if neutral else _("%(short_name)s: mine") % {"short_name": charter.short_name}
    about = "" if neutral else _("The meetings you are invited to.")
    return feed(name, entries, zone=charter.time_zone, deadlines=deadlines, description=about)


def _recent():
    return Meeting.objects.filter(ends_at__gte=timezone.now() - KEPT).order_by("starts_at", "pk")


def _bare(meeting: Meeting) -> Entry:
    return Entry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamp=meeting.changed_at,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        summary=meeting.title,
        status="CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED",
    )


def _personal(invitation, neutral: bool) -> Entry:
    meeting = invitation.meeting
    bare = _bare(meeting)
    told = {"summary": NEUTRAL_TITLE} if neutral else _whole(meeting)
    busy = invitation.response == Response.ACCEPTED and bare.status == "CONFIRMED"
    stamp = max(filter(None, [meeting.changed_at, invitation.answered_at]))
    return Entry(**(vars(bare) | told | {"busy": busy, "stamp": stamp}))


def _whole(meeting: Meeting) -> dict:
    return {
        "location": meeting.place or meeting.join_link,
        "conference": meeting.join_link,
        "url": f"{settings.SITE_URL}/meetings/{meeting.slug}/",
    }


def _deadlines(person, neutral: bool) -> list[Deadline]:
    return [
        Deadline(
            uid=salted_hmac("meetings.feeds.task", str(task.pk)).hexdigest()[:32],
            stamp=task.changed_at,
            due=task.due,
            summary=NEUTRAL_DEADLINE if neutral else _("Due: %(title)s") % {"title": task.title},
            url="" if neutral else f"{settings.SITE_URL}/tasks/{task.pk}/",
        )
        for task in person.tasks.open().filter(due__isnull=False).order_by("due", "pk")
    ]
