"""What meetings do when someone comes to the table or into a workgroup, or leaves it."""

from django.db.models.signals import post_save
from django.utils import timezone

from mail.enums import State
from mail.models import Message
from mail.signals import taken_back
from meetings.actions import follow
from meetings.actions.minutes import take_back_circulation
from meetings.actions.undoing import put_back
from meetings.enums import Response
from meetings.models import Entry, Invitation, Meeting, Minutes, MinutesState
from members.signals import folding, seat_left, seat_taken
from tasks.models import Task
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


def as_before(sender, *, batch, whole, by=None, **kwargs) -> None:
    """A change or a cancellation was taken back before anyone had heard of it: the meeting is as it was."""
    put_back(batch, whole=whole, by=by)


def draft_again(sender, *, messages, by=None, **kwargs) -> None:
    """A circulation was taken back before anyone had it: the minutes are what they were, and so are their tasks."""
    taken = [message for message in messages if message.kind == "minutes"]
    drafts = {message.about.pk: message.about for message in taken if isinstance(message.about, Minutes)}
    for minutes in drafts.values():
        take_back_circulation(minutes, by=by)


def keep_the_later_answer(sender, *, kept, gone, **kwargs) -> None:
    """One person was asked twice under two records: she stays asked, and the answer she gave last stands."""
    if kept.withdrawn_at and not gone.withdrawn_at:
        kept.withdrawn_at, kept.withdrawn_why = None, ""
        kept.save(update_fields=["withdrawn_at", "withdrawn_why"])
    if gone.answered_at and (kept.answered_at is None or gone.answered_at > kept.answered_at):
        kept.response, kept.answered_at = gone.response, gone.answered_at
        kept.save(update_fields=["response", "answered_at"])


def keep_words_with_the_task(sender, *, instance, update_fields=None, created=False, **kwargs) -> None:
    """A task renamed in its list is found by its new name in the draft; approved minutes keep their words."""
    if created or (update_fields is not None and "title" not in update_fields):
        return
    drafts = Entry.objects.filter(
        task=instance, minutes__state__in=[MinutesState.DRAFT, MinutesState.CIRCULATED]
    )
    drafts.exclude(text=instance.title).update(text=instance.title)


def connect() -> None:
    post_save.connect(keep_words_with_the_task, sender=Task, dispatch_uid="meetings.keep_words_with_the_task")
    folding.connect(keep_the_later_answer, sender=Invitation, dispatch_uid="meetings.keep_the_later_answer")
    taken_back.connect(forget_unsent, dispatch_uid="meetings.forget_unsent")
    taken_back.connect(as_before, dispatch_uid="meetings.as_before")
    taken_back.connect(draft_again, dispatch_uid="meetings.draft_again")
    for number, signal in enumerate((seat_taken, seat_left, roles_changed)):
        signal.connect(follow_groups, dispatch_uid=f"meetings.follow_groups.{number}")
