"""What happens to a meeting as a whole; each act is one transaction with its history and its mail."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charter.models import Charter
from meetings.actions.places import settle_places
from meetings.actions.sending import send_cancels, send_requests
from meetings.actions.state import NotPossible, TooLate, ahead, locked, log
from meetings.actions.undoing import keep_before
from meetings.differences import SEQUENCED, TIMES, concerned, differences
from meetings.enums import MeetingState, Response, Tell
from meetings.invitation_letters import cancelled_letter, change_letter, invitation_letter
from meetings.models import Meeting, MeetingEventKind
from meetings.year import Proposed

__all__ = ["NotPossible", "TooLate", "cancel", "change", "clone", "hold", "move", "schedule"]


@transaction.atomic
def schedule(meeting: Meeting, *, by) -> Meeting:
    """Put a new meeting on the calendar under its local date; nobody is told until they are invited."""
    zone = ZoneInfo(Charter.load().time_zone)
    day = f"{meeting.starts_at.astimezone(zone):%Y-%m-%d}"
    same_day = Meeting.objects.filter(slug__startswith=day).count()
    meeting.slug = f"{day}-{same_day + 1}" if same_day else day
    meeting.save()
    log(meeting, MeetingEventKind.SCHEDULED, by=by, verb="meeting.scheduled")
    return meeting


@transaction.atomic
def schedule_year(proposed: list[Proposed], *, common: dict, by) -> list[Meeting]:
    """All of these dates in one act; `common` holds the fields that they share."""
    return [schedule(Meeting(starts_at=one.starts, ends_at=one.ends, **common), by=by) for one in proposed]


@transaction.atomic
def clone(meeting: Meeting, *, starts_at: datetime, by) -> Meeting:
    """The same again at another time: title, place, length, agenda and groups, but nobody is asked yet."""
    copied = ("title", "workgroup", "format", "venue", "room", "join_link", "capacity")
    new = Meeting(
        starts_at=starts_at,
        ends_at=starts_at + (meeting.ends_at - meeting.starts_at),
        **{name: getattr(meeting, name) for name in copied},
    )
    schedule(new, by=by)
    for item in meeting.agenda_items.all():
        item.pk, item.meeting, item._state.adding = None, new, True
        item.save()
    return new


@transaction.atomic
def change(meeting: Meeting, *, values: dict, tell: str = Tell.EVERYBODY, by) -> int:
    """Change what is different in `values`, and write to whom `tell` says; returns to how many.

    Time, place and link raise SEQUENCE (RFC 5546 2.1.4); mere words only the revision. A new time takes
    back the answers, whoever is told of it.
    """
    meeting = ahead(meeting)
    found = differences(meeting, values, Charter.load())
    fields = {difference.field for difference in found}
    if not fields:
        return 0
    keep_before(meeting)
    before = meeting.starts_at
    for field in fields:
        setattr(meeting, field, values[field])
    meeting.revision += 1
    meeting.sequence += bool(fields & SEQUENCED)
    meeting.changed_at = timezone.now()
    if fields & TIMES:
        meeting.asked_sequence, meeting.state = meeting.sequence, MeetingState.MOVED
    meeting.save()
    if fields & TIMES:
        meeting.invitations.update(response=Response.NONE, answered_at=None, waiting_since=None)
        meeting.door_passes.update(expires_at=meeting.door_closes_at)
    told = _tell(meeting, found, fields, tell)
    kind = MeetingEventKind.MOVED if fields & TIMES else MeetingEventKind.CHANGED
    verb = "meeting.moved" if fields & TIMES else "meeting.changed"
    times = {"before": before.isoformat(), "after": meeting.starts_at.isoformat()}
    log(meeting, kind, by=by, verb=verb, fields=fields, told=told, changed=sorted(fields), **times)
    if "capacity" in fields:
        settle_places(meeting)
    return told


def _tell(meeting: Meeting, found: list, fields: set[str], tell: str) -> int:
    if tell == Tell.NOBODY:
        return 0
    whom = meeting.invitations.select_related("person")
    if tell == Tell.AFFECTED:
        whom = concerned(meeting, fields)
    told_of = [difference for difference in found if difference.field != "capacity"]
    letter = change_letter(meeting, Charter.load(), told_of)
    return send_requests(whom.order_by("pk"), meeting, letter, kind="meeting_change") if told_of else 0


def move(meeting: Meeting, *, starts_at: datetime, ends_at: datetime, by) -> int:
    """Change the time: SEQUENCE goes up, answers are asked again, every held entry is updated."""
    return change(meeting, values={"starts_at": starts_at, "ends_at": ends_at}, by=by)


@transaction.atomic
def send_invitation(meeting: Meeting, *, by) -> int:
    """After the save-the-date: the invitation with all that is known by now. Answers given stand."""
    meeting = ahead(meeting)
    if not meeting.provisional:
        raise NotPossible(_("The invitation has gone out already."))
    keep_before(meeting)
    meeting.provisional = False
    meeting.sequence += 1
    meeting.revision += 1
    meeting.changed_at = timezone.now()
    meeting.save(update_fields=["provisional", "sequence", "revision", "changed_at"])
    invitations = meeting.invitations.select_related("person").order_by("pk")
    told = send_requests(invitations, meeting, invitation_letter(meeting, Charter.load()))
    log(meeting, MeetingEventKind.INVITED, by=by, verb="meeting.invited", told=told, count=told)
    return told


@transaction.atomic
def catch_up(meeting: Meeting, *, by) -> int:
    """Send the present version to whoever holds an older one."""
    meeting = ahead(meeting)
    behind = meeting.invitations.behind(meeting).select_related("person").order_by("pk")
    letter = invitation_letter(meeting, Charter.load())
    told = send_requests(behind, meeting, letter, again=":caught-up")
    log(meeting, MeetingEventKind.INVITED, by=by, verb="meeting.caught_up", told=told)
    return told


@transaction.atomic
def cancel(meeting: Meeting, *, by) -> int:
    """Take the meeting out of the calendar of everyone who was asked, whatever she answered."""
    meeting = ahead(meeting)
    keep_before(meeting)
    meeting.sequence += 1
    meeting.revision += 1
    meeting.state = MeetingState.CANCELLED
    meeting.changed_at = timezone.now()
    meeting.save(update_fields=["sequence", "revision", "state", "changed_at"])
    invitations = meeting.invitations.select_related("person").order_by("pk")
    letter = cancelled_letter(meeting, Charter.load())
    told = send_cancels(invitations, meeting, letter, kind="cancellation")
    log(meeting, MeetingEventKind.CANCELLED, by=by, verb="meeting.cancelled", told=told)
    return told


@transaction.atomic
def hold(meeting: Meeting, *, by=None) -> bool:
    """Write down that it took place, once it has begun; says whether that was news."""
    meeting = locked(meeting)
    if meeting.state == MeetingState.HELD or meeting.starts_at > timezone.now():
        return False
    meeting.state = MeetingState.HELD
    meeting.save(update_fields=["state"])
    log(meeting, MeetingEventKind.HELD, by=by, verb="meeting.held")
    return True
