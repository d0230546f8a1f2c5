"""What a meeting inherits from the one before: minutes to approve, and action items still open."""

from meetings.counting import CARRIED
from meetings.enums import MeetingState
from meetings.models import Entry, Meeting, Minutes, MinutesState
from tasks.enums import CLOSED


def before(meeting: Meeting) -> Minutes | None:
    """The minutes of the last meeting of the same people that was held and has any."""
    earlier = Minutes.objects.filter(
        meeting__workgroup=meeting.workgroup_id, meeting__starts_at__lt=meeting.starts_at
    )
    earlier = earlier.exclude(meeting__state=MeetingState.CANCELLED)
    return earlier.select_related("meeting").order_by("-meeting__starts_at").first()


def to_approve(meeting: Meeting) -> Minutes | None:
    """The minutes that this meeting has to approve, if any."""
    found = before(meeting)
    return found if found and found.is_draft else None


def approving(minutes: Minutes) -> Meeting | None:
    """The meeting that carried the motion to approve these minutes, if one did."""
    motions = minutes.approval_motions.filter(result=CARRIED).select_related("minutes__meeting")
    motion = motions.order_by("-minutes__meeting__starts_at").first()
    return motion.minutes.meeting if motion else None


def approved_now(entry: Entry) -> bool:
    """Whether this motion was carried and the circulated minutes it is about wait for a press."""
    return bool(
        entry.approves and entry.result == CARRIED and entry.approves.state == MinutesState.CIRCULATED
    )


def open_items(meeting: Meeting) -> list[Entry]:
    """The action items of earlier meetings of the same people that are not done, oldest first."""
    items = Entry.objects.filter(
        task__isnull=False,
        coordinator_only=False,
        minutes__meeting__workgroup=meeting.workgroup_id,
        minutes__meeting__starts_at__lt=meeting.starts_at,
    )
    items = items.exclude(task__status__in=CLOSED).select_related(
        "task", "owner", "workgroup", "minutes__meeting"
    )
    return list(items.order_by("minutes__meeting__starts_at", "position", "pk"))
