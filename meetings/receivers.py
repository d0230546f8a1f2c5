"""What meetings do when someone comes to the table or into a workgroup, or leaves it."""

from django.utils import timezone

from meetings.actions import follow
from meetings.models import Meeting
from members.signals import seat_left, seat_taken
from workgroups.signals import roles_changed


def follow_groups(sender, *, by=None, **kwargs) -> None:
    """Coming meetings that ask groups ask who is new in them, and let go who has left."""
    asking = Meeting.objects.upcoming(timezone.now()).filter(audiences__isnull=False).distinct()
    for meeting in asking:
        follow(meeting, by=by)


def connect() -> None:
    for number, signal in enumerate((seat_taken, seat_left, roles_changed)):
        signal.connect(follow_groups, dispatch_uid=f"meetings.follow_groups.{number}")
