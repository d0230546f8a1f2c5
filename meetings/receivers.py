"""What meetings do when someone comes to the table or into a workgroup, or leaves it."""

from django.utils import timezone

from mail.enums import State
from mail.models import Message
from mail.signals import taken_back
from meetings.actions import follow
from meetings.enums import Response
from meetings.models import Invitation, Meeting
from members.signals import seat_left, seat_taken
from workgroups.signals import roles_changed


def follow_groups(sender, *, by=None, **kwargs) -> None:
    """Coming meetings that ask groups ask who is new in them, and let go who has left."""
    asking = Meeting.objects.upcoming(timezone.now()).filter(audiences__isnull=False).distinct()
    for meeting in asking:
        follow(meeting, by=by)


def forget_unsent(sender, *, messages, **kwargs) -> None:
    """A "send to all" was taken back: who never heard of a meeting was not asked, others hold an older version."""
    for message in messages:
        if message.calendar_method != "REQUEST" or not isinstance(message.about, Meeting):
            continue
        asked = Invitation.ever.filter(meeting=message.about, person=message.person)
        told = Message.objects.filter(
            content_type=message.content_type,
            object_id=message.object_id,
            person=message.person,
            calendar_method="REQUEST",
        )
        if told.exclude(state=State.CANCELLED).exists():
            asked.update(revision_sent=-1)
        else:
            asked.filter(response=Response.NONE, answers=None).delete()


def connect() -> None:
    taken_back.connect(forget_unsent, dispatch_uid="meetings.forget_unsent")
    for number, signal in enumerate((seat_taken, seat_left, roles_changed)):
        signal.connect(follow_groups, dispatch_uid=f"meetings.follow_groups.{number}")
